// SPDX-License-Identifier: MIT
// MainWindow: the template editor's commands.
#include "ui/editor/codeeditor.h"
#include "ui/editor/documentfolds.h"
#include "ui/editor/findbar.h"
#include "ui/editor/templatefixes.h"
#include "ui/editor/templatetools.h"
#include "ui/editor/templatetransfer.h"
#include "ui/preview/contextpanel.h"
#include "ui/preview/inspector.h"
#include "ui/preview/payloadpanel.h"
#include "ui/preview/sampleselector.h"
#include "ui/problems/problemspanel.h"
#include "ui/shell/actions.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/targetdocument.h"
#include "ui/shell/targetpage.h"

#include <QAction>
#include <QApplication>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace targetdesk {

void MainWindow::connectEditing()
{
    CodeEditor &editor = m_page->editor();
    FindBar &findBar = m_page->findBar();
    const auto find = [this, &findBar](bool replace) {
        m_page->showTab(TargetPage::TemplateTab);
        findBar.begin(replace);
    };
    connect(m_actions->find, &QAction::triggered, this, [find] { find(false); });
    connect(m_actions->replace, &QAction::triggered, this, [find] { find(true); });
    connect(m_actions->findNext, &QAction::triggered, &findBar, [&findBar] { findBar.step(1); });
    connect(m_actions->findPrevious, &QAction::triggered, &findBar, [&findBar] { findBar.step(-1); });
    connect(m_actions->toggleComment, &QAction::triggered, &editor, &CodeEditor::toggleComment);
    connect(m_actions->fold, &QAction::triggered, &editor, [&editor] { editor.foldAtCursor(true); });
    connect(m_actions->unfold, &QAction::triggered, &editor, [&editor] { editor.foldAtCursor(false); });
    connect(m_actions->foldAll, &QAction::triggered, &editor, [&editor] { editor.folds()->foldAll(); });
    connect(m_actions->unfoldAll, &QAction::triggered, &editor, [&editor] { editor.folds()->unfoldAll(); });
    TemplateTools &tools = m_page->tools();
    connect(m_actions->complete, &QAction::triggered, &tools, &TemplateTools::complete);
    connect(m_actions->showValue, &QAction::triggered, &tools, &TemplateTools::showValue);
    connect(m_actions->symbolHelp, &QAction::triggered, &tools, &TemplateTools::showHelp);
    TemplateFixes &fixes = tools.fixes();
    connect(m_actions->quickFix, &QAction::triggered, this, [this, &fixes] {
        if (m_problems->isAncestorOf(QApplication::focusWidget()))
            m_problems->fixCurrent();
        else
            fixes.choose();
    });
    connect(m_problems, &ProblemsPanel::fixWanted, this, &MainWindow::fix);
    connect(m_problems, &ProblemsPanel::fixAllWanted, m_actions->fixAll, &QAction::trigger);
    connect(&fixes, &TemplateFixes::safeFixesFound, m_problems, &ProblemsPanel::setHasSafeFixes);
    connect(m_actions->fixAll, &QAction::triggered, this, [this, &fixes] {
        m_page->showTab(TargetPage::TemplateTab);
        fixes.fixAll();
    });
    connect(m_actions->format, &QAction::triggered, &fixes, &TemplateFixes::format);
    TemplateTransfer &transfer = tools.transfer();
    connect(m_actions->snippets, &QAction::triggered, &transfer, &TemplateTransfer::openSnippets);
    connect(m_actions->pasteUnescaped, &QAction::triggered, &transfer, &TemplateTransfer::pasteUnescaped);
    using Form = TemplateTransfer::Form;
    const std::pair<QAction *, Form> copies[] = {{m_actions->copyPlain, Form::Plain},
                                                 {m_actions->copyEscaped, Form::EscapedText},
                                                 {m_actions->copyApiBody, Form::ApiBody},
                                                 {m_actions->copyCurl, Form::Curl}};
    for (const auto &[action, form] : copies)
        connect(action, &QAction::triggered, &transfer, [&transfer, as = form] { transfer.copyAs(as); });
    m_actions->whiteSpace->setChecked(m_settings.value(u"editor/whiteSpace"_s, false).toBool());
    editor.setWhiteSpaceShown(m_actions->whiteSpace->isChecked());
    connect(m_actions->whiteSpace, &QAction::toggled, &editor, [this, &editor](bool shown) {
        editor.setWhiteSpaceShown(shown);
        m_settings.setValue(u"editor/whiteSpace"_s, shown);
    });
    const QString hint = tr("Tab indents here. %1 goes to the next pane; with %2 Tab moves the focus.")
                             .arg(m_actions->nextPane->shortcut().toString(QKeySequence::NativeText),
                                  m_actions->tabMovesFocus->shortcut().toString(QKeySequence::NativeText));
    const auto setTabMovesFocus = [this, hint](bool moves) {
        for (CodeEditor *one : {&m_page->editor(), &m_inspector->context().textEditor()}) {
            one->setTabChangesFocus(moves);
            one->setAccessibleDescription(moves ? QString() : hint);
        }
        m_settings.setValue(u"editor/tabMovesFocus"_s, moves);
    };
    m_actions->tabMovesFocus->setChecked(m_settings.value(u"editor/tabMovesFocus"_s, false).toBool());
    setTabMovesFocus(m_actions->tabMovesFocus->isChecked());
    connect(m_actions->tabMovesFocus, &QAction::toggled, this, setTabMovesFocus);
}

