// SPDX-License-Identifier: MIT
#include "ui/targets/renamedialog.h"

#include "ui/problems/modeltext.h"
#include "ui/targets/reactionuse.h"
#include "ui/theme/parts.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace targetdesk {

RenameDialog::RenameDialog(const Workspace &workspace, const Target &target, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_oldHandle(target.handle)
    , m_name(new QLineEdit(QString::fromStdString(target.name)))
    , m_handle(new QLineEdit(QString::fromStdString(target.handle)))
    , m_effect(new QLabel)
    , m_accept(new QPushButton(tr("Rename")))
{
    setWindowTitle(tr("Rename target"));
    setMinimumWidth(460);
    m_name->setAccessibleName(tr("Name"));
    m_handle->setAccessibleName(tr("Handle"));
    m_accept->setProperty("primary", true);
    m_accept->setDefault(true);
    m_effect->setWordWrap(true);
    m_effect->setTextFormat(Qt::PlainText);
    setMuted(*m_effect);

    auto *form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Handle"), m_handle);
    alignLabels(*form);
    auto *cancel = new QPushButton(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_accept);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addWidget(m_effect);
    layout->addLayout(buttons);

    connect(m_name, &QLineEdit::textChanged, this, &RenameDialog::check);
    connect(m_handle, &QLineEdit::textChanged, this, &RenameDialog::check);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_name->selectAll();
    check();
}

std::string RenameDialog::name() const
{
    return m_name->text().trimmed().toStdString();
}

std::string RenameDialog::handle() const
{
    return m_handle->text().toStdString();
}

void RenameDialog::check()
{
    QString problem = inWindowsLanguage(Workspace::handleProblem(handle()));
    if (problem.isEmpty() && handle() != m_oldHandle && m_workspace.target(handle())) {
        problem = tr("There is a target with this handle already.");
    }
    m_accept->setEnabled(problem.isEmpty() && !name().empty());
    if (!problem.isEmpty()) {
        m_effect->setText(problem);
        return;
    }
    const QStringList reactions = reactionsInWords(m_workspace, m_oldHandle);
    if (handle() == m_oldHandle) {
        m_effect->setText(tr("The handle stays, so no reaction changes."));
    } else if (reactions.isEmpty()) {
        m_effect->setText(tr("No reaction sends to this target, so nothing else changes."));
    } else {
        m_effect->setText(tr("%n reaction(s) will follow the new handle:", nullptr, static_cast<int>(reactions.size())) + u'\n' +
                          reactions.join(u'\n'));
    }
}

} // namespace targetdesk
