// SPDX-License-Identifier: MIT
#include "ui/shell/messagebar.h"

#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace targetdesk {

MessageBar::MessageBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_label(new StateLabel(theme))
    , m_choices(new QHBoxLayout)
    , m_close(new QToolButton)
{
    setObjectName(u"messageBar"_s);
    setBackground(*this, QPalette::Base);
    m_label->setObjectName(u"messageText"_s);
    m_label->setWordWrap(true);
    m_close->setObjectName(u"messageClose"_s);
    m_close->setIcon(icon(u"close"_s));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setToolTip(tr("Close the message"));
    connect(m_close, &QToolButton::clicked, this, &MessageBar::leave);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *before, const QWidget *now) {
        if (now && isAncestorOf(now) && before && !isAncestorOf(before)) m_cameFrom = before;
    });
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 4, 8, 4);
    row->addWidget(m_label, 1);
    m_choices->setSpacing(8);
    row->addLayout(m_choices);
    row->addWidget(m_close);
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
    QWidget *before = m_close->previousInFocusChain();
    while (before->focusPolicy() == Qt::NoFocus && before != m_close)
        before = before->previousInFocusChain(); // Qt puts nothing behind what takes no focus
    for (const Choice &choice : choices) {
        auto *button = new QPushButton(choice.text);
        connect(button, &QPushButton::clicked, this, [this, run = choice.run] {
            leave();
            run();
        });
        m_choices->addWidget(button);
        setTabOrder(std::exchange(before, button), button);
        button->show(); // a layout shows what it gets a moment later
    }
    m_label->setState(state, text);
    setVisible(!text.isEmpty());
}

bool MessageBar::asks() const
{
    return isVisible() && m_choices->count() > 0;
}

// Who answered by keys goes on where they were.
void MessageBar::leave()
{
    if (m_cameFrom && isAncestorOf(QApplication::focusWidget())) m_cameFrom->setFocus(Qt::OtherFocusReason);
    hide();
}

} // namespace targetdesk
