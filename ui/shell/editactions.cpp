// SPDX-License-Identifier: MIT
// Actions' part for the template editor.
#include "ui/shell/actions.h"

#include <QAction>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace targetdesk {

void Actions::makeEditing(QWidget &w)
{
    find = make(w, {"edit.find", tr("&Find…"), tr("Find in the template"), QKeySequence(u"Ctrl+F"_s), "search"});
    replace = make(w, {"edit.replace", tr("Find and &replace…"), tr("Find and replace in the template"),
                       QKeySequence(u"Ctrl+H"_s), nullptr});
    findNext = make(w, {"edit.findNext", tr("Find &next"), tr("Go to the next match"), QKeySequence(u"F3"_s), nullptr});
    findPrevious =
        make(w, {"edit.findPrevious", tr("Find pre&vious"), tr("Go to the match before"), QKeySequence(u"Shift+F3"_s), nullptr});
    toggleComment = make(w, {"edit.comment", tr("Co&mment"), tr("Make a Twig comment of the line or selection, or undo that"),
                             QKeySequence(u"Ctrl+/"_s), nullptr});
    fold = make(w, {"edit.fold", tr("F&old"), tr("Fold the part around the cursor"), QKeySequence(u"Ctrl+Shift+["_s), nullptr});
    unfold = make(w, {"edit.unfold", tr("&Unfold"), tr("Open the folded part again"), QKeySequence(u"Ctrl+Shift+]"_s), nullptr});
    foldAll = make(w, {"edit.foldAll", tr("Fold &all"), tr("Fold every part of the template"), {}, nullptr});
    unfoldAll = make(w, {"edit.unfoldAll", tr("Unfold a&ll"), tr("Open every folded part"), {}, nullptr});
    complete = make(w, {"edit.complete", tr("Com&plete"), tr("Names, values and filters that can stand at the cursor"),
                        QKeySequence(u"Ctrl+Space"_s), nullptr});
    showValue = make(w, {"edit.showValue", tr("&Value at the cursor"), tr("What the expression at the cursor is worth"),
                         QKeySequence(u"Ctrl+Shift+Space"_s), "info"});
    symbolHelp = make(w, {"help.symbol", tr("&Twig help"), tr("Help on the tag, filter or function at the cursor"),
                          QKeySequence(u"F1"_s), nullptr});
    whiteSpace = make(w, {"view.whiteSpace", tr("Show &white space"), tr("Show blanks and tabs in the template"), {}, nullptr});
    whiteSpace->setCheckable(true);
    tabMovesFocus = make(w, {"edit.tabMovesFocus", tr("Ta&b moves the focus"),
                             tr("In the editors Tab goes to the next field, as everywhere else, and indents nothing"),
                             QKeySequence(u"Ctrl+M"_s), nullptr});
    tabMovesFocus->setCheckable(true);
}

void Actions::makeTemplateChanges(QWidget &w)
{
    quickFix = make(
        w, {"edit.quickFix", tr("&Quick fix…"), tr("Mend the problem at the cursor"), QKeySequence(u"Alt+Return"_s), nullptr});
    fixAll = make(w, {"edit.fixAll", tr("Fix all &safely"), tr("Make every fix that is safe on all samples"),
                      QKeySequence(u"Alt+Shift+Return"_s), nullptr});
    format = make(w, {"edit.format", tr("Fo&rmat"), tr("Lay the template out; the payload stays the same"),
                      QKeySequence(u"Ctrl+Shift+I"_s), nullptr});
    snippets = make(w, {"edit.snippets", tr("S&nippets"), tr("Insert a piece of template"), QKeySequence(u"Ctrl+."_s), nullptr});
    pasteUnescaped = make(w, {"edit.pasteUnescaped", tr("Paste template &inside"),
                              tr("Insert the template inside an API body, a curl command or an escaped text"),
                              QKeySequence(u"Ctrl+Shift+V"_s), nullptr});
    copyPlain = make(w, {"edit.copyPlain", tr("&Template"), tr("Copy the template as it stands"), {}, nullptr});
    copyEscaped = make(w, {"edit.copyEscaped", tr("&Escaped text"), tr("Copy the template as a JSON text"), {}, nullptr});
    copyApiBody = make(w, {"edit.copyApiBody", tr("&API body"), tr("Copy the target as the API takes it"), {}, nullptr});
    copyCurl =
        make(w, {"edit.copyCurl", tr("&curl command"), tr("Copy a command that puts the target into the API"), {}, nullptr});
}

QList<QAction *> Actions::editing() const
{
    return {find,     replace,        findNext,  findPrevious, toggleComment, fold,    unfold,
            foldAll,  unfoldAll,      complete,  showValue,    quickFix,      fixAll,  format,
            snippets, pasteUnescaped, copyPlain, copyEscaped,  copyApiBody,   copyCurl};
}

void Actions::fillEditMenu(QMenu &edit) const
{
    edit.addSeparator();
    edit.addActions({find, replace, findNext, findPrevious, goToLine});
    edit.addSeparator();
    edit.addActions({complete, showValue, snippets});
    edit.addSeparator();
    edit.addActions({quickFix, fixAll, format, toggleComment});
    edit.addAction(pasteUnescaped);
    edit.addMenu(tr("Cop&y target as"))->addActions({copyPlain, copyEscaped, copyApiBody, copyCurl});
    edit.addMenu(tr("Fol&ding"))->addActions({fold, unfold, foldAll, unfoldAll});
    edit.addSeparator();
    edit.addAction(tabMovesFocus);
}

} // namespace targetdesk
