// SPDX-License-Identifier: MIT
#include "ui/preview/wantedfields.h"

#include <QDropEvent>
#include <QListWidget>

namespace targetdesk {

namespace {

// Only what is chosen in a list of paths is taken.
QString pathOf(const QDropEvent &event)
{
    const auto *source = qobject_cast<const QListWidget *>(event.source());
    return source && source->currentItem() ? source->currentItem()->text() : QString();
}

} // namespace

WantedFields::WantedFields(QWidget *parent)
    : QTreeWidget(parent)
{
    setAcceptDrops(true);
    setDropIndicatorShown(false); // between rows there is nothing to fill
}

void WantedFields::dragEnterEvent(QDragEnterEvent *event)
{
    if (!pathOf(*event).isEmpty()) event->acceptProposedAction();
}

void WantedFields::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeWidgetItem *item = itemAt(event->position().toPoint());
    setCurrentItem(item);
    if (item && !pathOf(*event).isEmpty())
        event->acceptProposedAction();
    else
        event->ignore();
}

void WantedFields::dropEvent(QDropEvent *event)
{
    QTreeWidgetItem *item = itemAt(event->position().toPoint());
    const QString path = pathOf(*event);
    if (!item || path.isEmpty()) return event->ignore();
    event->acceptProposedAction();
    Q_EMIT pathDropped(indexOfTopLevelItem(item), path);
}

} // namespace targetdesk
