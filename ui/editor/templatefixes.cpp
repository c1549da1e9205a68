// SPDX-License-Identifier: MIT
#include "ui/editor/templatefixes.h"

#include "ui/editor/codeeditor.h"
#include "ui/editor/documentstructure.h"
#include "ui/editor/documenttext.h"
#include "ui/editor/editornotice.h"
#include "ui/editor/fixallpreview.h"
#include "ui/editor/fixchooser.h"
#include "ui/problems/modeltext.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr int probeDelay = 250; ///< milliseconds; one who types on is not to wait for the processor

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
{
    m_probeDelay.setSingleShot(true);
    m_probeDelay.setInterval(probeDelay);
    connect(&m_probeDelay, &QTimer::timeout, this, [this] {
        m_prober.findSafe({m_context.rendered->target, m_context.allSamples, m_context.rendered->workspace, {}},
                          [this](bool any) { Q_EMIT safeFixesFound(any); });
    });
}

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
    std::vector<const Problem *> here;
    std::vector<const Problem *> onLine;
    for (const Problem &problem : m_context.rendered->problems) {
        if (problem.fixes.empty() || problem.line != cursor.blockNumber() + 1) continue;
        const int column = m_editor.cursorColumn();
        const auto length = static_cast<int>(std::max<std::size_t>(1, problem.length));
        (column >= problem.column && column <= problem.column + length ? here : onLine).push_back(&problem);
    }
    offer(here.empty() ? onLine : here, tr("There is no quick fix on this line."));
}

void TemplateFixes::choose(const Problem &problem)
{
    if (m_editor.isReadOnly() || !isCurrent()) return;
    offer({&problem}, tr("There is no quick fix for this problem."));
}

void TemplateFixes::offer(const std::vector<const Problem *> &problems, const QString &none)
{
    const std::string &source = m_context.rendered->target.templateSource;
    TemplateWorker::FixOrder order{m_context.rendered->target, m_context.allSamples, m_context.rendered->workspace, {}};
    std::vector<FixChooser::Offer> offers;
    m_afters.clear();
    for (const Problem *problem : problems) {
        for (const QuickFix &fix : problem->fixes) {
            const std::string after = applied(source, fix);
            if (std::find(m_afters.begin(), m_afters.end(), after) != m_afters.end()) continue;
            order.fixes.emplace_back(*problem, fix);
            offers.push_back({fix.title, source, after, fix.byHandOnly});
            m_afters.push_back(after);
        }
    }
    if (offers.empty()) {
        m_notice.say(StateLabel::State::Info, none);
        return;
    }
    m_before = source;
    makeChooser();
    m_chooser->setOffers(std::move(offers));
    const QRect place = m_editor.cursorRect();
    m_chooser->showAt({m_editor.viewport()->mapTo(m_editor.window(), place.topLeft()), place.size()});
    m_worker.check(std::move(order), [this](std::size_t index, const FixVerdict &verdict) {
        if (m_chooser) m_chooser->setVerdict(index, verdict);
    });
}

void TemplateFixes::makeChooser()
{
    if (m_chooser) return;
    m_chooser = new FixChooser(m_theme, m_editor.window());
    connect(m_chooser, &FixChooser::chosen, this, [this](int offer) {
        if (offer < 0 || offer >= static_cast<int>(m_afters.size())) return;
        m_chooser->leave();
        apply(m_before, m_afters[static_cast<std::size_t>(offer)]);
    });
    connect(m_chooser, &FixChooser::closed, this, [this] { m_worker.cancel(); });
}

bool TemplateFixes::apply(const std::string &before, const std::string &after)
{
    if (editorText(before) != rawTextOf(*m_editor.document())) {
        m_notice.say(StateLabel::State::Info, tr("The template was changed meanwhile, so nothing was done."));
        return false;
    }
    m_editor.replaceText(editorText(after));
    return true;
}

void TemplateFixes::fixAll()
{
    if (m_editor.isReadOnly() || !isCurrent()) return;
    const RenderedTarget &rendered = *m_context.rendered;
    m_before = rendered.target.templateSource;
    m_all = {};
    openPreview();
    m_worker.fixAll({rendered.target, m_context.allSamples, rendered.workspace, {}},
                    [this, before = m_before](const FixAllResult &result) { takeFixAll(before, result); });
}

void TemplateFixes::openPreview()
{
    if (!m_preview) {
        m_preview = new FixAllPreview(m_theme, m_editor.window());
        connect(m_preview, &FixAllPreview::accepted, this, &TemplateFixes::makeFixes);
        connect(m_preview, &FixAllPreview::cancelled, this, [this] { m_worker.cancel(); });
        connect(&m_editor, &CodeEditor::textChanged, this, &TemplateFixes::dropOutdated);
        connect(&m_editor, &CodeEditor::documentChanged, this, [this] {
            if (m_preview->isVisible()) m_worker.cancel();
            m_preview->leave();
        });
    }
    m_preview->begin({m_editor.mapTo(m_editor.window(), QPoint(0, 0)), m_editor.size()},
                     tr("Trying the fixes on %n sample(s) …", nullptr, static_cast<int>(m_context.allSamples.size())));
}

void TemplateFixes::takeFixAll(const std::string &before, FixAllResult result)
{
    if (!m_preview || !m_preview->isVisible()) return;
    if (result.titles.empty()) {
        m_preview->leave();
        m_notice.say(StateLabel::State::Info, tr("No fix is safe on all samples: Alt+Enter on a problem shows what there is."));
        return;
    }
    QStringList titles;
    for (const std::string &title : result.titles)
        titles += inWindowsLanguage(title);
    m_preview->setFixes(titles, static_cast<int>(m_context.allSamples.size()), before, result.source);
    m_all = std::move(result);
}

void TemplateFixes::makeFixes()
{
    if (!apply(m_before, m_all.source)) return;
    QStringList titles;
    for (const std::string &title : m_all.titles)
        titles += inWindowsLanguage(title);
    m_notice.say(StateLabel::State::Good,
                 tr("%n safe fix(es) made: %1", nullptr, static_cast<int>(titles.size())).arg(titles.mid(0, 3).join(u"; "_s)));
}

// A highlighter that changes colours is also heard as a change of the text.
void TemplateFixes::dropOutdated()
{
    if (!m_preview || !m_preview->isVisible() || editorText(m_before) == rawTextOf(*m_editor.document())) return;
    m_worker.cancel();
    m_preview->leave();
    m_notice.say(StateLabel::State::Info, tr("The template was changed meanwhile, so nothing was done."));
}

void TemplateFixes::lookForSafe()
{
    m_prober.cancel();
    Q_EMIT safeFixesFound(false);
    const auto isCandidate = [](const QuickFix &fix) { return !fix.byHandOnly; };
    const auto &rendered = m_context.rendered;
    const bool any = rendered && std::ranges::any_of(rendered->problems, [&](const Problem &problem) {
                         return std::ranges::any_of(problem.fixes, isCandidate);
                     });
    if (any)
        m_probeDelay.start();
    else
        m_probeDelay.stop();
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
    if (m_preview) m_preview->leave(); // what tries its fixes has something else to do now
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
        if (!apply(before, formatted.source)) return;
        m_notice.say(StateLabel::State::Good,
                     tr("Formatted; the payload of %n sample(s) is the same.", nullptr, static_cast<int>(formatted.samples)));
    }
}

} // namespace targetdesk
