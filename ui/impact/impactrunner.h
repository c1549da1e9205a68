// SPDX-License-Identifier: MIT
#pragma once

#include "payload/impact.h"
#include "ui/work/workerthread.h"
#include "workspace/target.h"

#include <memory>
#include <string>

namespace targetdesk {

/// Which edit, and in which store the deliveries are.
struct ImpactRequest
{
    std::string store; ///< as for openStore(); empty: there is none
    Target saved;
    Target edited;
};

struct ImpactResult
{
    Target saved;
    Target edited;
    Impact impact;
    QString whyNot; ///< nothing was looked at, in words for the window; empty: it was
};

/// Renders the last deliveries of a target again with an edit, on a thread of its own. The store is read beside a running
/// dispatcher. User interface thread.
class ImpactRunner : public WorkerThread
{
    Q_OBJECT
public:
    explicit ImpactRunner(QObject *parent = nullptr);
    ~ImpactRunner() override;

    /// Cancels the run before, which then tells nothing.
    void run(ImpactRequest request);
    using WorkerThread::cancel;

Q_SIGNALS:
    void finished(const std::shared_ptr<const ImpactResult> &result);
};

} // namespace targetdesk
