// SPDX-License-Identifier: MIT
#include "dispatch/sqlreader.h"

#include "dispatch/manyrows.h"
#include "dispatch/sqlstatement.h"
#include "workspace/json.h"

#include <algorithm>

namespace targetdesk {

namespace {

#define TARGETDESK_DELIVERY_COLUMNS                                                                                              \
    "SELECT d.id, e.id, e.name, d.target, d.reaction, d.state, d.tries, d.due_at, d.last_status, d.error_class, d.reason,"       \
    " d.created_at, d.changed_at, e.context, d.body, d.seq, d.template, e.source, e.idem_key FROM delivery d JOIN event e ON "   \
    "e.seq=d.event_seq"

#define TARGETDESK_FILTERED                                                                                                      \
    TARGETDESK_DELIVERY_COLUMNS                                                                                                  \
    " WHERE (?=',' OR ? LIKE '%,'||d.state||',%') AND (?='' OR e.name=?) AND (?='' OR d.target=?) AND (?='' OR e.id=?)"          \
    " AND d.created_at>=? AND d.created_at<?"
/// Found by indexes, not by looking at every delivery.
#define TARGETDESK_OF_EVENT " AND d.event_seq IN (SELECT seq FROM event WHERE id=? UNION SELECT seq FROM event WHERE idem_key=?)"
#define TARGETDESK_NEWEST " ORDER BY d.seq DESC LIMIT ?"

DeliveryRecord recordOf(const SqlStatement &row)
{
    DeliveryRecord record;
    record.id = row.text(0);
    record.eventId = row.text(1);
    record.event = row.text(2);
    record.target = row.text(3);
    record.reaction = row.text(4);
    record.state = deliveryStateFromName(row.text(5)).value_or(DeliveryState::Unknown);
    record.tries = static_cast<int>(row.number(6));
    record.dueAt = row.optionalTime(7);
    record.lastStatus = static_cast<int>(row.number(8));
    record.errorClass = row.text(9);
    if (ReplayMark::fromText(record.errorClass) != ReplayMark()) std::swap(record.errorClass, record.replay);
    record.reason = row.text(10);
    record.createdAt = row.time(11);
    record.changedAt = row.time(12);
    record.templateVersion = row.text(16);
    record.source = row.text(17);
    record.eventKey = row.text(18);
    return record;
}

std::vector<std::pair<std::string, std::string>> headersOf(const std::string &text)
{
    std::vector<std::pair<std::string, std::string>> headers;
    const Json json = Json::parse(text, nullptr, false);
    for (const Json &pair : json) {
        if (pair.is_array() && pair.size() == 2) headers.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
    }
    return headers;
}

std::vector<AttemptRecord> attemptsOf(SqlConnection &connection, std::int64_t deliverySeq)
{
    std::vector<AttemptRecord> attempts;
    SqlStatement select(connection, "SELECT number, started_at, dns_us, connect_us, tls_us, first_byte_us, total_us, status,"
                                    " error_class, error, remote_address, reused, headers, body FROM attempt"
                                    " WHERE delivery_seq=? ORDER BY number");
    select.bind(deliverySeq);
    while (select.next()) {
        AttemptRecord attempt;
        attempt.number = static_cast<int>(select.number(0));
        attempt.startedAt = select.time(1);
        attempt.timings.dns = std::chrono::microseconds(select.number(2));
        attempt.timings.connect = std::chrono::microseconds(select.number(3));
        attempt.timings.tls = std::chrono::microseconds(select.number(4));
        attempt.timings.firstByte = std::chrono::microseconds(select.number(5));
        attempt.timings.total = std::chrono::microseconds(select.number(6));
        attempt.status = static_cast<int>(select.number(7));
        attempt.errorClass = select.text(8);
        attempt.error = select.text(9);
        attempt.remoteAddress = select.text(10);
        attempt.connectionReused = select.number(11) != 0;
        attempt.responseHeaders = headersOf(select.text(12));
        attempt.responseBody = select.blob(13);
        attempts.push_back(std::move(attempt));
    }
    return attempts;
}

} // namespace

std::map<DeliveryState, std::int64_t> readCounts(SqlConnection &connection)
{
    std::map<DeliveryState, std::int64_t> counts;
    SqlStatement select(connection, "SELECT state, COUNT(*) FROM delivery GROUP BY state");
    while (select.next()) {
        if (const std::optional<DeliveryState> state = deliveryStateFromName(select.text(0))) counts[*state] = select.number(1);
    }
    return counts;
}

std::vector<DeliveryRecord> readDeliveries(SqlConnection &connection, const DeliveryFilter &filter)
{
    std::vector<DeliveryRecord> records;
    SqlStatement select(connection, filter.eventKey.empty() ? TARGETDESK_FILTERED TARGETDESK_NEWEST
                                                            : TARGETDESK_FILTERED TARGETDESK_OF_EVENT TARGETDESK_NEWEST);
    // Each twice: Qt's driver does not count numbered placeholders.
    const std::string state = deliveryStateList(filter.states);
    select.bind(state).bind(state).bind(filter.event).bind(filter.event).bind(filter.target).bind(filter.target);
    select.bind(filter.eventId).bind(filter.eventId);
    select.bind(filter.since.value_or(TimePoint())).bind(filter.until.value_or(TimePoint::max()));
    if (!filter.eventKey.empty()) select.bind(filter.eventKey).bind(filter.eventKey);
    select.bind(std::int64_t{filter.limit});
    while (select.next())
        records.push_back(recordOf(select));
    return records;
}

std::optional<DeliveryDetail> readDelivery(SqlConnection &connection, const std::string &id)
{
    DeliveryDetail detail;
    std::int64_t seq = 0;
    {
        SqlStatement select(connection, TARGETDESK_DELIVERY_COLUMNS " WHERE d.id=?");
        if (!select.bind(id).next()) return std::nullopt;
        detail.record = recordOf(select);
        detail.context = select.blob(13);
        if (!select.isNull(14)) detail.body = select.blob(14);
        seq = select.number(15);
    }
    detail.attempts = attemptsOf(connection, seq);
    return detail;
}

std::map<std::string, DeliveryStanding> readStandings(SqlConnection &connection, const std::vector<std::string> &ids)
{
    static const ManyRows rows("SELECT d.id, d.state, d.tries FROM (VALUES ", "(CAST(? AS TEXT))",
                               ") v JOIN delivery d ON d.id=v.column1");
    std::map<std::string, DeliveryStanding> standings;
    for (std::size_t begin = 0; begin < ids.size(); begin += ManyRows::kMost) {
        const std::size_t count = std::min(ManyRows::kMost, ids.size() - begin);
        SqlStatement select(connection, rows.textFor(count));
        for (std::size_t i = begin; i < begin + count; ++i)
            select.bind(ids[i]);
        rows.pad(select, count);
        while (select.next()) {
            const DeliveryState state = deliveryStateFromName(select.text(1)).value_or(DeliveryState::Unknown);
            standings[select.text(0)] = {state, state == DeliveryState::Waiting && select.number(2) == 0};
        }
    }
    return standings;
}

std::optional<std::string> readTemplate(SqlConnection &connection, const std::string &version)
{
    SqlStatement select(connection, "SELECT text FROM template WHERE id=?");
    return select.bind(version).next() ? std::optional(select.blob(0)) : std::nullopt;
}

std::vector<SentRecord> readSent(SqlConnection &connection, const std::string &target, int limit)
{
    std::vector<SentRecord> records;
    SqlStatement select(connection,
                        "SELECT d.id, e.name, e.context, d.body, d.created_at,"
                        " (SELECT started_at FROM attempt a WHERE a.delivery_seq=d.seq ORDER BY a.number LIMIT 1)"
                        " FROM delivery d JOIN event e ON e.seq=d.event_seq"
                        " WHERE d.target=? AND d.state='delivered' AND d.settled_at IS NOT NULL" // the index is of these
                        " AND d.body IS NOT NULL ORDER BY d.seq DESC LIMIT ?");
    select.bind(target).bind(std::int64_t{limit});
    while (select.next()) {
        SentRecord record;
        record.id = select.text(0);
        record.event = select.text(1);
        record.context = select.blob(2);
        record.body = select.blob(3);
        record.createdAt = select.time(4);
        record.startedAt = select.optionalTime(5);
        records.push_back(std::move(record));
    }
    return records;
}

} // namespace targetdesk
