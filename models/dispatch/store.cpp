// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "dispatch/postgresstore.h"
#include "dispatch/sqlitestore.h"

#include <QStandardPaths>

namespace targetdesk {

void StoreChange::add(const StoreChange &other)
{
    if (queuedFor && other.queuedFor) {
        queuedFor->insert(other.queuedFor->begin(), other.queuedFor->end());
    } else {
        queuedFor.reset();
    }
}

AcceptResult waitForAccept(const std::function<void(AcceptDone done)> &start)
{
    std::promise<AcceptResult> promise;
    std::future<AcceptResult> future = promise.get_future();
    start([&promise](AcceptResult result, std::exception_ptr error) {
        if (error) {
            promise.set_exception(error);
        } else {
            promise.set_value(std::move(result));
        }
    });
    return future.get();
}

AcceptResult Store::acceptAndWait(std::vector<NewEvent> events)
{
    return waitForAccept([&](AcceptDone done) { accept(std::move(events), std::move(done)); });
}

std::unique_ptr<Store> openStore(const std::string &spec, StoreMode mode, std::int64_t reserveBytes)
{
    if (PostgresAddress::matches(spec)) {
        PostgresStore::Options options;
        options.mode = mode;
        return std::make_unique<PostgresStore>(PostgresAddress::parse(spec), options);
    }
    SqliteStore::Options options;
    options.mode = mode;
    options.reserveBytes = reserveBytes;
    return std::make_unique<SqliteStore>(sqliteFileOf(spec), options);
}

std::filesystem::path sqliteFileOf(const std::string &spec)
{
    constexpr std::string_view scheme = "sqlite:";
    constexpr auto kind = StoreError::Kind::WrongAddress;
    std::string file = spec;
    if (spec.starts_with(scheme)) {
        file = spec.substr(scheme.size());
    } else if (const std::size_t colon = spec.find(':'); colon != std::string::npos && spec.find('/') > colon) {
        throw StoreError(kind, "the store '" + spec + "' is of a kind that this version does not know",
                         "write sqlite:FILE or postgresql://USER@HOST:PORT/DATABASE");
    }
    if (file.empty()) throw StoreError(kind, "the store has no file name", "write sqlite:FILE");
    std::error_code error;
    if (std::filesystem::is_directory(file, error))
        throw StoreError(kind, file + ": this is a folder, not a store", "name a file in it: sqlite:" + file + "/queue.db");
    return file;
}

std::string defaultStoreSpec()
{
    // Not AppDataLocation: the window and the headless program have different names and share one queue.
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return "sqlite:" + folder.toStdString() + "/targetdesk/queue.db";
}

} // namespace targetdesk
