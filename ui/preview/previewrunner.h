// SPDX-License-Identifier: MIT
#pragma once

#include "payload/payload.h"
#include "payload/provenance.h"
#include "payload/textplaces.h"
#include "ui/work/workerthread.h"
#include "workspace/sample.h"

#include <QString>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace targetdesk {

/// What to render: a target as it is being edited, and a sample.
struct PreviewRequest
{
    Target target;
    Sample sample;
    bool explain = false;            ///< also say where everything comes from
    std::filesystem::path workspace; ///< the folder with the schemas that targets name; empty: none is looked at
    std::shared_ptr<const PathCensus> elsewhere =
        nullptr; ///< to say which events have what is missing here; null: it is not said
};

/// What came of it, with the texts to show made ready off the user interface thread.
struct PreviewResult
{
    PreviewRequest request;
    Payload payload;
    QString raw;    ///< lines that are too long for a view are broken
    QString pretty; ///< same as raw when the payload is not JSON
    TextPlaces rawPlaces;
    TextPlaces prettyPlaces;
    bool cut = false;                             ///< longer than is shown
    std::shared_ptr<const Provenance> provenance; ///< only when asked for, of what rendered; it has the payload's trace then
};

/// Renders on a thread of its own while one types: at once while renders are quick, else it waits a moment for the next key.
/// Cancels a run that is out of date, and tells only the newest result. User interface thread.
class PreviewRunner : public WorkerThread
{
    Q_OBJECT
public:
    static constexpr int debounceMs = 80;
    /// Templates that render faster than this are rendered with each key.
    static constexpr std::chrono::milliseconds quick{40};
    /// More than this is not shown (it can still be sent and copied).
    static constexpr std::size_t maximumShown = 2u << 20;

    explicit PreviewRunner(QObject *parent = nullptr);
    ~PreviewRunner() override;

    /// Renders after the debounce time; at once when asked to, or when the last render was quick.
    void request(PreviewRequest request, bool atOnce = false);
    /// Nothing to render: forgets what is waiting or running.
    void clear();
    /// Renders beside the preview, after what waits, to learn a target's state; `done` is called on this thread.
    void check(PreviewRequest request, std::function<void(const PreviewResult &)> done);

Q_SIGNALS:
    void finished(const std::shared_ptr<const PreviewResult> &result);

private:
    void start();

    QTimer m_timer;
    std::optional<PreviewRequest> m_waiting;
    std::chrono::nanoseconds m_lastRun{0};
    Cancelled m_stopping; ///< of the checks
};

/// Renders on the caller's thread.
PreviewResult renderPreview(const PreviewRequest &request, const std::atomic<bool> *cancelled);

} // namespace targetdesk
