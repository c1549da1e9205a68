// SPDX-License-Identifier: MIT
#include "ui/shell/actions.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace targetdesk {

Actions::Actions(QWidget &window)
    : QObject(&window)
{
    makeFileAndEdit(window);
    makeEditing(window);
    makeTemplateChanges(window);
    makeView(window);
    makeTargetAndRun(window);
    auto *themes = new QActionGroup(this);
    for (QAction *theme : {themeSystem, themeLight, themeDark}) {
        theme->setCheckable(true);
        themes->addAction(theme);
    }
    prettyPayload->setCheckable(true);
    prettyPayload->setChecked(true);
    toggleReceiver->setCheckable(true);
    showInspector->setCheckable(true);
    showInspector->setChecked(true);
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
}

QAction *Actions::make(QWidget &window, const Texts &texts)
{
    auto *action = new QAction(texts.text, this);
    action->setObjectName(QLatin1StringView(texts.id));
    if (texts.icon) action->setIcon(icon(QLatin1StringView(texts.icon)));
    action->setShortcut(texts.shortcut);
    const QString keys = texts.shortcut.toString(QKeySequence::NativeText);
    action->setStatusTip(texts.tip);
    action->setToolTip(keys.isEmpty() ? texts.tip : tr("%1 (%2)").arg(texts.tip, keys));
    window.addAction(action);
    return action;
}

void Actions::makeFileAndEdit(QWidget &w)
{
    newTarget = make(w, {"target.new", tr("&New target…"), tr("Make a new target"), QKeySequence(u"Ctrl+N"_s), "plus"});
    openWorkspace =
        make(w, {"workspace.open", tr("&Open workspace…"), tr("Open another folder"), QKeySequence(u"Ctrl+O"_s), "folder"});
    reloadWorkspace = make(w, {"workspace.reload", tr("&Read again from disk"),
                               tr("Read the workspace again; unsaved changes stay"), QKeySequence(u"F5"_s), "reload"});
    save = make(w, {"target.save", tr("&Save"), tr("Save the target"), QKeySequence(u"Ctrl+S"_s), "save"});
    saveAll = make(w, {"workspace.saveAll", tr("Save &all"), tr("Save every target with changes"),
                       QKeySequence(u"Ctrl+Shift+S"_s), nullptr});
    quit = make(w, {"application.quit", tr("&Quit"), tr("Close the window"), QKeySequence(u"Ctrl+Q"_s), nullptr});

    undo = make(w, {"edit.undo", tr("&Undo"), tr("Undo the last edit"), QKeySequence(u"Ctrl+Z"_s), nullptr});
    redo = make(w, {"edit.redo", tr("&Redo"), tr("Do again what was undone"), QKeySequence(u"Ctrl+Shift+Z"_s), nullptr});
    cut = make(w, {"edit.cut", tr("Cu&t"), tr("Move the selection to the clipboard"), QKeySequence(u"Ctrl+X"_s), nullptr});
    copy = make(w, {"edit.copy", tr("&Copy"), tr("Copy the selection"), QKeySequence(u"Ctrl+C"_s), nullptr});
    paste = make(w, {"edit.paste", tr("&Paste"), tr("Insert the clipboard"), QKeySequence(u"Ctrl+V"_s), nullptr});
    selectAll = make(w, {"edit.selectAll", tr("Select &all"), tr("Select everything"), QKeySequence(u"Ctrl+A"_s), nullptr});
    goToLine =
        make(w, {"edit.goToLine", tr("&Go to line…"), tr("Go to a line of the template"), QKeySequence(u"Ctrl+G"_s), nullptr});
}

void Actions::makeView(QWidget &w)
{
    showTemplate = make(w, {"view.template", tr("&Template"), tr("Show the template"), QKeySequence(u"Ctrl+1"_s), "template"});
    showSettings =
        make(w, {"view.settings", tr("&Settings"), tr("Show the target's settings"), QKeySequence(u"Ctrl+2"_s), "sliders"});
    showHistory = make(
        w, {"view.history", tr("&History"), tr("Show the saved versions of the target"), QKeySequence(u"Ctrl+Alt+H"_s), "clock"});
    findTarget =
        make(w, {"view.findTarget", tr("&Find target"), tr("Filter the list of targets"), QKeySequence(u"Ctrl+P"_s), "search"});
    nextPane =
        make(w, {"view.nextPane", tr("Next &pane"), tr("Move the focus to the next pane"), QKeySequence(u"F6"_s), nullptr});
    previousPane = make(w, {"view.previousPane", tr("Pre&vious pane"), tr("Move the focus to the pane before"),
                            QKeySequence(u"Shift+F6"_s), nullptr});
    prettyPayload =
        make(w, {"view.prettyPayload", tr("P&retty payload"), tr("Show the payload with line breaks, or as it is sent"),
                 QKeySequence(u"Ctrl+Shift+J"_s), nullptr});
    copyPayload =
        make(w, {"view.copyPayload", tr("&Copy payload"), tr("Copy the exact payload"), QKeySequence(u"Ctrl+Shift+C"_s), "copy"});
    showContext = make(
        w, {"view.context", tr("Conte&xt"), tr("Show the context that the payload is made of"), QKeySequence(u"F4"_s), nullptr});
    showComparison =
        make(w, {"view.compare", tr("Co&mpare"), tr("Compare the payload with the last sent, the saved or another one"),
                 QKeySequence(u"Ctrl+D"_s), nullptr});
    showImpact = make(w, {"view.impact", tr("&Impact"), tr("Show what the edit would have changed in the last real deliveries"),
                          QKeySequence(u"Ctrl+Alt+I"_s), nullptr});
    showInspector = make(w, {"view.inspector", tr("&Explain the payload"), tr("Show or hide where the payload comes from"),
                             QKeySequence(u"Ctrl+I"_s), nullptr});
    zoomIn = make(w, {"view.zoomIn", tr("&Larger text"), tr("Larger text in the editors"), QKeySequence(u"Ctrl++"_s), nullptr});
    zoomOut =
        make(w, {"view.zoomOut", tr("S&maller text"), tr("Smaller text in the editors"), QKeySequence(u"Ctrl+-"_s), nullptr});
    zoomReset = make(w, {"view.zoomReset", tr("&Normal text"), tr("Text of the first size"), QKeySequence(u"Ctrl+0"_s), nullptr});
    themeSystem = make(w, {"view.theme.system", tr("As the &system"), tr("Light or dark as the system has it"), {}, nullptr});
    themeLight = make(w, {"view.theme.light", tr("&Light"), tr("Light colours"), {}, nullptr});
    themeDark = make(w, {"view.theme.dark", tr("&Dark"), tr("Dark colours"), {}, nullptr});
}

