// SPDX-License-Identifier: MIT
#include "dispatch/sqlretention.h"

#include "dispatch/sqlstatement.h"

namespace targetdesk {

namespace {

/// An event may have hundreds of deliveries: others wait while a transaction holds the store.
constexpr int kMostRows = 2000;

/// How many rows went.
int deleteEvent(SqlConnection &connection, std::int64_t seq)
{
    const int attempts =
        SqlStatement(connection, "DELETE FROM attempt WHERE delivery_seq IN (SELECT seq FROM delivery WHERE event_seq=?)")
            .bind(seq)
            .run();
    const int deliveries = SqlStatement(connection, "DELETE FROM delivery WHERE event_seq=?").bind(seq).run();
    SqlStatement(connection, "DELETE FROM event WHERE seq=?").bind(seq).run();
    return attempts + deliveries + 1;
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

} // namespace

PruneResult pruneEvents(SqlConnection &connection, const PruneRequest &request, const std::function<bool()> &isTooLarge)
{
    PruneResult result;
    result.lastSeq = request.afterSeq;
    const bool bySize = isTooLarge();
    if (!bySize && !request.settledBefore) return result;
    std::vector<std::int64_t> old;
    std::int64_t looked = 0;
    {
        SqlStatement select(connection,
                            "SELECT e.seq,"
                            " COALESCE(MIN(CASE WHEN d.settled_at IS NOT NULL AND d.state<>'unknown' THEN 1 WHEN d.seq IS NULL"
                            " THEN NULL ELSE 0 END), 1),"
                            " COALESCE(MAX(d.settled_at), e.received_at) FROM event e"
                            " LEFT JOIN delivery d ON d.event_seq=e.seq WHERE e.seq>? GROUP BY e.seq ORDER BY e.seq LIMIT ?");
        select.bind(request.afterSeq).bind(std::int64_t{request.limit});
        while (select.next()) {
            ++looked;
            result.lastSeq = select.number(0);
            const bool isOver = select.number(1) != 0;
            const bool isOld = request.settledBefore && select.time(2) < *request.settledBefore;
            if (isOver && (isOld || bySize)) old.push_back(select.number(0));
        }
    }
    int rows = 0;
    for (const std::int64_t seq : old) {
        if (!isStillOver(connection, seq)) continue;
        rows += deleteEvent(connection, seq);
        ++result.events;
        if (rows >= kMostRows) {
            result.lastSeq = seq;
            return result;
        }
        // Just enough: looked at again now and then, for it is not free.
        if (bySize && !request.settledBefore && result.events % 50 == 0 && !isTooLarge()) return result;
    }
    result.complete = looked < request.limit;
    return result;
}

} // namespace targetdesk
