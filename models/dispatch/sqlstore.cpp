// SPDX-License-Identifier: MIT
#include "dispatch/sqlstore.h"

#include "dispatch/sqlinterventions.h"
#include "dispatch/sqlqueue.h"
#include "dispatch/sqlretention.h"
#include "dispatch/sqlwriter.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace targetdesk {

namespace {

/// Clocks that differ by more are wrong. Well below the time that a lease has left when it is renewed.
constexpr std::chrono::milliseconds kMostClockError{10'000};

/// Schedules name times of the calendar, and stay.
void moveReceipt(std::vector<NewEvent> &events, std::chrono::milliseconds by)
{
    if (by.count() == 0) return;
    for (NewEvent &event : events) {
        if (event.event.occurredAt == event.event.receivedAt) event.event.occurredAt += by;
        event.event.receivedAt += by;
    }
}

} // namespace

SqlStore::SqlStore()
    : SqlStore(std::make_unique<SqlQueue>())
{}
SqlStore::SqlStore(std::unique_ptr<SqlQueue> queue)
    : m_queue(std::move(queue))
{}
SqlStore::~SqlStore() = default;

void SqlStore::startWriter(std::function<std::unique_ptr<SqlConnection>()> open, SqlWriterOptions options)
{
    options.started = [this] { m_queue->started(); };
    options.rolledBack = [this] { m_queue->rolledBack(); };
    options.finish = [this](SqlConnection &connection) {
        m_queue->flush(connection);
        beforeCommit();
    };
    m_writer = std::make_unique<SqlWriter>(std::move(open), options);
}

void SqlStore::stopWriter()
{
    m_writer.reset();
}

SqlWriter &SqlStore::writer()
{
    if (m_writer) return *m_writer;
    throw StoreError(StoreError::Kind::ReadOnly, name() + ": the store was opened for reading only",
                     "use the process that runs it");
}

/// What is to be added to a time that is written down: nothing for a clock that is right but for some seconds, so that what is
/// due here at once is due at once.
std::chrono::milliseconds SqlStore::correction(SqlConnection &connection, std::chrono::milliseconds base) const
{
    const std::chrono::milliseconds error = clockError(connection, base);
    return std::chrono::abs(error) > kMostClockError ? error : std::chrono::milliseconds(0);
}

/// What is due, a clock that is wrong cannot tell.
void SqlStore::refuseWrongClock(SqlConnection &connection, std::chrono::milliseconds base) const
{
    const std::chrono::milliseconds error = clockError(connection, base);
    if (std::chrono::abs(error) <= kMostClockError) return;
    throw StoreError(StoreError::Kind::Unavailable,
                     name() + ": the clocks of this machine and of the server differ by " +
                         std::to_string(std::chrono::abs(error).count() / 1000) + " seconds",
                     "set both by NTP; until they agree nothing new is sent from here");
}

/// Runs `work` in a commit and hands its result to a future.
template <typename Result>
std::future<Result> SqlStore::submit(std::function<Result(SqlConnection &)> work)
{
    struct State
    {
        std::promise<Result> promise;
        std::optional<Result> result;
    };
    const auto state = std::make_shared<State>();
    std::future<Result> future = state->promise.get_future();
    SqlWriter::Job job;
    job.work = [this, state, work = std::move(work)](SqlConnection &connection) {
        m_queue->flush(connection);
        state->result = work(connection);
    };
    job.done = [this, state](std::exception_ptr error) {
        if (error) {
            state->promise.set_exception(error);
        } else {
            committed();
            state->promise.set_value(std::move(*state->result));
        }
    };
    writer().submit(std::move(job));
    return future;
}

/// The same, for work without a result.
std::future<void> SqlStore::change(Work work)
{
    const auto promise = std::make_shared<std::promise<void>>();
    std::future<void> future = promise->get_future();
    SqlWriter::Job job;
    job.work = [this, work = std::move(work)](SqlConnection &connection) {
        m_queue->flush(connection);
        work(connection);
    };
    job.done = [this, promise](std::exception_ptr error) {
        if (error) {
            promise->set_exception(error);
        } else {
            committed();
            promise->set_value();
        }
    };
    writer().submit(std::move(job));
    return future;
}

void SqlStore::accept(std::vector<NewEvent> events, AcceptDone done)
{
    struct State
    {
        std::vector<NewEvent> events;
        AcceptResult result;
        std::exception_ptr refused;
        std::chrono::milliseconds moved{0};
    };
    const auto state = std::make_shared<State>();
    state->events = std::move(events);
    const std::chrono::milliseconds base = systemClockBase();
    SqlWriter::Job job;
    job.weight = static_cast<int>(std::max<std::size_t>(1, state->events.size()));
    job.mayWait = true;
    job.work = [this, state, base](SqlConnection &connection) {
        // Not thrown on: what shares the commit is not new, and has a right to its room.
        state->refused = nullptr;
        try {
            askForRoom();
        } catch (const StoreError &) {
            state->refused = std::current_exception();
            return;
        }
        const std::chrono::milliseconds right = correction(connection, base);
        moveReceipt(state->events, right - std::exchange(state->moved, right));
        state->result = m_queue->accept(connection, state->events);
    };
    job.done = [state, done = std::move(done)](std::exception_ptr error) {
        if (!error) error = state->refused;
        done(error ? AcceptResult() : std::move(state->result), error);
    };
    writer().submit(std::move(job));
}

std::future<ClaimResult> SqlStore::claim(ClaimRequest request)
{
    struct State
    {
        ClaimRequest request;
        std::promise<ClaimResult> promise;
        ClaimResult result;
    };
    const auto state = std::make_shared<State>();
    state->request = std::move(request);
    state->request.owner = leaseName(state->request.owner);
    std::future<ClaimResult> future = state->promise.get_future();
    SqlWriter::Job job;
    job.work = [this, state, until = state->request.leaseUntil, base = systemClockBase()](SqlConnection &connection) {
        refuseWrongClock(connection, base);
        state->request.leaseUntil = until + clockError(connection, base);
        m_queue->flush(connection);
        m_queue->giveBack(connection, m_unheard, state->request.owner, state->request.now);
        state->result = m_queue->claim(connection, state->request);
    };
    job.done = [this, state](std::exception_ptr error) {
        if (error) {
            for (const ClaimedDelivery &delivery : state->result.deliveries)
                m_unheard.insert(delivery.id);
            state->promise.set_exception(error);
        } else {
            m_unheard.clear();
            committed();
            state->promise.set_value(std::move(state->result));
        }
    };
    writer().submit(std::move(job));
    return future;
}

std::future<std::set<std::string>> SqlStore::begin(std::vector<SendStart> starts, std::string owner, TimePoint now)
{
    return submit<std::set<std::string>>(
        [this, starts = std::move(starts), owner = leaseName(owner), now, base = systemClockBase()](SqlConnection &connection) {
            return m_queue->begin(connection, starts, owner, now + correction(connection, base));
        });
}

std::future<void> SqlStore::settle(std::vector<Settlement> settlements, std::string owner, TimePoint now)
{
    return change([this, settlements = std::move(settlements), owner = leaseName(owner), now,
                   base = systemClockBase()](SqlConnection &connection) {
        const std::chrono::milliseconds by = correction(connection, base);
        if (by.count() == 0) return m_queue->settle(connection, settlements, owner, now);
        std::vector<Settlement> moved = settlements;
        for (Settlement &settlement : moved) {
            if (settlement.dueAt) *settlement.dueAt += by;
        }
        m_queue->settle(connection, moved, owner, now + by);
    });
}

std::future<void> SqlStore::keep(std::vector<TargetChange> changes, std::vector<Notice> notices)
{
    return change(
        [this, changes = std::move(changes), notices = std::move(notices), base = systemClockBase()](SqlConnection &connection) {
            const std::chrono::milliseconds by = correction(connection, base);
            if (by.count() == 0) return keepTargets(connection, changes, notices);
            std::vector<TargetChange> movedChanges = changes;
            for (TargetChange &change : movedChanges)
                change.move(by);
            std::vector<Notice> movedNotices = notices;
            for (Notice &notice : movedNotices)
                notice.at += by;
            keepTargets(connection, movedChanges, movedNotices);
        });
}

std::future<InterventionResult> SqlStore::intervene(Intervention intervention)
{
    return submit<InterventionResult>(
        [this, intervention = std::move(intervention), base = systemClockBase()](SqlConnection &connection) {
            Intervention moved = intervention;
            moved.now += correction(connection, base);
            return targetdesk::intervene(connection, *m_queue, moved);
        });
}

std::future<void> SqlStore::intervene(TargetIntervention intervention)
{
    return change([this, intervention = std::move(intervention), base = systemClockBase()](SqlConnection &connection) {
        TargetIntervention moved = intervention;
        moved.now += correction(connection, base);
        targetdesk::intervene(connection, moved);
    });
}

std::future<PruneResult> SqlStore::prune(PruneRequest request)
{
    return submit<PruneResult>([this, request, base = systemClockBase()](SqlConnection &connection) {
        if (!mayDo(Chore::Prune, connection)) return PruneResult{0, request.afterSeq, false, false};
        PruneRequest moved = request;
        if (moved.settledBefore) *moved.settledBefore += correction(connection, base);
        return pruneEvents(connection, moved, [&] { return request.maxBytes > 0 && isLargerThan(connection, request.maxBytes); });
    });
}

std::future<void> SqlStore::renew(std::string owner, TimePoint until)
{
    return change([this, owner = leaseName(owner), until, base = systemClockBase()](SqlConnection &connection) {
        m_queue->renew(connection, owner, until + clockError(connection, base));
    });
}

Recovery SqlStore::recover(TimePoint now, const std::set<std::string> &repeatable)
{
    return submit<Recovery>([this, now, repeatable, base = systemClockBase()](SqlConnection &connection) {
               if (!mayDo(Chore::Recover, connection)) return Recovery{.looked = false};
               const TimePoint judged = now + clockError(connection, base);
               return m_queue->recover(
                   connection, now + correction(connection, base), repeatable,
                   [&](const std::string &owner, TimePoint until) { return isAbandoned(owner, until, judged); });
           })
        .get();
}

void SqlStore::clockWasSet(TimePoint before, std::chrono::milliseconds by)
{
    constexpr std::int64_t kStep = 2000; // rows looked at in one transaction
    std::int64_t first = 1;
    std::int64_t last = 0;
    read([&](SqlConnection &connection) { std::tie(first, last) = readQueuedRange(connection); });
    for (std::int64_t seq = first; seq <= last; seq += kStep) {
        change([=](SqlConnection &connection) { moveWaits(connection, seq, std::min(seq + kStep - 1, last), before, by); }).get();
    }
}

} // namespace targetdesk
