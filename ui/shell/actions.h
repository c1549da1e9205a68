// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QAction;
class QMenu;
class QMenuBar;
class QWidget;

namespace targetdesk {

/// Every command of the window: one action each, with a stable id (its object name, for settings, the palette and tests),
/// text, tip and shortcut. The window connects them and owns this object.
class Actions : public QObject
{
    Q_OBJECT
public:
    explicit Actions(QWidget &window);

    QAction *newTarget;
    QAction *openWorkspace;
    QAction *reloadWorkspace;
    QAction *save;
    QAction *saveAll;
    QAction *quit;

    QAction *undo;
    QAction *redo;
    QAction *cut;
    QAction *copy;
    QAction *paste;
    QAction *selectAll;
    QAction *goToLine;
    QAction *find;
    QAction *replace;
    QAction *findNext;
    QAction *findPrevious;
    QAction *toggleComment;
    QAction *fold;
    QAction *unfold;
    QAction *foldAll;
    QAction *unfoldAll;
    QAction *whiteSpace;
    QAction *tabMovesFocus;
    QAction *complete;
    QAction *showValue;
    QAction *symbolHelp;
    QAction *quickFix;
    QAction *fixAll;
    QAction *format;
    QAction *snippets;
    QAction *pasteUnescaped;
    QAction *copyPlain;
    QAction *copyEscaped;
    QAction *copyApiBody;
    QAction *copyCurl;

    QAction *showTemplate;
    QAction *showSettings;
    QAction *showHistory;
    QAction *findTarget;
    QAction *nextPane;
    QAction *previousPane;
    QAction *prettyPayload;
    QAction *copyPayload;
    QAction *showContext;
    QAction *showComparison;
    QAction *showImpact;
    QAction *showInspector;
    QAction *zoomIn;
    QAction *zoomOut;
    QAction *zoomReset;
    QAction *themeSystem;
    QAction *themeLight;
    QAction *themeDark;

    QAction *renameTarget;
    QAction *deleteTarget;
    QAction *startFromPayload;

    QAction *sendTest;
    QAction *sendReal;
    QAction *chooseEnvironment;
    QAction *chooseEvent;
    QAction *nextSample;
    QAction *previousSample;
    QAction *nextProblem;
    QAction *previousProblem;
    QAction *runMatrix;
    QAction *toggleReceiver;
    QAction *clearReceiver;

    QAction *about;

    /// All of them, in the order of the menus.
    QList<QAction *> all() const;
    void fillMenus(QMenuBar &bar) const;
    /// Those that work on a shown template only.
    QList<QAction *> editing() const;

private:
    struct Texts
    {
        const char *id;
        QString text;
        QString tip;
        QKeySequence shortcut;
        const char *icon;
    };
    QAction *make(QWidget &window, const Texts &texts);
    void makeFileAndEdit(QWidget &window);
    void makeEditing(QWidget &window);
    void makeTemplateChanges(QWidget &window);
    void makeView(QWidget &window);
    void makeTargetAndRun(QWidget &window);
    void fillEditMenu(QMenu &edit) const;
};

} // namespace targetdesk
