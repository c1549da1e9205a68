// SPDX-License-Identifier: MIT
#include "ui/editor/fixallpreview.h"

#include "ui/history/diffview.h"
#include "ui/theme/parts.h"
#include "ui/theme/statelabel.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {
constexpr int previewWidth = 720;
constexpr int previewHeight = 420;
constexpr int titleHeight = 24;
constexpr int shownTitles = 5;
constexpr int gap = 12; ///< to the window's edges
} // namespace

FixAllPreview::FixAllPreview(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_what(new StateLabel(theme))
    , m_titles(new QListWidget)
    , m_diff(new DiffView(theme))
    , m_apply(new QPushButton(tr("Fix all")))
{
    setObjectName(u"fixAllPreview"_s);
    setAccessibleName(tr("What fixing all changes"));
    setFrameShape(QFrame::StyledPanel);
    setBackground(*this, QPalette::Base);
    m_what->setObjectName(u"fixAllWhat"_s);
    m_what->setContentsMargins(8, 8, 12, 4);
    m_titles->setObjectName(u"fixAllTitles"_s);
    m_titles->setAccessibleName(tr("The fixes, in their order"));
    m_titles->setFrameShape(QFrame::NoFrame);
    m_titles->setUniformItemSizes(true);
    m_diff->setObjectName(u"fixAllDiff"_s);
    m_diff->setAccessibleName(tr("What fixing all changes"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_what);
    layout->addWidget(m_titles);
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(m_diff, 1);
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(makeFoot());
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, const QWidget *now) { followFocus(now); });
    hide();
}

QWidget *FixAllPreview::makeFoot()
{
    auto *hint = new QLabel(tr("One undo step. Return makes it, Esc leaves everything as it is."));
    hint->setWordWrap(true);
    setMuted(*hint);
    auto *no = new QPushButton(tr("Cancel"));
    no->setObjectName(u"fixAllCancel"_s);
    m_apply->setObjectName(u"fixAllApply"_s);
    m_apply->setProperty("primary", true);
    auto *foot = new QWidget;
    setBackground(*foot, QPalette::Window);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(hint, 1);
    for (QPushButton *button : {no, m_apply}) {
        button->setAutoDefault(true); // Return on "Cancel" is no consent
        row->addWidget(button);
    }
    connect(m_apply, &QPushButton::clicked, this, &FixAllPreview::accept);
    connect(no, &QPushButton::clicked, this, &FixAllPreview::cancel);
    return foot;
}

void FixAllPreview::begin(const QRect &place, const QString &what)
{
    if (isHidden()) m_focusBefore = QApplication::focusWidget();
    m_what->setState(StateLabel::State::Info, what);
    m_titles->clear();
    m_titles->hide();
    m_diff->clear();
    m_apply->setEnabled(false);
    layOut(place);
    raise();
    show();
    m_diff->setFocus(Qt::PopupFocusReason);
}

void FixAllPreview::layOut(const QRect &place)
{
    const QSize room = parentWidget()->size() - QSize(2 * gap, 2 * gap);
    resize(QSize(previewWidth, previewHeight).boundedTo(room));
    move(std::clamp(place.left() + gap, gap, std::max(gap, parentWidget()->width() - width() - gap)),
         std::clamp(place.top() + gap, gap, std::max(gap, parentWidget()->height() - height() - gap)));
}

void FixAllPreview::setFixes(const QStringList &titles, int samples, const std::string &before, const std::string &after)
{
    m_what->setState(StateLabel::State::Good, tr("%n safe fix(es)", nullptr, static_cast<int>(titles.size())) + u", "_s +
                                                  tr("tried on %n sample(s)", nullptr, samples));
    for (const QString &title : titles) {
        auto *item = new QListWidgetItem(title, m_titles);
        item->setSizeHint({0, titleHeight});
        item->setToolTip(title);
    }
    m_titles->setFixedHeight(titleHeight * std::min(shownTitles, m_titles->count()) + 4);
    m_titles->show();
    m_diff->compare(before, after);
    m_apply->setEnabled(true);
}

void FixAllPreview::leave()
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_focusBefore) m_focusBefore->setFocus(Qt::PopupFocusReason);
}

void FixAllPreview::accept()
{
    if (!m_apply->isEnabled()) return;
    leave();
    Q_EMIT accepted();
}

void FixAllPreview::cancel()
{
    leave();
    Q_EMIT cancelled();
}

// Nowhere is where it is while another program has it: that is no answer.
void FixAllPreview::followFocus(const QWidget *now)
{
    if (!isHidden() && now && now != this && !isAncestorOf(now)) cancel();
}

// The keys come up from whatever has the focus in here.
bool FixAllPreview::event(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) return QFrame::event(event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool isOurs = (isReturn || key->key() == Qt::Key_Escape) && (key->modifiers() & ~Qt::KeypadModifier) == 0;
    if (!isOurs) return QFrame::event(event);
    event->accept();
    if (event->type() == QEvent::KeyPress) isReturn ? accept() : cancel();
    return true;
}

} // namespace targetdesk
