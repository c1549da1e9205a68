// SPDX-License-Identifier: MIT
#include "dispatch/sqlretention.h"

#include "dispatch/sqlstatement.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

namespace targetdesk {

namespace {

/// Others wait while a batch holds the store.
constexpr std::chrono::milliseconds kLongest{5};
/// Events one after another go together: as many as have so many deliveries.
constexpr int kDeliveriesAtOnce = 64;

struct OldEvent
{
    std::int64_t seq;
    int deliveries;
    bool followsLast; ///< nothing that stays is between it and the one before
};

struct Batch
{
    std::vector<OldEvent> old;
    std::int64_t looked = 0;
    std::int64_t lastSeq = 0;
    std::optional<TimePoint> oldestReceived;
    TimePoint newestReceived{};
};

/// What is over, among the next events in the order they came.
Batch oldEvents(SqlConnection &connection, const PruneRequest &request, bool bySize)
{
    Batch batch;
    batch.lastSeq = request.afterSeq;
    bool follows = false;
    SqlStatement select(connection,
                        "SELECT e.seq,"
                        " COALESCE(MIN(CASE WHEN d.settled_at IS NOT NULL AND d.state<>'unknown' THEN 1 WHEN d.seq IS"
                        " NULL THEN NULL ELSE 0 END), 1),"
                        " COALESCE(MAX(d.settled_at), e.received_at), COUNT(d.seq), e.received_at FROM event e"
                        " LEFT JOIN delivery d ON d.event_seq=e.seq WHERE e.seq>? GROUP BY e.seq ORDER BY e.seq LIMIT ?");
    select.bind(request.afterSeq).bind(std::int64_t{request.limit});
    while (select.next()) {
        ++batch.looked;
        batch.lastSeq = select.number(0);
        const TimePoint received = select.time(4);
        batch.oldestReceived = std::min(batch.oldestReceived.value_or(received), received);
        batch.newestReceived = std::max(batch.newestReceived, received);
        const bool isOld = request.settledBefore && select.time(2) < *request.settledBefore;
        const bool goes = select.number(1) != 0 && (isOld || bySize);
        if (goes) batch.old.push_back({batch.lastSeq, static_cast<int>(select.number(3)), follows});
        follows = goes;
    }
    return batch;
}

/// What comes after this batch is younger still. Not when a clock was set back since, which shows in events that came before the
/// newest one and are later: beyond these there may be old ones.
bool isRestYounger(SqlConnection &connection, const Batch &batch, TimePoint settledBefore)
{
    if (!batch.oldestReceived || *batch.oldestReceived < settledBefore) return false;
    SqlStatement newest(connection, "SELECT received_at FROM event ORDER BY seq DESC LIMIT 1");
    return newest.next() && batch.newestReceived <= newest.time(0);
}

void deleteEvents(SqlConnection &connection, std::int64_t first, std::int64_t last)
{
    SqlStatement(connection,
                 "DELETE FROM attempt WHERE delivery_seq IN (SELECT seq FROM delivery WHERE event_seq BETWEEN ? AND ?)")
        .bind(first)
        .bind(last)
        .run();
    SqlStatement(connection, "DELETE FROM delivery WHERE event_seq BETWEEN ? AND ?").bind(first).bind(last).run();
    SqlStatement(connection, "DELETE FROM event WHERE seq BETWEEN ? AND ?").bind(first).bind(last).run();
}

/// Where several write at a time: locks the event's deliveries, and tells whether they are over still.
bool isStillOver(SqlConnection &connection, std::int64_t seq)
{
    if (connection.dialect() == SqlDialect::Sqlite) return true;
    SqlStatement select(connection, "SELECT state, settled_at FROM delivery WHERE event_seq=? FOR UPDATE");
    select.bind(seq);
    bool isOver = true;
    while (select.next())
        isOver = isOver && !select.isNull(1) && select.text(0) != deliveryStateName(DeliveryState::Unknown);
    return isOver;
}

/// Versions that no event can name: each that is left is younger than their last use.
void forgetTemplates(SqlConnection &connection)
{
    std::optional<TimePoint> unused;
    for (const char *sql : {"SELECT received_at FROM event ORDER BY seq LIMIT 1",
                            "SELECT received_at FROM event ORDER BY seq DESC LIMIT 1"}) { // a clock may have been set back
        SqlStatement select(connection, sql);
        if (!select.next()) return;
        unused = unused ? std::min(*unused, select.time(0)) : select.time(0);
    }
    // Twice that: machines' clocks are not the same.
    SqlStatement(connection, "DELETE FROM template WHERE used_at<?").bind(*unused - 2 * kTemplateNews).run();
}

} // namespace

PruneResult pruneEvents(SqlConnection &connection, const PruneRequest &request, const std::function<bool()> &isTooLarge)
{
    PruneResult result;
    result.lastSeq = request.afterSeq;
    const bool bySize = isTooLarge();
    if (!bySize && !request.settledBefore) return result;
    const auto start = std::chrono::steady_clock::now();
    const Batch batch = oldEvents(connection, request, bySize);
    // What others may change meanwhile is locked and looked at again, one by one.
    const bool isAlone = connection.dialect() == SqlDialect::Sqlite;
    for (std::size_t i = 0; i < batch.old.size();) {
        std::size_t end = i + 1;
        for (int deliveries = batch.old[i].deliveries; isAlone && end < batch.old.size() && batch.old[end].followsLast; ++end) {
            deliveries += batch.old[end].deliveries;
            if (deliveries > kDeliveriesAtOnce || end - i >= kDeliveriesAtOnce) break;
        }
        const std::int64_t last = batch.old[end - 1].seq;
        if (isStillOver(connection, batch.old[i].seq)) {
            deleteEvents(connection, batch.old[i].seq, last);
            result.events += static_cast<std::int64_t>(end - i);
        }
        i = end;
        result.lastSeq = last;
        const bool isEnough = bySize && !request.settledBefore && !isTooLarge();
        if (isEnough) {
            forgetTemplates(connection);
            return result;
        }
        if (i < batch.old.size() && std::chrono::steady_clock::now() - start > kLongest) {
            result.complete = false;
            return result;
        }
    }
    result.lastSeq = batch.lastSeq;
    result.complete = batch.looked < request.limit || (!bySize && isRestYounger(connection, batch, *request.settledBefore));
    if (result.complete) forgetTemplates(connection);
    return result;
}

} // namespace targetdesk
