// SPDX-License-Identifier: MIT
#include "dispatch/sqlitestore.h"

#include "dispatch/sqlitecare.h"
#include "dispatch/sqliteconnection.h"
#include "dispatch/sqliteinterventions.h"
#include "dispatch/sqlitequeue.h"
#include "dispatch/sqlitereader.h"
#include "dispatch/sqliteschema.h"
#include "dispatch/sqlitewriter.h"
#include "dispatch/storelock.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

/// Above this, checking the whole file would delay the restart by seconds.
constexpr std::uintmax_t kQuickCheckLimit = 64u * 1024 * 1024;

std::uintmax_t sizeOf(const fs::path &file)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    return error ? 0 : size;
}

/// Makes the file for this user's eyes only (contexts are personal data); SQLite gives its side files the same permissions.
void makeFile(const fs::path &file)
{
    std::error_code error;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        throw StoreError(StoreError::Kind::Unavailable, file.string() + ": the store cannot be opened: " + std::strerror(errno),
                         "name a file that this user may write with --store sqlite:FILE");
    }
    ::close(descriptor);
}

std::unique_ptr<SqliteConnection> openWriter(const fs::path &file, std::chrono::milliseconds busyTimeout, StoreMode mode)
{
    // A write-ahead log that is still there tells that the last run did not end well.
    const bool unclean = mode == StoreMode::ReadWrite && sizeOf(file.string() + "-wal") > 0;
    auto connection = std::make_unique<SqliteConnection>(file, SqliteConnection::Mode::ReadWrite, busyTimeout);
    if (unclean && sizeOf(file) <= kQuickCheckLimit) {
        const std::string verdict = connection->value("PRAGMA quick_check(1)");
        if (verdict != "ok") {
            throw StoreError(
                StoreError::Kind::Corrupt, file.string() + ": the store is damaged (" + verdict + ")",
                "keep the file, save what is left with `sqlite3 FILE .recover`, and start with another store meanwhile");
        }
    }
    if (mode == StoreMode::ReadWrite) {
        migrateSchema(*connection, file);
    } else {
        checkSchema(*connection, file);
    }
    // SQLite opens a file that it may not write without a word, BEGIN IMMEDIATE included: better to hear of it now than at the
    // first event.
    connection->execute("DELETE FROM attempt WHERE FALSE");
    return connection;
}

} // namespace

struct SqliteStore::Private
{
    fs::path file;
    Options options;
    std::unique_ptr<StoreLock> lock;
    SqliteQueue queue; ///< used on the writer's thread only
    std::unique_ptr<SqliteWriter> writer;

    SqliteWriter &writable()
    {
        if (writer) return *writer;
        throw StoreError(StoreError::Kind::ReadOnly, file.string() + ": the store was opened for reading only",
                         "use the process that runs it");
    }

    /// Changes the wake file, in mode Beside: the process that runs the store looks at it again.
    void wakeOther() const
    {
        if (options.mode != StoreMode::Beside) return;
        std::ofstream(file.string() + ".wake", std::ios::trunc) << isoText(systemNow()) << '\n';
    }

    std::unique_ptr<SqliteConnection> reader() const
    {
        return std::make_unique<SqliteConnection>(file, SqliteConnection::Mode::ReadOnly, options.busyTimeout);
    }

    /// Runs `work` in a commit and hands its result to a future.
    template <typename Result>
    std::future<Result> submit(std::function<Result(SqliteConnection &)> work)
    {
        struct State
        {
            std::promise<Result> promise;
            std::optional<Result> result;
        };
        const auto state = std::make_shared<State>();
        std::future<Result> future = state->promise.get_future();
        SqliteWriter::Job job;
        job.work = [state, work = std::move(work)](SqliteConnection &connection) { state->result = work(connection); };
        job.done = [this, state](std::exception_ptr error) {
            if (error) {
                state->promise.set_exception(error);
            } else {
                wakeOther();
                state->promise.set_value(std::move(*state->result));
            }
        };
        writable().submit(std::move(job));
        return future;
    }

    /// The same, for work without a result.
    std::future<void> change(std::function<void(SqliteConnection &)> work)
    {
        const auto promise = std::make_shared<std::promise<void>>();
        std::future<void> future = promise->get_future();
        SqliteWriter::Job job;
        job.work = std::move(work);
        job.done = [this, promise](std::exception_ptr error) {
            if (error) {
                promise->set_exception(error);
            } else {
                wakeOther();
                promise->set_value();
            }
        };
        writable().submit(std::move(job));
        return future;
    }
};

SqliteStore::SqliteStore(const fs::path &file)
    : SqliteStore(file, Options())
{}

