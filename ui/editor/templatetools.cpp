// SPDX-License-Identifier: MIT
#include "ui/editor/templatetools.h"

#include "editing/hover.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/documentstructure.h"
#include "ui/editor/helpwindow.h"
#include "ui/editor/templatecompleter.h"
#include "ui/editor/templatefixes.h"
#include "ui/editor/templatehover.h"
#include "ui/editor/templatetransfer.h"

namespace targetdesk {

TemplateTools::TemplateTools(const Theme &theme, CodeEditor &editor, EditorNotice &notice)
    : QObject(&editor)
    , m_theme(theme)
    , m_editor(editor)
    , m_completer(new TemplateCompleter(theme, editor, m_context))
    , m_hover(new TemplateHover(theme, editor, m_context))
    , m_fixes(new TemplateFixes(theme, editor, notice, m_context))
    , m_transfer(new TemplateTransfer(editor, notice, m_context))
{}

void TemplateTools::setSamples(std::shared_ptr<const SampleSet> set, std::vector<Sample> all, twig::ExtensionSet extensions)
{
    m_context.samples = std::move(set);
    m_context.allSamples = std::move(all);
    m_context.extensions = extensions;
    m_fixes->lookForSafe();
}

void TemplateTools::setRendered(std::shared_ptr<const RenderedTarget> rendered, std::shared_ptr<const TracedValues> traced)
{
    m_context.rendered = std::move(rendered);
    m_context.traced = std::move(traced);
    m_fixes->lookForSafe();
}

void TemplateTools::complete()
{
    m_hover->close();
    m_completer->complete();
}

void TemplateTools::showValue()
{
    m_hover->showAtCursor();
}

void TemplateTools::showHelp()
{
    const twig::SymbolInfo *symbol = nullptr;
    if (DocumentStructure *structure = m_editor.structure()) {
        const std::size_t offset = structure->map().byteOf(m_editor.textCursor().position());
        symbol = symbolAt(structure->scan(), offset, m_context.extensions);
    }
    if (!m_help) m_help = new HelpWindow(m_theme, m_editor.window());
    m_help->begin(symbol);
}

} // namespace targetdesk
