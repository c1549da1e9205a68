// SPDX-License-Identifier: MIT
#include "dispatch/sqlwriter.h"

#include <algorithm>
#include <future>
#include <numeric>
#include <utility>

namespace targetdesk {

namespace {

/// Times that a job is done again because another process came between.
constexpr int kRaces = 4;

bool isRace(const std::exception_ptr &error)
{
    return isOf(StoreError::Kind::Raced, error);
}

} // namespace

SqlWriter::SqlWriter(std::function<std::unique_ptr<SqlConnection>()> open, const SqlWriterOptions &options)
    : m_open(std::move(open))
    , m_options(options)
{
    if (m_options.interrupt) m_guard = std::make_unique<StallGuard>(m_options.stuckAfter, m_options.interrupt);
    std::promise<void> opened;
    std::future<void> result = opened.get_future();
    m_thread = std::thread([this, &opened] {
        try {
            m_connection = m_open();
        } catch (...) {
            opened.set_exception(std::current_exception());
            return;
        }
        opened.set_value();
        loop();
        m_connection.reset();
    });
    try {
        result.get();
    } catch (...) {
        m_thread.join();
        throw;
    }
}

SqlWriter::~SqlWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void SqlWriter::submit(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (job.weight == 0) {
            m_light.push_back(std::move(job));
        } else {
            m_queue.push_back(std::move(job));
        }
    }
    m_wake.notify_one();
}

void SqlWriter::loop()
{
    bool busy = false;
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return hasWork() || m_stopping; });
        if (!hasWork()) return;
        if (busy && worthWaiting()) {
            m_wake.wait_for(lock, m_options.groupWait, [this] { return m_stopping || !worthWaiting(); });
        }
        std::vector<Job> group = takeGroup();
        lock.unlock();
        runGroup(group);
        group.clear();
        lock.lock();
        busy = hasWork();
    }
}

/// Only while fewer are here than came last time: who waits for its answer before it sends the next one gains nothing.
bool SqlWriter::worthWaiting() const
{
    return m_light.empty() && queuedWeight() < std::min(m_options.groupSize, m_lastWeight) &&
           std::ranges::all_of(m_queue, [](const Job &job) { return job.mayWait; });
}

int SqlWriter::queuedWeight() const
{
    return std::accumulate(m_queue.begin(), m_queue.end(), 0, [](int sum, const Job &job) { return sum + job.weight; });
}

std::vector<SqlWriter::Job> SqlWriter::takeGroup()
{
    std::vector<Job> group = std::exchange(m_light, {});
    int weight = 0;
    while (!m_queue.empty() && (weight == 0 || weight + m_queue.front().weight <= m_options.groupSize)) {
        weight += m_queue.front().weight;
        group.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    m_lastWeight = weight;
    return group;
}

void SqlWriter::runGroup(std::vector<Job> &group)
{
    std::exception_ptr storeFailed;
    if (commitAll(group, storeFailed)) {
        for (Job &job : group)
            job.done(nullptr);
    } else if (storeFailed && !isRace(storeFailed) && (group.size() == 1 || !isOf(StoreError::Kind::DiskFull, storeFailed))) {
        for (Job &job : group)
            job.done(storeFailed);
    } else {
        // One of them cannot be done, or has no room where smaller ones have: the others must not suffer for it.
        for (Job &job : group)
            runAlone(job);
    }
}

void SqlWriter::runAlone(Job &job)
{
    std::vector<Job> alone;
    alone.push_back(std::move(job));
    std::exception_ptr failed;
    for (int race = 0; race < kRaces; ++race) {
        failed = nullptr;
        if (commitAll(alone, failed) || !isRace(failed)) break;
    }
    alone.front().done(failed);
}

/// On a new connection when the old one is lost, which a server that was restarted meanwhile tells only now.
bool SqlWriter::begin(std::exception_ptr &failed)
{
    for (int tries = 0; tries < 2; ++tries) {
        try {
            if (!m_connection) {
                const StallGuard::Watch watch(m_guard.get());
                m_connection = m_open();
            }
            const StallGuard::Watch watch(m_guard.get());
            m_connection->begin();
            if (m_options.started) m_options.started();
            failed = nullptr;
            return true;
        } catch (...) {
            failed = std::current_exception();
        }
        if (!m_connection || !m_connection->isLost()) return false;
        m_connection.reset();
    }
    return false;
}

/// True: committed. `storeFailed` is set when the fault is nobody's in particular, or the group is of one.
bool SqlWriter::commitAll(std::vector<Job> &group, std::exception_ptr &storeFailed)
{
    if (m_broken) {
        storeFailed = m_broken;
        return false;
    }
    if (commitOnce(group, storeFailed)) return true;
    if (isOf(StoreError::Kind::DiskFull, storeFailed) && m_options.makeRoom && m_options.makeRoom()) {
        storeFailed = nullptr;
        if (commitOnce(group, storeFailed)) return true;
    }
    if (isOf(StoreError::Kind::Broken, storeFailed)) m_broken = storeFailed;
    return false;
}

bool SqlWriter::commitOnce(std::vector<Job> &group, std::exception_ptr &storeFailed)
{
    if (!begin(storeFailed)) return false;
    try {
        for (Job &job : group) {
            const StallGuard::Watch watch(m_guard.get());
            job.work(*m_connection);
        }
        const StallGuard::Watch watch(m_guard.get());
        if (m_options.finish) m_options.finish(*m_connection);
    } catch (...) {
        const std::exception_ptr error = std::current_exception();
        const bool isNobodys =
            m_connection->isLost() || isOf(StoreError::Kind::DiskFull, error) || isOf(StoreError::Kind::Broken, error);
        if (group.size() == 1 || isNobodys) storeFailed = error;
        rollBack();
        if (m_connection->isLost()) m_connection.reset();
        return false;
    }
    try {
        const StallGuard::Watch watch(m_guard.get());
        m_connection->commit();
    } catch (...) {
        storeFailed = std::current_exception();
        rollBack();
        if (m_connection->isLost()) m_connection.reset();
        return false;
    }
    return true;
}

void SqlWriter::rollBack()
{
    m_connection->rollback();
    if (m_options.rolledBack) m_options.rolledBack();
}

} // namespace targetdesk
