// SPDX-License-Identifier: MIT
#include "ui/editor/templatetransfer.h"

#include "editing/snippet.h"
#include "editing/templateforms.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/documenttext.h"
#include "ui/editor/editornotice.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QMenu>
#include <QTextBlock>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

std::optional<Snippet> snippetOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    return readSnippet(file.readAll().toStdString());
}

} // namespace

TemplateTransfer::TemplateTransfer(CodeEditor &editor, EditorNotice &notice, const EditorContext &context)
    : QObject(&editor)
    , m_editor(editor)
    , m_notice(notice)
    , m_context(context)
{
    connect(&editor, &CodeEditor::pasted, this, &TemplateTransfer::offerUnescaped);
}

void TemplateTransfer::copyAs(Form form)
{
    Target target = m_context.rendered ? m_context.rendered->target : Target();
    target.templateSource = rawTextOf(*m_editor.document()).toStdString();
    std::string text;
    switch (form) {
    case Form::Plain: text = target.templateSource; break;
    case Form::EscapedText: text = escapedTemplate(target); break;
    case Form::ApiBody: text = apiBody(target); break;
    case Form::Curl: text = curlCommand(target); break;
    }
    QGuiApplication::clipboard()->setText(QString::fromStdString(text));
    m_notice.say(StateLabel::State::Good, tr("Copied."));
}

void TemplateTransfer::pasteUnescaped()
{
    if (m_editor.isReadOnly()) return;
    const QString text = QGuiApplication::clipboard()->text();
    const auto found = templateInside(text.toStdString());
    m_editor.textCursor().insertText(found ? QString::fromStdString(found->source) : text);
}

// The paste is there already, as it stood: what replaces it joins its undo step.
void TemplateTransfer::offerUnescaped(const QString &pasted)
{
    const auto found = templateInside(pasted.toStdString());
    if (!found) return;
    const QString what = found->form == FoundTemplate::Form::EscapedText ? tr("The pasted text is an escaped template.")
                         : found->form == FoundTemplate::Form::ApiBody   ? tr("The pasted text is a target of the API.")
                                                                         : tr("The pasted text is a curl command.");
    QString text = pasted;
    text.replace("\r\n"_L1, "\n"_L1);
    QTextCursor place = m_editor.textCursor();
    place.setPosition(place.position() - static_cast<int>(text.size()), QTextCursor::KeepAnchor);
    const int steps = m_editor.document()->availableUndoSteps();
    m_notice.say(StateLabel::State::Info, what, tr("Insert the template inside"), [this, place, steps, source = found->source] {
        m_editor.setFocus();
        if (m_editor.document()->availableUndoSteps() != steps || place.document() != m_editor.document()) {
            m_notice.say(StateLabel::State::Info, tr("The template was changed meanwhile, so nothing was done."));
            return;
        }
        QTextCursor cursor = place;
        cursor.joinPreviousEditBlock();
        cursor.insertText(QString::fromStdString(source));
        cursor.endEditBlock();
    });
}

void TemplateTransfer::openSnippets()
{
    if (m_editor.isReadOnly()) return;
    auto *menu = new QMenu(&m_editor);
    menu->setObjectName(u"snippetMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QDir folder(u":/targetdesk/snippets"_s);
    QString group;
    for (const QString &name : folder.entryList({u"*.twig"_s}, QDir::Files, QDir::Name)) {
        const QString path = folder.filePath(name);
        const auto snippet = snippetOf(path);
        if (!snippet) continue;
        if (!group.isEmpty() && name.left(1) != group) menu->addSeparator();
        group = name.left(1);
        QAction *action = menu->addAction(QCoreApplication::translate("Snippets", snippet->title.c_str()));
        connect(action, &QAction::triggered, this, [this, path] { insertSnippet(path); });
    }
    const QRect place = m_editor.cursorRect();
    menu->popup(m_editor.viewport()->mapToGlobal(place.bottomLeft()));
}

void TemplateTransfer::insertSnippet(const QString &file)
{
    const auto found = snippetOf(file);
    if (!found) return;
    QTextCursor cursor = m_editor.textCursor();
    const QString line = cursor.block().text();
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == u' ')
        ++indent;
    const Snippet snippet = indented(*found, std::string(static_cast<std::size_t>(indent), ' '));
    const auto units = [&snippet](std::size_t bytes) {
        return static_cast<int>(QString::fromStdString(snippet.text.substr(0, bytes)).size());
    };
    const int start = cursor.selectionStart();
    cursor.insertText(QString::fromStdString(snippet.text));
    cursor.setPosition(start + units(snippet.selectionBegin));
    cursor.setPosition(start + units(snippet.selectionBegin + snippet.selectionLength), QTextCursor::KeepAnchor);
    m_editor.setTextCursor(cursor);
    m_editor.setFocus();
}

} // namespace targetdesk
