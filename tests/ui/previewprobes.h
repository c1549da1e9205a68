// SPDX-License-Identifier: MIT
#pragma once

// What tests of the preview look at and point at.
#include "ui/editor/codeeditor.h"
#include "ui/preview/contextmodel.h"
#include "windowfixture.h"

#include <QAbstractProxyModel>
#include <QTextCursor>
#include <QTreeView>

namespace targetdesk {

inline CodeEditor *payloadView(const WindowFixture &desk)
{
    return desk.find<CodeEditor>("payloadView");
}

inline QStringList litIn(const CodeEditor &editor)
{
    QStringList texts;
    for (const EditorSpan &span : editor.lights())
        texts.append(editor.toPlainText().mid(span.position, span.length));
    return texts;
}

inline QPoint pointAt(CodeEditor &editor, const QString &text, int into = 1)
{
    QTextCursor cursor(editor.document());
    cursor.setPosition(static_cast<int>(editor.toPlainText().indexOf(text)) + into);
    return editor.cursorRect(cursor).center() + QPoint(2, 0);
}

inline void putCursor(CodeEditor &editor, const QString &text)
{
    QTextCursor cursor(editor.document());
    cursor.setPosition(static_cast<int>(editor.toPlainText().indexOf(text)));
    editor.setTextCursor(cursor);
}

inline QModelIndex contextIndex(const WindowFixture &desk, const char *path)
{
    const auto *proxy = qobject_cast<QAbstractProxyModel *>(desk.find<QTreeView>("contextTree")->model());
    const auto *model = qobject_cast<ContextModel *>(proxy->sourceModel());
    return proxy->mapFromSource(model->indexOf(path));
}

} // namespace targetdesk
