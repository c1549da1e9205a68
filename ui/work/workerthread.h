// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace targetdesk {

/// A thread for one kind of work of the window, one job after the other; a new run puts an end to the one before. What derives
/// from it calls stop() in its destructor: jobs use its members. User interface thread.
class WorkerThread : public QObject
{
    Q_OBJECT
public:
    ~WorkerThread() override;

protected:
    /// Of a run: jobs look at it, on their thread.
    using Cancelled = std::shared_ptr<std::atomic<bool>>;

    WorkerThread(const QString &name, QThread::Priority priority, QObject *parent);

    /// The newest run ends early.
    void cancel() { m_cancelled->store(true); }
    /// Cancels the newest run; the flag of the one that begins.
    Cancelled beginRun();
    bool isNewest(const Cancelled &run) const { return run == m_cancelled; }
    /// Calls `job` on the thread, after those before it.
    void post(std::function<void()> job);
    /// Cancels the newest run and waits for the thread's end. Jobs that wait may still be called.
    void stop();

private:
    QThread m_thread;
    QObject *m_worker; ///< lives on m_thread, deleted with it
    Cancelled m_cancelled;
};

} // namespace targetdesk
