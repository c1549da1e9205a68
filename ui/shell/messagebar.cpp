// SPDX-License-Identifier: MIT
#include "ui/shell/messagebar.h"

#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace targetdesk {

MessageBar::MessageBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_label(new StateLabel(theme))
{
    setObjectName(u"messageBar"_s);
    setBackground(*this, QPalette::Base);
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
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(makeLine(Qt::Horizontal));
    hide();
}

void MessageBar::show(StateLabel::State state, const QString &text)
{
    m_label->setState(state, text);
    setVisible(!text.isEmpty());
}

} // namespace targetdesk
