// SPDX-License-Identifier: MIT
#include "ui/shell/targetdocument.h"

#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"

#include <QTextCursor>

#include <utility>

using namespace Qt::StringLiterals;

namespace targetdesk {

TargetDocument::TargetDocument(const Target &saved, const Syntax &syntax, const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_saved(saved)
    , m_draft(saved)
    , m_lineEnding(lineEndingOf(saved.templateSource))
    , m_text(CodeEditor::makeDocument(this))
{
    m_text->setPlainText(QString::fromStdString(saved.templateSource));
    m_text->setModified(false);
    new CodeHighlighter(m_text, syntax.jsonTwig(), theme);
    // Told once the document knows that it is modified: current() asks it.
    connect(m_text, &QTextDocument::contentsChange, this,
            [this](int, int removed, int added) { m_isOther = m_isOther || removed > 0 || added > 0; });
    connect(m_text, &QTextDocument::contentsChanged, this, [this] {
        if (std::exchange(m_isOther, false)) Q_EMIT changed();
    });
    connect(m_text, &QTextDocument::modificationChanged, this, &TargetDocument::check);
}

Target TargetDocument::current() const
{
    Target target = m_draft;
    target.templateSource = m_text->isModified() ? sourceOf(*m_text, m_lineEnding) : m_saved.templateSource;
    return target;
}

void TargetDocument::setDraft(const Target &draft)
{
    std::string source = std::move(m_draft.templateSource);
    m_draft = draft;
    m_draft.templateSource = std::move(source);
    check();
    Q_EMIT changed();
}

void TargetDocument::setSaved(const Target &saved)
{
    m_saved = saved;
    m_draft = saved;
    m_text->setModified(false);
    check();
}

void TargetDocument::setName(const std::string &name, const std::string &handle)
{
    for (Target *target : {&m_saved, &m_draft}) {
        target->name = name;
        target->handle = handle;
    }
    check();
    Q_EMIT changed();
}

void TargetDocument::reset(const Target &saved)
{
    m_saved = saved;
    m_draft = saved;
    m_lineEnding = lineEndingOf(saved.templateSource);
    m_text->setPlainText(QString::fromStdString(saved.templateSource));
    m_text->setModified(false);
    check();
    Q_EMIT changed();
}

void TargetDocument::takeOver(const Target &target)
{
    const QString now = m_text->toPlainText();
    const QString then = QString::fromStdString(target.templateSource).replace(u"\r\n"_s, u"\n"_s);
    if (now != then) {
        QTextCursor cursor(m_text);
        cursor.select(QTextCursor::Document);
        cursor.insertText(then);
    }
    const std::string handle = m_saved.handle;
    m_draft = target;
    m_draft.handle = handle;
    m_draft.twig = m_saved.twig;
    m_draft.folder = m_saved.folder;
    check();
    Q_EMIT changed();
}

void TargetDocument::check()
{
    Target draft = m_draft;
    draft.templateSource = m_saved.templateSource;
    const bool modified = m_text->isModified() || !(draft == m_saved);
    if (modified == m_isModified) return;
    m_isModified = modified;
    Q_EMIT modifiedChanged(modified);
}

} // namespace targetdesk
