// SPDX-License-Identifier: MIT
#pragma once

#include "payload/checkrun.h"
#include "ui/work/workerthread.h"
#include "workspace/workspace.h"

#include <memory>

namespace targetdesk {

/// What to check: one target as it is being edited, with the samples of the workspace.
struct MatrixRequest
{
    Workspace workspace;
    Target target;
    bool nasty = false;
    std::vector<Sample> drafts; ///< edited copies of samples
};

/// Runs the checks of a target on a thread of its own and tells each result as it comes, and how far it is. User interface
/// thread.
class MatrixRunner : public WorkerThread
{
    Q_OBJECT
public:
    explicit MatrixRunner(QObject *parent = nullptr);
    ~MatrixRunner() override;

    /// Cancels the run before.
    void run(MatrixRequest request);
    using WorkerThread::cancel;
    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    /// How far the run is; also before the first result.
    void advanced(const CheckProgress &progress);
    void result(const std::shared_ptr<const CheckResult> &result);
    /// Also when it was cancelled or failed; `error` is empty unless it failed.
    void finished(const std::shared_ptr<const CheckRun> &run, bool cancelled, const QString &error);

private:
    bool m_isRunning = false;
};

} // namespace targetdesk
