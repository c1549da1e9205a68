// SPDX-License-Identifier: MIT
#include "ui/problems/problemmarks.h"

#include "payload/problemcodes.h"
#include "ui/editor/documenttext.h"
#include "ui/problems/modeltext.h"
#include "ui/problems/problemsmodel.h"

#include <QTextBlock>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

EditorMark::Severity severityOf(const Problem &problem)
{
    switch (problem.severity) {
    case Problem::Severity::Error: return EditorMark::Severity::Error;
    case Problem::Severity::Warning: return EditorMark::Severity::Warning;
    case Problem::Severity::Hint: break;
    }
    return EditorMark::Severity::Hint;
}

QString textOf(const Problem &problem)
{
    const QString code = QString::fromStdString(problem.code);
    return code.isEmpty() ? ProblemsModel::sentence(problem) : code + u": "_s + ProblemsModel::sentence(problem);
}

} // namespace

std::vector<EditorMark> marksOf(const std::vector<Problem> &problems, const QTextDocument &document, const std::string &source)
{
    std::vector<EditorMark> marks;
    for (const Problem &problem : problems) {
        if (problem.kind == Problem::Kind::Context || problem.line <= 0) continue;
        EditorMark mark;
        mark.severity = severityOf(problem);
        mark.text = textOf(problem);
        if (const ProblemCode *code = problemCode(problem.code)) mark.meaning = inWindowsLanguage(std::string(code->explanation));
        mark.hasFix = !problem.fixes.empty();
        const QTextBlock block = document.findBlockByNumber(problem.line - 1);
        if (!block.isValid()) continue;
        if (problem.column <= 0) { // only the line is known: its text without the indent
            const QString text = block.text();
            const auto isInk = [](QChar c) { return !c.isSpace(); };
            const auto indent = std::find_if(text.begin(), text.end(), isInk) - text.begin();
            mark.position = block.position() + static_cast<int>(indent);
            mark.length = static_cast<int>(QStringView(text).trimmed().size());
        } else {
            mark.position = positionOf(document, problem.line, problem.column);
            const bool known = problem.length > 0 && problem.offset + problem.length <= source.size();
            const QString spanned =
                known ? QString::fromStdString(source.substr(problem.offset, problem.length)).remove(u'\r') : QString();
            mark.length = std::max(1, static_cast<int>(spanned.size()));
        }
        marks.push_back(std::move(mark));
    }
    return marks;
}

std::vector<EditorMark> payloadMarksOf(const std::vector<Problem> &problems,
                                       const std::function<int(std::size_t byte)> &positionOf)
{
    std::vector<EditorMark> marks;
    for (const Problem &problem : problems) {
        if (problem.kind != Problem::Kind::NotJson || problem.outputLine <= 0) continue;
        EditorMark mark;
        mark.severity = severityOf(problem);
        mark.text = textOf(problem);
        mark.position = positionOf(problem.outputOffset);
        mark.length = 1;
        marks.push_back(std::move(mark));
    }
    return marks;
}

} // namespace targetdesk
