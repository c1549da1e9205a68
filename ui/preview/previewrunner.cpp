// SPDX-License-Identifier: MIT
#include "ui/preview/previewrunner.h"

#include "payload/prettyjson.h"
#include "ui/editor/codehighlighter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// Lines over the editor's limit are slow in Qt's layout: break them for the eye.
std::string brokenForView(std::string_view text)
{
    constexpr auto limit = static_cast<std::size_t>(CodeHighlighter::maximumLineLength);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t lineEnd = std::min(text.find('\n', at), text.size());
        std::size_t end = std::min(lineEnd, at + limit);
        if (end < lineEnd) {
            while (end > at + 1 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
                --end;
            out.append(text.substr(at, end - at)) += '\n';
            at = end;
            continue;
        }
        out.append(text.substr(at, std::min(lineEnd + 1, text.size()) - at));
        at = lineEnd + 1;
    }
    return out;
}

void fillTexts(PreviewResult &result)
{
    const std::string_view all = result.payload.text;
    result.cut = all.size() > PreviewRunner::maximumShown;
    const std::string_view text = all.substr(0, PreviewRunner::maximumShown);
    const std::string raw = brokenForView(text);
    result.raw = QString::fromStdString(raw);
    result.rawPlaces = TextPlaces(text, raw);
    if (result.payload.isJson && !result.cut) {
        const std::string pretty = brokenForView(prettyJson(text));
        result.pretty = QString::fromStdString(pretty);
        result.prettyPlaces = TextPlaces(text, pretty);
    } else {
        result.pretty = result.raw;
        result.prettyPlaces = result.rawPlaces;
    }
}

} // namespace

PreviewResult renderPreview(const PreviewRequest &request, const std::atomic<bool> *cancelled)
{
    PreviewResult result;
    result.request = request;
    PayloadOptions options;
    options.trace = true;
    options.cancelled = cancelled;
    options.elsewhere = request.elsewhere;
    if (!request.workspace.empty()) options.schema = PayloadSchema::of(request.target, request.workspace);
    result.payload = PayloadRenderer(request.target).render(request.sample.text, options);
    fillTexts(result);
    if (request.explain && result.payload.rendered) {
        const Target &target = request.target;
        result.provenance =
            std::make_shared<const Provenance>(std::move(result.payload.trace), result.payload.text, target.templateSource,
                                               target.handle + ".json.twig", request.sample.text);
    }
    return result;
}

PreviewRunner::PreviewRunner(QObject *parent)
    : WorkerThread(u"preview"_s, QThread::InheritPriority, parent)
    , m_stopping(std::make_shared<std::atomic<bool>>(false))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(debounceMs);
    connect(&m_timer, &QTimer::timeout, this, &PreviewRunner::start);
}

PreviewRunner::~PreviewRunner()
{
    m_stopping->store(true);
    stop();
}

void PreviewRunner::request(PreviewRequest request, bool atOnce)
{
    cancel();
    m_waiting = std::move(request);
    if (atOnce || m_lastRun < quick)
        start();
    else
        m_timer.start();
}

void PreviewRunner::clear()
{
    cancel();
    m_waiting.reset();
    m_timer.stop();
}

void PreviewRunner::start()
{
    m_timer.stop();
    if (!m_waiting) return;
    post([this, request = std::move(*m_waiting), cancelled = beginRun()] {
        if (cancelled->load()) return;
        const auto begin = std::chrono::steady_clock::now();
        auto result = std::make_shared<const PreviewResult>(renderPreview(request, cancelled.get()));
        if (cancelled->load()) return;
        QMetaObject::invokeMethod(this, [this, result, cancelled, time = std::chrono::steady_clock::now() - begin] {
            if (cancelled->load()) return;
            m_lastRun = time;
            Q_EMIT finished(result);
        });
    });
    m_waiting.reset();
}

void PreviewRunner::check(PreviewRequest request, std::function<void(const PreviewResult &)> done)
{
    post([this, request = std::move(request), done = std::move(done), stopping = m_stopping] {
        if (stopping->load()) return;
        auto result = std::make_shared<const PreviewResult>(renderPreview(request, stopping.get()));
        QMetaObject::invokeMethod(this, [result, done, stopping] {
            if (!stopping->load()) done(*result);
        });
    });
}

} // namespace targetdesk
