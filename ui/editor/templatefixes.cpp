// SPDX-License-Identifier: MIT
#include "ui/editor/templatefixes.h"

#include "ui/editor/codeeditor.h"
#include "ui/editor/documentstructure.h"
#include "ui/editor/documenttext.h"
#include "ui/editor/editornotice.h"
#include "ui/editor/fixchooser.h"
#include "ui/problems/modeltext.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// As the editor holds it.
QString editorText(const std::string &source)
{
    return QString::fromStdString(source).replace("\r\n"_L1, "\n"_L1);
}

} // namespace

TemplateFixes::TemplateFixes(const Theme &theme, CodeEditor &editor, EditorNotice &notice, const EditorContext &context)
    : QObject(&editor)
    , m_theme(theme)
    , m_editor(editor)
    , m_notice(notice)
    , m_context(context)
{}

bool TemplateFixes::isCurrent() const
{
    if (m_context.rendered && editorText(m_context.rendered->target.templateSource) == rawTextOf(*m_editor.document()))
        return true;
    m_notice.say(StateLabel::State::Info, tr("The preview is not up to date yet: try again in a moment."));
    return false;
}

void TemplateFixes::choose()
{
    if (m_editor.isReadOnly() || !isCurrent()) return;
    const QTextCursor cursor = m_editor.textCursor();
    const std::string &source = m_context.rendered->target.templateSource;
    std::vector<const Problem *> here;
    std::vector<const Problem *> onLine;
    for (const Problem &problem : m_context.rendered->problems) {
        if (problem.fixes.empty() || problem.line != cursor.blockNumber() + 1) continue;
        const int column = m_editor.cursorColumn();
        const auto length = static_cast<int>(std::max<std::size_t>(1, problem.length));
        (column >= problem.column && column <= problem.column + length ? here : onLine).push_back(&problem);
    }
    TemplateWorker::FixOrder order{m_context.rendered->target, m_context.allSamples, m_context.rendered->workspace, {}};
    std::vector<FixChooser::Offer> offers;
    m_afters.clear();
    for (const Problem *problem : here.empty() ? onLine : here) {
        for (const QuickFix &fix : problem->fixes) {
            const std::string after = applied(source, fix);
            if (std::find(m_afters.begin(), m_afters.end(), after) != m_afters.end()) continue;
            order.fixes.emplace_back(*problem, fix);
            offers.push_back({fix.title, source, after, fix.byHandOnly});
            m_afters.push_back(after);
        }
    }
    if (offers.empty()) {
        m_notice.say(StateLabel::State::Info, tr("There is no quick fix on this line."));
        return;
    }
    m_before = source;
    if (!m_chooser) {
        m_chooser = new FixChooser(m_theme, m_editor.window());
        connect(m_chooser, &FixChooser::chosen, this, [this](int offer) {
            if (offer < 0 || offer >= static_cast<int>(m_afters.size())) return;
            m_chooser->hide();
            m_editor.setFocus();
            apply(m_before, m_afters[static_cast<std::size_t>(offer)]);
        });
        connect(m_chooser, &FixChooser::closed, this, [this] {
            m_worker.cancel();
            m_editor.setFocus();
        });
    }
    m_chooser->setOffers(std::move(offers));
    const QRect place = m_editor.cursorRect();
    m_chooser->showAt({m_editor.viewport()->mapTo(m_editor.window(), place.topLeft()), place.size()});
    m_worker.check(std::move(order), [this](std::size_t index, const FixVerdict &verdict) {
        if (m_chooser) m_chooser->setVerdict(index, verdict);
    });
}

void TemplateFixes::apply(const std::string &before, const std::string &after)
{
    if (editorText(before) != rawTextOf(*m_editor.document())) {
        m_notice.say(StateLabel::State::Info, tr("The template was changed meanwhile, so nothing was done."));
        return;
    }
    m_editor.replaceText(editorText(after));
}

void TemplateFixes::fixAll()
{
    if (m_editor.isReadOnly() || !isCurrent()) return;
    const RenderedTarget &rendered = *m_context.rendered;
    m_notice.say(StateLabel::State::Info,
                 tr("Trying the fixes on %n sample(s) …", nullptr, static_cast<int>(m_context.allSamples.size())));
    m_worker.fixAll({rendered.target, m_context.allSamples, rendered.workspace, {}},
                    [this, before = rendered.target.templateSource](const FixAllResult &result) { takeFixAll(before, result); });
}

void TemplateFixes::takeFixAll(const std::string &before, const FixAllResult &result)
{
    if (result.titles.empty()) {
        m_notice.say(StateLabel::State::Info, tr("No fix is safe on all samples: Alt+Enter on a problem shows what there is."));
        return;
    }
    QStringList titles;
    for (const std::string &title : result.titles)
        titles += inWindowsLanguage(title);
    m_notice.say(StateLabel::State::Good,
                 tr("%n safe fix(es) made: %1", nullptr, static_cast<int>(titles.size())).arg(titles.mid(0, 3).join(u"; "_s)));
    apply(before, result.source);
}

Target TemplateFixes::currentTarget() const
{
    Target target = m_context.rendered ? m_context.rendered->target : Target();
    target.templateSource = rawTextOf(*m_editor.document()).toStdString();
    return target;
}

void TemplateFixes::format()
{
    if (m_editor.isReadOnly() || !m_context.rendered) return;
    const Target target = currentTarget();
    if (!expectsJson(target)) {
        m_notice.say(StateLabel::State::Info, tr("Only templates of JSON can be formatted."));
        return;
    }
    m_worker.format(
        target, m_context.allSamples,
        [this, before = target.templateSource](const TemplateWorker::Formatted &formatted) { applyFormat(before, formatted); });
}

void TemplateFixes::applyFormat(const std::string &before, const TemplateWorker::Formatted &formatted)
{
    if (formatted.source.empty()) {
        m_notice.say(StateLabel::State::Warning,
                     tr("The template cannot be formatted while it has a syntax error or an open text."));
    } else if (formatted.source == before) {
        m_notice.say(StateLabel::State::Good, tr("The template is formatted."));
    } else if (!formatted.reason.empty()) {
        m_notice.say(StateLabel::State::Warning,
                     tr("Not formatted, because it cannot be proven that the payload stays the same: %1.")
                         .arg(QString::fromStdString(formatted.reason)));
    } else {
        apply(before, formatted.source);
        m_notice.say(StateLabel::State::Good,
                     tr("Formatted; the payload of %n sample(s) is the same.", nullptr, static_cast<int>(formatted.samples)));
    }
}

} // namespace targetdesk
