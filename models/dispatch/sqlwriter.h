// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlconnection.h"
#include "dispatch/stallguard.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace targetdesk {

struct SqlWriterOptions
{
    int groupSize = 100;
    std::chrono::milliseconds groupWait{2};
    /// On the writer's thread, when the disk is full: true when there is room now, to try again. May be empty.
    std::function<bool()> makeRoom{};
    /// On the writer's thread: a transaction begins; what its jobs put off is to be done now. May be empty.
    std::function<void()> started{};
    std::function<void(SqlConnection &)> finish{};
    /// On the writer's thread: a transaction was rolled back. May be empty.
    std::function<void()> rolledBack{};
    /// A step of a transaction (opening, beginning, one job, the commit) that takes longer is stuck: `interrupt` is called, from
    /// another thread. Empty: never.
    std::chrono::milliseconds stuckAfter{0};
    std::function<void()> interrupt{};
};

/// The one thread that writes: runs jobs in groups, a transaction per group, and tells each job its end after the commit.
/// When the server is lost, the group fails, and the next one gets a new connection. When the disk fails to confirm a commit,
/// every job fails from then on: a sync that is tried again may succeed and have lost what the first one was for.
class SqlWriter
{
public:
    struct Job
    {
        /// Runs inside a transaction, perhaps several times (all but the last rolled back). Throws StoreError.
        std::function<void(SqlConnection &)> work;
        /// After the commit, or with what failed. Must not throw.
        std::function<void(std::exception_ptr)> done;
        int weight = 0;       ///< events; what has none goes ahead of them, so that a flood of events stops no delivery
        bool mayWait = false; ///< for others, to share a commit
    };
    /// Starts the thread and has `open` make the connection there. Throws what that throws.
    SqlWriter(std::function<std::unique_ptr<SqlConnection>()> open, const SqlWriterOptions &options);
    /// Does what was submitted, then ends.
    ~SqlWriter();
    SqlWriter(const SqlWriter &) = delete;
    SqlWriter &operator=(const SqlWriter &) = delete;

    void submit(Job job);

private:
    void loop();
    bool worthWaiting() const;
    bool hasWork() const { return !m_queue.empty() || !m_light.empty(); }
    int queuedWeight() const;
    std::vector<Job> takeGroup();
    void runGroup(std::vector<Job> &group);
    void runAlone(Job &job);
    bool begin(std::exception_ptr &failed);
    bool commitAll(std::vector<Job> &group, std::exception_ptr &storeFailed);
    bool commitOnce(std::vector<Job> &group, std::exception_ptr &storeFailed);
    void rollBack();

    std::function<std::unique_ptr<SqlConnection>()> m_open;
    SqlWriterOptions m_options;
    std::unique_ptr<SqlConnection> m_connection; ///< lives and dies on the thread; null while the server is lost
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;     ///< what has a weight
    std::vector<Job> m_light;    ///< what has none
    std::exception_ptr m_broken; ///< of the thread: what every job is told
    int m_lastWeight = 0;
    bool m_stopping = false;
    std::unique_ptr<StallGuard> m_guard; ///< null: nobody would interrupt
    std::thread m_thread;
};

} // namespace targetdesk
