// SPDX-License-Identifier: MIT
#pragma once

#include "ui/editor/editorcontext.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>

namespace targetdesk {

class CodeEditor;
class EditorNotice;
class HelpWindow;
class TemplateCompleter;
class TemplateFixes;
class TemplateHover;
class TemplateTransfer;

/// What helps one write in the template editor: completion, hover, help, fixes, snippets. Belongs to the editor; told by the
/// window what the text is rendered with.
class TemplateTools : public QObject
{
    Q_OBJECT
public:
    TemplateTools(const Theme &theme, CodeEditor &editor, EditorNotice &notice);

    const EditorContext &context() const { return m_context; }
    /// `all`: of the events that reach the target; `set` has the same, read, with the chosen one first.
    void setSamples(std::shared_ptr<const SampleSet> set, std::vector<Sample> all, twig::ExtensionSet extensions);
    /// What the last render gave; `traced` is null when there is no trace.
    void setRendered(std::shared_ptr<const RenderedTarget> rendered, std::shared_ptr<const TracedValues> traced);

    void complete();
    void showValue();
    /// The page about what is under the cursor, or the search.
    void showHelp();
    TemplateFixes &fixes() { return *m_fixes; }
    TemplateTransfer &transfer() { return *m_transfer; }

private:
    const Theme &m_theme;
    CodeEditor &m_editor;
    EditorContext m_context;
    TemplateCompleter *m_completer;
    TemplateHover *m_hover;
    TemplateFixes *m_fixes;
    TemplateTransfer *m_transfer;
    QPointer<HelpWindow> m_help;
};

} // namespace targetdesk
