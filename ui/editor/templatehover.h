// SPDX-License-Identifier: MIT
#pragma once

#include "ui/editor/editorcontext.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>

class QFrame;
class QLabel;

namespace targetdesk {

class CodeEditor;

/// The panel that says what the place under the mouse, or at the cursor, is worth. Closes by itself when one types or moves away.
/// Belongs to the editor.
class TemplateHover : public QObject
{
    Q_OBJECT
public:
    TemplateHover(const Theme &theme, CodeEditor &editor, const EditorContext &context);

    /// Shows what there is to say about a position of the document; hides the panel when there is nothing.
    void showAt(int position);
    void showAtCursor();
    bool isOpen() const;
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makePanel();
    bool isAway(const QPoint &viewportPosition) const;

    const Theme &m_theme;
    CodeEditor &m_editor;
    const EditorContext &m_context;
    QPointer<QFrame> m_panel; ///< owned by the window
    QLabel *m_text = nullptr;
    int m_begin = 0; ///< of what it is about, in the document
    int m_end = 0;
};

} // namespace targetdesk
