// SPDX-License-Identifier: MIT
#include "ui/shell/dialogprompts.h"

#include "ui/history/restoredialog.h"
#include "ui/targets/reactionuse.h"
#include "ui/targets/renamedialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

QString promptText(const char *text, int n = -1)
{
    return QCoreApplication::translate("Prompts", text, nullptr, n);
}

void prepare(QMessageBox &box, const QString &title, const QString &detail)
{
    box.setWindowTitle(QCoreApplication::applicationName());
    box.setTextFormat(Qt::PlainText);
    box.setText(title);
    box.setInformativeText(detail);
}

} // namespace

Prompts::Unsaved DialogPrompts::unsavedChanges(QWidget *parent, const QStringList &names)
{
    QMessageBox box(parent);
    prepare(box, promptText(QT_TRANSLATE_N_NOOP("Prompts", "Save your changes to %n target(s)?"), static_cast<int>(names.size())),
            names.join(u'\n'));
    QPushButton *save = box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Save")), QMessageBox::AcceptRole);
    QPushButton *discard = box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Discard")), QMessageBox::DestructiveRole);
    box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Cancel")), QMessageBox::RejectRole);
    save->setProperty("primary", true);
    box.setDefaultButton(save);
    box.exec();
    if (box.clickedButton() == save) return Unsaved::Save;
    return box.clickedButton() == discard ? Unsaved::Discard : Unsaved::Cancel;
}

Prompts::OnDisk DialogPrompts::changedOnDisk(QWidget *parent, const QString &name)
{
    QMessageBox box(parent);
    prepare(box, promptText(QT_TRANSLATE_NOOP("Prompts", "“%1” was changed on disk")).arg(name),
            promptText(QT_TRANSLATE_NOOP("Prompts",
                                    "Something else wrote its files after they were read here. Saving replaces what it wrote; "
                                    "reading again drops your changes in this window.")));
    QPushButton *overwrite = box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Save mine")), QMessageBox::DestructiveRole);
    QPushButton *reload = box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Read again")), QMessageBox::DestructiveRole);
    QPushButton *cancel = box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Cancel")), QMessageBox::RejectRole);
    box.setDefaultButton(cancel);
    box.exec();
    if (box.clickedButton() == overwrite) return OnDisk::Overwrite;
    return box.clickedButton() == reload ? OnDisk::Reload : OnDisk::Cancel;
}

bool DialogPrompts::confirmDelete(QWidget *parent, const QString &name, const QStringList &reactions)
{
    QMessageBox box(parent);
    const QString use = reactions.isEmpty()
                            ? promptText(QT_TRANSLATE_NOOP("Prompts", "No reaction sends to it."))
                            : promptText(QT_TRANSLATE_NOOP("Prompts", "These reactions send to it and will find no target:")) + u'\n' +
                                  reactions.join(u'\n');
    prepare(box, promptText(QT_TRANSLATE_NOOP("Prompts", "Delete “%1” and its template?")).arg(name), use);
    QPushButton *remove = box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Delete")), QMessageBox::DestructiveRole);
    QPushButton *cancel = box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Cancel")), QMessageBox::RejectRole);
    remove->setProperty("danger", true);
    box.setDefaultButton(cancel);
    box.exec();
    return box.clickedButton() == remove;
}

std::optional<Prompts::NewName> DialogPrompts::rename(QWidget *parent, const Workspace &workspace, const Target &target)
{
    RenameDialog dialog(workspace, target, parent);
    if (dialog.exec() != QDialog::Accepted) return {};
    return NewName{dialog.name(), dialog.handle()};
}

bool DialogPrompts::confirmProtectedSend(QWidget *parent, const QString &environment, const QString &url)
{
    QMessageBox box(parent);
    prepare(box, promptText(QT_TRANSLATE_NOOP("Prompts", "Send to “%1”?")).arg(environment),
            promptText(QT_TRANSLATE_NOOP("Prompts", "This environment is protected: what is sent there may reach customers.\n%1"))
                .arg(url));
    QPushButton *send = box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Send")), QMessageBox::DestructiveRole);
    QPushButton *cancel = box.addButton(promptText(QT_TRANSLATE_NOOP("Prompts", "Cancel")), QMessageBox::RejectRole);
    send->setProperty("danger", true);
    box.setDefaultButton(cancel);
    box.exec();
    return box.clickedButton() == send;
}

std::vector<DraftChoice> DialogPrompts::restoreDrafts(QWidget *parent, const std::vector<DraftOffer> &offers)
{
    RestoreDialog dialog(m_theme, offers, parent);
    dialog.exec();
    return dialog.choices();
}

QString DialogPrompts::workspaceFolder(QWidget *parent, const QString &current)
{
    return QFileDialog::getExistingDirectory(parent, promptText(QT_TRANSLATE_NOOP("Prompts", "Open workspace")), current);
}

} // namespace targetdesk
