// SPDX-License-Identifier: MIT
#include "ui/editor/editornotice.h"

#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace targetdesk {

EditorNotice::EditorNotice(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_label(new StateLabel(theme))
    , m_button(new QPushButton)
{
    m_label->setObjectName(u"editorNotice"_s);
    m_label->setWordWrap(true);
    m_button->setObjectName(u"editorNoticeAction"_s);
    m_button->setAccessibleName(tr("Nothing to do"));
    auto *close = new QToolButton;
    close->setObjectName(u"editorNoticeClose"_s);
    close->setIcon(icon(u"close"_s));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close the notice"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button);
    layout->addWidget(close);
    setBackground(*this, QPalette::Window);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto action = std::exchange(m_action, {})) action();
    });
    hide();
}

void EditorNotice::say(StateLabel::State state, const QString &text, const QString &actionText, std::function<void()> action)
{
    m_label->setState(state, text);
    m_button->setText(actionText);
    m_button->setAccessibleName(actionText.isEmpty() ? tr("Nothing to do") : actionText);
    m_button->setVisible(!actionText.isEmpty());
    m_action = std::move(action);
    show();
}

} // namespace targetdesk
