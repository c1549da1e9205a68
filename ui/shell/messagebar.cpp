// SPDX-License-Identifier: MIT
#include "ui/shell/messagebar.h"

#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace targetdesk {

MessageBar::MessageBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_label(new StateLabel(theme))
    , m_choices(new QHBoxLayout)
{
    setObjectName(u"messageBar"_s);
    setBackground(*this, QPalette::Base);
    m_label->setObjectName(u"messageText"_s);
    m_label->setWordWrap(true);
    auto *close = new QToolButton;
    close->setIcon(icon(u"close"_s));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close the message"));
    close->setToolTip(tr("Close the message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 4, 8, 4);
    row->addWidget(m_label, 1);
    row->addLayout(m_choices);
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(makeLine(Qt::Horizontal));
    hide();
}

void MessageBar::show(StateLabel::State state, const QString &text, const std::vector<Choice> &choices)
{
    // Later: a choice that shows the next message is one of the buttons that go.
    while (const QLayoutItem *item = m_choices->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Choice &choice : choices) {
        auto *button = new QPushButton(choice.text);
        connect(button, &QPushButton::clicked, this, [this, run = choice.run] {
            hide();
            run();
        });
        m_choices->addWidget(button);
        button->show(); // a layout shows what it gets a moment later
    }
    m_label->setState(state, text);
    setVisible(!text.isEmpty());
}

} // namespace targetdesk
