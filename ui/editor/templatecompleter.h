// SPDX-License-Identifier: MIT
#pragma once

#include "editing/completion.h"
#include "ui/editor/editorcontext.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>

namespace targetdesk {

class CodeEditor;
class CompletionList;

/// Completes what one types in a template: by itself after a dot, a bar, a delimiter and letters inside Twig, and when asked.
/// Belongs to the editor.
class TemplateCompleter : public QObject
{
    Q_OBJECT
public:
    TemplateCompleter(const Theme &theme, CodeEditor &editor, const EditorContext &context);

    /// Opens the list at the cursor with its first row chosen.
    void complete();
    bool isOpen() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool handleKey(int key);
    void afterTyping();
    /// Shows what fits; closes when nothing does.
    void refresh(bool chooseFirst);
    void close();
    void accept(int row);
    QString typedWord() const;

    const Theme &m_theme;
    CodeEditor &m_editor;
    const EditorContext &m_context;
    QPointer<CompletionList> m_list; ///< owned by the window
    Completions m_completions;
    int m_begin = -1; ///< of the word, in the document; -1: closed
    QChar m_typed;
};

} // namespace targetdesk
