// SPDX-License-Identifier: MIT
#include "ui/shell/topbar.h"

#include "ui/shell/actions.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace targetdesk {

TopBar::TopBar(const Theme &theme, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_workspace(new QLabel)
    , m_environment(new QComboBox)
    , m_protection(new StateLabel(theme))
    , m_send(new QPushButton(icon(u"send"_s), tr("Send test")))
{
    QFont font = m_workspace->font();
    font.setWeight(QFont::DemiBold);
    m_workspace->setFont(font);
    m_workspace->setTextFormat(Qt::PlainText);
    m_environment->setObjectName(u"environment"_s);
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->setMinimumWidth(150);
    m_environment->setToolTip(actions.chooseEnvironment->toolTip());
    m_send->setObjectName(u"sendTestButton"_s);
    m_send->setProperty("primary", true);
    m_send->setIcon({});
    m_send->setToolTip(actions.sendTest->toolTip());
    connect(m_send, &QPushButton::clicked, actions.sendTest, &QAction::trigger);
    connect(actions.sendTest, &QAction::enabledChanged, m_send, &QWidget::setEnabled);
    connect(m_environment, &QComboBox::currentIndexChanged, this, [this] {
        showProtection();
        Q_EMIT environmentChosen();
    });

    auto *caption = new QLabel(tr("Environment"));
    setMuted(*caption);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_workspace);
    row->addSpacing(16);
    row->addWidget(caption);
    row->addWidget(m_environment);
    row->addWidget(m_protection);
    row->addStretch(1);
    row->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(makeLine(Qt::Horizontal));
}

void TopBar::setWorkspace(const Workspace &workspace)
{
    m_workspace->setText(QString::fromStdString(workspace.name()));
    m_workspace->setToolTip(QString::fromStdString(workspace.folder().string()));
    const std::string before = environment();
    const QSignalBlocker blocker(m_environment);
    m_environments = workspace.environments();
    m_environment->clear();
    for (const DeliveryEnvironment &one : m_environments)
        m_environment->addItem(QString::fromStdString(one.name));
    setEnvironment(QString::fromStdString(before.empty() ? workspace.defaultEnvironment() : before));
    showProtection();
}

void TopBar::setEnvironment(const QString &name)
{
    const int index = m_environment->findText(name);
    if (index >= 0) m_environment->setCurrentIndex(index);
}

std::string TopBar::environment() const
{
    return m_environment->currentText().toStdString();
}

void TopBar::focusEnvironment()
{
    m_environment->setFocus(Qt::ShortcutFocusReason);
    m_environment->showPopup();
}

void TopBar::showProtection()
{
    const int index = m_environment->currentIndex();
    const bool isProtected = index >= 0 && m_environments.at(static_cast<std::size_t>(index)).isProtected;
    m_protection->setState(StateLabel::State::Warning, isProtected ? tr("protected: asks before it sends") : QString());
}

} // namespace targetdesk
