// SPDX-License-Identifier: MIT
#pragma once

#include "ui/editor/editorcontext.h"

#include <QObject>

class QMenu;

namespace targetdesk {

class CodeEditor;
class EditorNotice;

/// Templates in and out in the forms that people have, and snippets. Belongs to the editor.
class TemplateTransfer : public QObject
{
    Q_OBJECT
public:
    enum class Form { Plain, EscapedText, ApiBody, Curl };

    TemplateTransfer(CodeEditor &editor, EditorNotice &notice, const EditorContext &context);

    /// Puts the target with the text of this moment on the clipboard.
    void copyAs(Form form);
    /// Inserts the template that is inside what is on the clipboard; as it stands when it is in no known form.
    void pasteUnescaped();
    /// A menu of the snippets at the cursor.
    void openSnippets();

private:
    void offerUnescaped(const QString &pasted);
    void insertSnippet(const QString &file);

    CodeEditor &m_editor;
    EditorNotice &m_notice;
    const EditorContext &m_context;
};

} // namespace targetdesk