SqliteStore::SqliteStore(const fs::path &file, const Options &options)
    : d(std::make_unique<Private>())
{
    d->file = file;
    d->options = options;
    if (options.mode != StoreMode::ReadWrite) {
        std::error_code error;
        if (!fs::exists(file, error)) {
            throw StoreError(StoreError::Kind::Unavailable, file.string() + ": there is no store yet",
                             "start `targetdeskctl serve`, or name another store with --store sqlite:FILE");
        }
    }
    if (options.mode == StoreMode::ReadOnly) {
        checkSchema(*d->reader(), file);
        return;
    }
    if (options.mode == StoreMode::ReadWrite) {
        makeFile(file);
        d->lock = std::make_unique<StoreLock>(file);
    }
    SqliteWriter::Options writerOptions;
    writerOptions.groupSize = options.groupSize;
    writerOptions.groupWait = options.groupWait;
    d->writer = std::make_unique<SqliteWriter>([this] { return openWriter(d->file, d->options.busyTimeout, d->options.mode); },
                                               writerOptions);
}

SqliteStore::~SqliteStore()
{
    // Before the lock is let go.
    d->writer.reset();
}

void SqliteStore::accept(std::vector<NewEvent> events, AcceptDone done)
{
    struct State
    {
        std::vector<NewEvent> events;
        AcceptResult result;
    };
    const auto state = std::make_shared<State>();
    state->events = std::move(events);
    SqliteWriter::Job job;
    job.weight = static_cast<int>(std::max<std::size_t>(1, state->events.size()));
    job.mayWait = true;
    job.work = [this, state](SqliteConnection &connection) { state->result = d->queue.accept(connection, state->events); };
    job.done = [state, done = std::move(done)](std::exception_ptr error) {
        done(error ? AcceptResult() : std::move(state->result), error);
    };
    d->writable().submit(std::move(job));
}

std::future<ClaimResult> SqliteStore::claim(ClaimRequest request)
{
    return d->submit<ClaimResult>(
        [this, request = std::move(request)](SqliteConnection &connection) { return d->queue.claim(connection, request); });
}

std::future<std::set<std::string>> SqliteStore::begin(std::vector<SendStart> starts, std::string owner, TimePoint now)
{
    return d->submit<std::set<std::string>>(
        [this, starts = std::move(starts), owner = std::move(owner), now](SqliteConnection &connection) {
            return d->queue.begin(connection, starts, owner, now);
        });
}

std::future<void> SqliteStore::settle(std::vector<Settlement> settlements, std::string owner, TimePoint now)
{
    return d->change([this, settlements = std::move(settlements), owner = std::move(owner), now](SqliteConnection &connection) {
        d->queue.settle(connection, settlements, owner, now);
    });
}

std::future<void> SqliteStore::keep(std::vector<TargetState> states, std::vector<Notice> notices)
{
    return d->change([states = std::move(states), notices = std::move(notices)](SqliteConnection &connection) {
        keepTargets(connection, states, notices);
    });
}

std::future<InterventionResult> SqliteStore::intervene(Intervention intervention)
{
    return d->submit<InterventionResult>([this, intervention = std::move(intervention)](SqliteConnection &connection) {
        return targetdesk::intervene(connection, d->queue, intervention);
    });
}

std::future<void> SqliteStore::intervene(TargetIntervention intervention)
{
    return d->change([intervention = std::move(intervention)](SqliteConnection &connection) {
        targetdesk::intervene(connection, intervention);
    });
}

std::future<PruneResult> SqliteStore::prune(PruneRequest request)
{
    return d->submit<PruneResult>(
        [request](SqliteConnection &connection) { return pruneEvents(connection, request); });
}

Recovery SqliteStore::recover(TimePoint now, const std::set<std::string> &repeatable)
{
    return d
        ->submit<Recovery>(
            [this, now, &repeatable](SqliteConnection &connection) { return d->queue.recover(connection, now, repeatable); })
        .get();
}

std::map<DeliveryState, std::int64_t> SqliteStore::counts() const
{
    return readCounts(*d->reader());
}

std::vector<DeliveryRecord> SqliteStore::deliveries(const DeliveryFilter &filter) const
{
    return readDeliveries(*d->reader(), filter);
}

std::optional<DeliveryDetail> SqliteStore::delivery(const std::string &id) const
{
    return readDelivery(*d->reader(), id);
}

std::vector<TargetState> SqliteStore::targetStates() const
{
    return readTargetStates(*d->reader());
}

std::vector<Notice> SqliteStore::notices(int limit) const
{
    return readNotices(*d->reader(), limit);
}

std::vector<TargetCounts> SqliteStore::targetCounts() const
{
    return readTargetCounts(*d->reader());
}

std::int64_t SqliteStore::queuedCount() const
{
    return readQueuedCount(*d->reader());
}

std::optional<TimePoint> SqliteStore::oldestDue() const
{
    return readOldestDue(*d->reader());
}

std::string SqliteStore::wakeFile() const
{
    return d->file.string() + ".wake";
}

std::vector<SentRecord> SqliteStore::sent(const std::string &target, int limit) const
{
    return readSent(*d->reader(), target, limit);
}

std::string SqliteStore::name() const
{
    return "sqlite:" + d->file.string();
}

} // namespace targetdesk
