// SPDX-License-Identifier: MIT
#include "ui/preview/previewrunner.h"

#include "payload/prettyjson.h"

using namespace Qt::StringLiterals;

namespace targetdesk {

PreviewResult renderPreview(const PreviewRequest &request, const std::atomic<bool> *cancelled)
{
    PreviewResult result{request, {}, {}, {}, false};
    PayloadOptions options;
    options.trace = true;
    options.cancelled = cancelled;
    result.payload = PayloadRenderer(request.target).render(request.sample.text, options);
    const std::string_view text = result.payload.text;
    result.cut = text.size() > PreviewRunner::maximumShown;
    result.raw = QString::fromUtf8(text.substr(0, PreviewRunner::maximumShown));
    result.pretty = result.payload.isJson && !result.cut ? QString::fromStdString(prettyJson(text)) : result.raw;
    return result;
}

PreviewRunner::PreviewRunner(QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
    , m_stopping(std::make_shared<std::atomic<bool>>(false))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(debounceMs);
    connect(&m_timer, &QTimer::timeout, this, &PreviewRunner::start);
    m_thread.setObjectName(u"preview"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

PreviewRunner::~PreviewRunner()
{
    m_cancelled->store(true);
    m_stopping->store(true);
    m_thread.quit();
    m_thread.wait();
}

void PreviewRunner::request(PreviewRequest request, bool atOnce)
{
    m_cancelled->store(true);
    m_waiting = std::move(request);
    if (atOnce)
        start();
    else
        m_timer.start();
}

void PreviewRunner::clear()
{
    m_cancelled->store(true);
    m_waiting.reset();
    m_timer.stop();
}

void PreviewRunner::start()
{
    m_timer.stop();
    if (!m_waiting) return;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    QMetaObject::invokeMethod(m_worker, [this, request = std::move(*m_waiting), cancelled = m_cancelled] {
        if (cancelled->load()) return;
        auto result = std::make_shared<const PreviewResult>(renderPreview(request, cancelled.get()));
        if (cancelled->load()) return;
        QMetaObject::invokeMethod(this, [this, result, cancelled] {
            if (!cancelled->load()) Q_EMIT finished(result);
        });
    });
    m_waiting.reset();
}

void PreviewRunner::check(PreviewRequest request, std::function<void(const PreviewResult &)> done)
{
    QMetaObject::invokeMethod(m_worker, [this, request = std::move(request), done = std::move(done), stopping = m_stopping] {
        if (stopping->load()) return;
        auto result = std::make_shared<const PreviewResult>(renderPreview(request, stopping.get()));
        QMetaObject::invokeMethod(this, [result, done, stopping] {
            if (!stopping->load()) done(*result);
        });
    });
}

} // namespace targetdesk