void Actions::makeTargetAndRun(QWidget &w)
{
    renameTarget = make(w, {"target.rename", tr("&Rename…"), tr("Change name or handle"), QKeySequence(u"F2"_s), "rename"});
    deleteTarget = make(
        w, {"target.delete", tr("&Delete…"), tr("Delete the target and its template"), QKeySequence(u"Ctrl+Delete"_s), "trash"});

    startFromPayload = make(w, {"target.fromPayload",
                                tr("Start from a &payload…"),
                                tr("Make the template from an example of the payload that the receiver wants"),
                                {},
                                nullptr});
    sendTest = make(w, {"run.sendTest", tr("Send &test"), tr("Send the payload to the receiver on this machine"),
                        QKeySequence(u"Ctrl+Return"_s), "send"});
    sendReal = make(w, {"run.sendReal", tr("Send to the target’s &URL…"), tr("Send the payload to where the environment points"),
                        QKeySequence(u"Ctrl+Shift+Return"_s), "shield"});
    chooseEnvironment =
        make(w, {"run.environment", tr("Choose &environment"), tr("Choose the environment"), QKeySequence(u"Ctrl+E"_s), nullptr});
    chooseEvent = make(
        w, {"run.event", tr("Choose e&vent"), tr("Choose the event of the preview"), QKeySequence(u"Ctrl+Shift+E"_s), nullptr});
    nextSample =
        make(w, {"run.nextSample", tr("&Next sample"), tr("Preview with the next sample"), QKeySequence(u"Alt+Down"_s), nullptr});
    previousSample = make(w, {"run.previousSample", tr("&Previous sample"), tr("Preview with the sample before"),
                              QKeySequence(u"Alt+Up"_s), nullptr});
    nextProblem = make(w, {"run.nextProblem", tr("Next pr&oblem"), tr("Go to the next problem"), QKeySequence(u"F8"_s), nullptr});
    previousProblem = make(w, {"run.previousProblem", tr("Previous pro&blem"), tr("Go to the problem before"),
                               QKeySequence(u"Shift+F8"_s), nullptr});
    runMatrix = make(w, {"run.matrix", tr("Chec&k with all samples"), tr("Check the template with every sample"),
                         QKeySequence(u"F7"_s), "good"});
    toggleReceiver =
        make(w, {"run.receiver", tr("&Receiver runs"), tr("Start or stop the receiver on this machine"), {}, "inbox"});
    clearReceiver =
        make(w, {"run.clearReceiver", tr("&Clear received requests"), tr("Forget what the receiver recorded"), {}, nullptr});
    about = make(w, {"help.about", tr("&About Target Desk"), tr("Version and licence"), {}, nullptr});
}

QList<QAction *> Actions::all() const
{
    return findChildren<QAction *>(Qt::FindDirectChildrenOnly);
}

void Actions::fillMenus(QMenuBar &bar) const
{
    QMenu *file = bar.addMenu(tr("&File"));
    file->addActions({newTarget, openWorkspace, reloadWorkspace});
    file->addSeparator();
    file->addActions({save, saveAll});
    file->addSeparator();
    file->addAction(quit);
    QMenu *edit = bar.addMenu(tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({cut, copy, paste, selectAll});
    fillEditMenu(*edit);
    QMenu *view = bar.addMenu(tr("&View"));
    view->addActions({showTemplate, showSettings, showHistory, findTarget, nextPane, previousPane});
    view->addSeparator();
    view->addActions({prettyPayload, copyPayload});
    view->addSeparator();
    view->addActions({showInspector, showContext, showComparison, showImpact});
    view->addSeparator();
    view->addActions({zoomIn, zoomOut, zoomReset, whiteSpace});
    view->addMenu(tr("T&heme"))->addActions({themeSystem, themeLight, themeDark});
    QMenu *target = bar.addMenu(tr("&Target"));
    target->addActions({renameTarget, deleteTarget});
    target->addSeparator();
    target->addAction(startFromPayload);
    QMenu *run = bar.addMenu(tr("&Run"));
    run->addActions({sendTest, sendReal, chooseEnvironment});
    run->addSeparator();
    run->addActions({chooseEvent, nextSample, previousSample});
    run->addSeparator();
    run->addActions({runMatrix, nextProblem, previousProblem});
    run->addSeparator();
    run->addActions({toggleReceiver, clearReceiver});
    bar.addMenu(tr("&Help"))->addActions({symbolHelp, about});
}

} // namespace targetdesk
