// SPDX-License-Identifier: MIT
#include "storecommand.h"

#include "deliveryselector.h"
#include "deliverytable.h"
#include "dispatchsession.h"
#include "emptyvalues.h"
#include "retention.h"
#include "terminaltext.h"

#include "dispatch/counted.h"
#include "dispatch/postgrescare.h"
#include "dispatch/sqlitecare.h"
#include "workspace/json.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace targetdesk {

namespace {

std::string sizeText(std::int64_t bytes)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MiB", static_cast<double>(bytes) / (1024.0 * 1024.0));
    return text;
}

std::string countText(std::int64_t events, std::int64_t deliveries, std::int64_t attempts)
{
    return counted(events, "event", "events") + ", " + counted(deliveries, "delivery", "deliveries") + ", " +
           counted(attempts, "attempt", "attempts");
}

Json countOrNull(const std::optional<std::int64_t> &count)
{
    return count ? Json(*count) : Json();
}

Json toJson(const StoreReport &report)
{
    return {{"good", report.faults.empty()},
            {"format", report.format},
            {"bytes", report.bytes},
            {"free_bytes", report.freeBytes},
            {"events", countOrNull(report.events)},
            {"deliveries", countOrNull(report.deliveries)},
            {"attempts", countOrNull(report.attempts)},
            {"faults", report.faults}};
}

/// Nothing but reading is needed when the tables are of this version already.
bool isCurrent(const std::string &spec)
{
    try {
        return openStore(spec.empty() ? defaultStoreSpec() : spec, StoreMode::ReadOnly) != nullptr;
    } catch (const StoreError &error) {
        // An empty file becomes a store, an older one a newer; what else is wrong is told by who opens it to write.
        if (error.kind() == StoreError::Kind::TooOld || error.kind() == StoreError::Kind::NotAStore) return false;
        throw;
    }
}

} // namespace

CLI::App *StoreCommand::addTo(CLI::App &app)
{
    CLI::App *command = app.add_subcommand("store", "Check, migrate, shrink, prune and repair the store of events");
    command->require_subcommand(1);
    m_check = addAction(*command, "check", "Read all of it and say what is wrong; beside a running `serve` too");
    m_check->footer(
        "Example:\n"
        "  targetdeskctl store check --store sqlite:/var/lib/targetdesk/queue.db\n\n"
        "Exit codes: 0 all is well; 1 faults were found, or the store cannot be read; 2 wrong usage. With --json, what damage\n"
        "kept from being counted is null.");
    m_migrate = addAction(*command, "migrate", "Bring its tables to this version, after a backup beside it");
    m_migrate->footer("Where nothing is to be done, a running `serve` does not hinder it. The backup is FILE.formatN; an empty "
                      "file has none.\n\n"
                      "Example:\n"
                      "  targetdeskctl store migrate --store sqlite:/var/lib/targetdesk/queue.db\n\n"
                      "Exit codes: 0 good; 1 it is in use, or cannot be changed; 2 wrong usage.");
    m_vacuum = addAction(*command, "vacuum", "Give free pages back to the disk; nobody may use the store meanwhile");
    m_vacuum->footer("`serve` uses free pages again by itself: this is for a disk that something else needs.\n\n"
                     "Example:\n"
                     "  targetdeskctl store vacuum --store sqlite:/var/lib/targetdesk/queue.db\n\n"
                     "Exit codes: 0 good; 1 it is in use, or cannot be written; 2 wrong usage, as for a PostgreSQL store.");
    m_prune = addAction(*command, "prune", "Forget what is over and old, in small steps; beside a running `serve` too");
    m_prune->add_option("--older-than", m_olderThan, "Events whose deliveries ended so long ago")->type_name("30d");
    m_prune->add_option("--max-size", m_maxMegabytes, "And the oldest beyond so many MiB")
        ->check(CLI::Range(std::int64_t{1}, kMostMegabytes))
        ->type_name("MIB");
    m_prune->add_flag("--force", m_force, "Also with --older-than 0s: all that is over, and the keys of its events");
    m_prune->footer(
        "What is queued, and what is unknown, is never forgotten. The idempotency keys of forgotten events may be used\n"
        "again: keep them longer than senders repeat, or say --force with 0s. `serve --keep 90d` does the same while it\n"
        "runs.\n\n"
        "Example:\n"
        "  targetdeskctl store prune --older-than 90d --max-size 2000\n\n"
        "Exit codes: 0 good; 1 the store cannot be written; 2 wrong usage.");
    m_repair = addAction(*command, "repair", "Copy what can be read of a damaged store into a new one");
    m_repair->add_option("--to", m_to, "The new file")->required()->type_name("FILE");
    m_repair->footer(
        "The damaged file is only read: keep it. It may be shorter than it was. The new one is for this user's eyes only;\n"
        "where nothing can be read, none is made. A store of a newer format is refused.\n\n"
        "Example:\n"
        "  targetdeskctl store repair --store sqlite:queue.db --to queue-repaired.db\n\n"
        "Exit codes: 0 all was saved; 1 some rows were lost, which are named, or nothing can be read; 2 wrong usage.");
    command->footer("Examples:\n"
                    "  targetdeskctl store check --store sqlite:/var/lib/targetdesk/queue.db\n"
                    "  targetdeskctl store repair --store sqlite:queue.db --to queue-repaired.db");
    refuseEmptyValues(*command);
    return command;
}