// At its place, but the focus goes back to where one asked from: the list, to go on with the next one.
void MainWindow::fix(const Problem &problem)
{
    QWidget *focus = QApplication::focusWidget();
    goTo(problem);
    if (focus) focus->setFocus(Qt::OtherFocusReason);
    m_page->tools().fixes().choose(problem);
}

// The chosen sample, and the others of all events that reach the target. Where a copy was edited, completion and values are those
// of the copy, and changes are proven on both.
void MainWindow::tellEditor()
{
    if (!m_document) return;
    const auto chosen = m_payload->samples().sample();
    std::vector<NamedContext> contexts;
    std::vector<Sample> all;
    std::size_t at = 0;
    const auto add = [&](const Sample &sample) {
        if (chosen && sample.event == chosen->event && sample.name == chosen->name) at = contexts.size();
        Sample shown = m_inspector->context().effective(sample);
        contexts.push_back({sample.event + "/" + sample.name, shown.text});
        all.push_back(sample);
        if (shown.text == sample.text) return;
        shown.name += tr(" (edited copy)").toStdString();
        all.push_back(std::move(shown));
    };
    for (const std::string &event : workspace().eventsOf(m_document->saved().handle)) {
        for (const Sample &sample : workspace().samplesOf(event))
            add(sample);
    }
    const bool isAmong = chosen && at < contexts.size() && contexts[at].name == chosen->event + "/" + chosen->name;
    if (chosen && !isAmong) {
        at = contexts.size();
        add(*chosen);
    }
    const Target target = m_document->current();
    m_page->tools().setSamples(
        std::make_shared<const SampleSet>(contexts, at, std::vector<NamedContext>{{"config", target.delivery.config.dump()}}),
        std::move(all), twigSettings(target).extensions);
}

void MainWindow::tellEditor(const PreviewResult &result)
{
    const Target &target = result.request.target;
    std::shared_ptr<const TracedValues> traced;
    const twig::Trace &trace = result.provenance ? result.provenance->trace() : result.payload.trace;
    if (!trace.sites.empty())
        traced = std::make_shared<const TracedValues>(trace, target.templateSource, target.handle + ".json.twig");
    m_page->tools().setRendered(
        std::make_shared<const RenderedTarget>(RenderedTarget{target, result.payload.problems, result.request.workspace}),
        std::move(traced));
}

} // namespace targetdesk