CLI::App *StoreCommand::addAction(CLI::App &command, const std::string &name, const std::string &help)
{
    CLI::App *action = command.add_subcommand(name, help);
    action->add_option("--store", m_store, "The store (default: " + defaultStoreSpec() + ")")
        ->type_name("sqlite:FILE|postgresql://…");
    action->add_flag("--json", m_json, kJsonHelp);
    return action;
}

/// Throws CommandError for a store that is no file.
std::filesystem::path StoreCommand::file() const
{
    const std::string spec = m_store.empty() ? defaultStoreSpec() : m_store;
    if (PostgresAddress::matches(spec)) {
        throw CommandError("a PostgreSQL store has no file – PostgreSQL frees pages by itself (autovacuum, or VACUUM), is checked"
                           " by pg_amcheck, and is saved and restored by pg_dump and pg_restore");
    }
    return sqliteFileOf(spec);
}

std::string StoreCommand::place() const
{
    return PostgresAddress::matches(m_store) ? PostgresAddress::parse(m_store).text() : file().string();
}

ExitCode StoreCommand::run()
{
    try {
        if (m_check->parsed()) return check();
        if (m_migrate->parsed()) return migrate();
        if (m_vacuum->parsed()) return vacuum();
        return m_prune->parsed() ? prune() : repair();
    } catch (const StoreError &error) {
        const bool isInUse = error.kind() == StoreError::Kind::InUse;
        if (!isInUse) throw commandErrorOf(error);
        throw CommandError(error.cause() + " – stop that one first: this cannot be done beside it", ExitCode::CheckFailed);
    }
}

ExitCode StoreCommand::check() const
{
    const bool isPostgres = PostgresAddress::matches(m_store);
    const StoreReport report = isPostgres ? checkPostgresStore(PostgresAddress::parse(m_store)) : checkStore(file());
    if (m_json) {
        printJson(toJson(report));
    } else {
        std::printf("%s: format %d, %s", place().c_str(), report.format, sizeText(report.bytes).c_str());
        if (isPostgres) {
            std::printf("\n");
        } else {
            std::printf(", of these %s free\n", sizeText(report.freeBytes).c_str());
        }
        for (const std::string &fault : report.faults)
            std::printf("fault: %s\n", shownLine(fault).c_str());
        if (report.faults.empty()) {
            std::printf("%s: all is well\n",
                        countText(report.events.value_or(0), report.deliveries.value_or(0), report.attempts.value_or(0)).c_str());
        } else if (isPostgres) {
            std::printf("keep a copy (pg_dump) before anything is changed\n");
        } else {
            std::printf("keep the file; `targetdeskctl store repair --to NEW-FILE` saves what can be read\n");
        }
    }
    return report.faults.empty() ? ExitCode::Good : ExitCode::CheckFailed;
}

ExitCode StoreCommand::migrate() const
{
    const bool isPostgres = PostgresAddress::matches(m_store);
    const auto format = [&] {
        return isPostgres ? postgresStoreFormat(PostgresAddress::parse(m_store)) : checkStoreFormat(file());
    };
    const int before = format();
    if (!isCurrent(m_store)) openStore(m_store.empty() ? defaultStoreSpec() : m_store);
    const int after = format();
    // Of an empty file there is nothing to keep.
    std::string backup;
    if (!isPostgres && before > 0 && before != after) backup = file().string() + ".format" + std::to_string(before);
    if (m_json) {
        printJson({{"format_before", before}, {"format", after}, {"backup", backup.empty() ? Json() : Json(backup)}});
    } else if (before == after) {
        std::printf("%s: format %d already, nothing to do\n", place().c_str(), after);
    } else if (before == 0) {
        std::printf("%s: format %d, was empty\n", place().c_str(), after);
    } else {
        std::printf("%s: format %d, was %d%s\n", place().c_str(), after, before,
                    backup.empty() ? "" : ("; the backup is " + backup).c_str());
    }
    return ExitCode::Good;
}

ExitCode StoreCommand::vacuum() const
{
    std::error_code error;
    const auto before = static_cast<std::int64_t>(std::filesystem::file_size(file(), error));
    vacuumStore(file());
    const auto after = static_cast<std::int64_t>(std::filesystem::file_size(file(), error));
    if (m_json) {
        printJson({{"bytes_before", before}, {"bytes", after}});
    } else {
        std::printf("%s: %s, was %s\n", file().c_str(), sizeText(after).c_str(), sizeText(before).c_str());
    }
    return ExitCode::Good;
}

ExitCode StoreCommand::prune() const
{
    if (m_olderThan.empty() && m_maxMegabytes <= 0)
        throw CommandError("what is old? – say --older-than 90d, or --max-size 500, or both");
    Retention retention;
    if (!m_olderThan.empty()) retention.keep = lengthFromText(m_olderThan, "--older-than");
    if (retention.keep == std::chrono::seconds(0) && !m_force) {
        throw CommandError("--older-than " + m_olderThan +
                           " forgets all that is over, and with it the keys by which what senders"
                           " repeat is known – say how long it is to be kept, or --force");
    }
    retention.maxBytes = m_maxMegabytes * 1024 * 1024;
    refuseSizeOfPostgres(m_store, retention);
    const std::unique_ptr<Store> store = openStoreFor(m_store, StoreMode::Beside);
    const std::int64_t events = pruneAll(*store, retention, systemNow(), 1); // a `serve` may be at work beside it
    if (m_json) {
        printJson({{"events", events}});
    } else {
        std::printf("%s forgotten\n", counted(events, "event", "events").c_str());
    }
    return ExitCode::Good;
}

ExitCode StoreCommand::repair() const
{
    const RepairResult result = repairStore(file(), m_to);
    if (m_json) {
        printJson(
            {{"events", result.events}, {"deliveries", result.deliveries}, {"attempts", result.attempts}, {"lost", result.lost}});
    } else {
        std::printf("%s: %s saved\n", m_to.c_str(), countText(result.events, result.deliveries, result.attempts).c_str());
        for (const std::string &lost : result.lost)
            std::printf("lost: %s\n", shownLine(lost).c_str());
    }
    return result.lost.empty() ? ExitCode::Good : ExitCode::CheckFailed;
}

} // namespace targetdesk
