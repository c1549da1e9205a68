// SPDX-License-Identifier: MIT
#include "dispatch/postgresqueue.h"

#include "dispatch/manyrows.h"
#include "dispatch/sqlrows.h"

#include <algorithm>
#include <map>
#include <span>

namespace targetdesk {

namespace {

/// A statement holds its bytes several times over on their way.
constexpr std::size_t kMostBytes = 4u << 20;

/// Calls `work` with at most as many of `rows` as one statement takes; `bytesOf` tells the long part of a row.
template <typename Row>
void inChunks(const std::vector<Row> &rows, const auto &bytesOf, const auto &work)
{
    for (std::span<const Row> left(rows); !left.empty();) {
        std::size_t count = 0;
        std::size_t bytes = 0;
        while (count < std::min(left.size(), ManyRows::kMost) && (count == 0 || bytes + bytesOf(left[count]) <= kMostBytes))
            bytes += bytesOf(left[count++]);
        work(left.first(count));
        left = left.subspan(count);
    }
}

std::map<std::string, std::int64_t> insertEvents(SqlConnection &connection, const std::vector<const NewEvent *> &events)
{
    static const ManyRows rows("INSERT INTO event(" TARGETDESK_NEW_EVENT ") SELECT * FROM (VALUES ",
                               "(CAST(? AS TEXT),CAST(? AS TEXT),CAST(? AS TEXT),CAST(? AS TEXT),CAST(? AS BYTEA),"
                               "CAST(? AS BIGINT),CAST(? AS BIGINT))",
                               ") v(" TARGETDESK_NEW_EVENT ") WHERE v.id IS NOT NULL RETURNING id, seq");
    std::map<std::string, std::int64_t> seqs;
    inChunks(
        events, [](const NewEvent *event) { return event->event.context.size(); },
        [&](std::span<const NewEvent *const> chunk) {
            SqlStatement insert(connection, rows.textFor(chunk.size()));
            for (const NewEvent *event : chunk)
                bindEvent(insert, event->event);
            rows.pad(insert, chunk.size());
            while (insert.next())
                seqs.emplace(insert.text(0), insert.number(1));
        });
    return seqs;
}

struct DeliveryRow
{
    std::int64_t eventSeq = 0;
    const NewDelivery *delivery = nullptr;
    TimePoint at{};
};

void insertDeliveries(SqlConnection &connection, const std::vector<DeliveryRow> &deliveries)
{
    static const ManyRows rows("INSERT INTO delivery(" TARGETDESK_NEW_DELIVERY ") SELECT * FROM (VALUES ",
                               "(CAST(? AS TEXT),CAST(? AS BIGINT),CAST(? AS TEXT),CAST(? AS TEXT),CAST(? AS TEXT),"
                               "CAST(? AS BIGINT),CAST(? AS BIGINT),CAST(? AS TEXT),CAST(? AS TEXT),CAST(? AS TEXT),"
                               "CAST(? AS TEXT),CAST(? AS BIGINT),CAST(? AS BIGINT),CAST(? AS TEXT))",
                               ") v(" TARGETDESK_NEW_DELIVERY ") WHERE v.id IS NOT NULL");
    inChunks(
        deliveries, [](const DeliveryRow &) { return std::size_t{0}; },
        [&](std::span<const DeliveryRow> chunk) {
            SqlStatement insert(connection, rows.textFor(chunk.size()));
            for (const DeliveryRow &row : chunk)
                bindDelivery(insert, row.eventSeq, *row.delivery, row.at);
            rows.pad(insert, chunk.size());
            insert.run();
        });
}

struct AttemptRow
{
    std::int64_t deliverySeq = 0;
    const AttemptRecord *attempt = nullptr;
};

/// Each of another delivery: a statement changes a row once.
void insertAttempts(SqlConnection &connection, const std::vector<AttemptRow> &attempts)
{
    static const ManyRows rows("INSERT INTO attempt(" TARGETDESK_NEW_ATTEMPT ") SELECT * FROM (VALUES ",
                               "(CAST(? AS BIGINT),CAST(? AS INTEGER),CAST(? AS BIGINT),CAST(? AS BIGINT),CAST(? AS BIGINT),"
                               "CAST(? AS BIGINT),CAST(? AS BIGINT),CAST(? AS BIGINT),CAST(? AS INTEGER),CAST(? AS TEXT),"
                               "CAST(? AS TEXT),CAST(? AS TEXT),CAST(? AS INTEGER),CAST(? AS TEXT),CAST(? AS BYTEA))",
                               ") v(" TARGETDESK_NEW_ATTEMPT ") WHERE v.delivery_seq IS NOT NULL" TARGETDESK_ATTEMPT_AGAIN);
    inChunks(
        attempts, [](const AttemptRow &row) { return row.attempt->responseBody.size(); },
        [&](std::span<const AttemptRow> chunk) {
            SqlStatement insert(connection, rows.textFor(chunk.size()));
            for (const AttemptRow &row : chunk)
                bindAttempt(insert, row.deliverySeq, *row.attempt);
            rows.pad(insert, chunk.size());
            insert.run();
        });
}

} // namespace

void PostgresQueue::started()
{
    m_pending.clear();
    m_pendingKeys.clear();
}

/// Writes what accept() put off.
void PostgresQueue::flush(SqlConnection &connection)
{
    if (m_pending.empty()) return;
    const std::map<std::string, std::int64_t> seqs = insertEvents(connection, m_pending);
    std::vector<DeliveryRow> rows;
    for (const NewEvent *event : m_pending) {
        for (const NewDelivery &delivery : event->deliveries)
            rows.push_back({seqs.at(event->event.id), &delivery, event->event.receivedAt});
    }
    insertDeliveries(connection, rows);
    started();
}

AcceptResult PostgresQueue::accept(SqlConnection &connection, const std::vector<NewEvent> &events)
{
    const auto isPending = [this](const NewEvent &event) {
        return m_pendingKeys.contains({event.event.source, event.event.idempotencyKey});
    };
    if (std::ranges::any_of(events, isPending)) flush(connection);
    return SqlQueue::accept(connection, events);
}

SqlQueue::KnownKeys PostgresQueue::knownKeys(SqlConnection &connection, const std::vector<NewEvent> &events)
{
    static const ManyRows rows("SELECT v.place, e.id, e.name, e.context FROM (VALUES ",
                               "(CAST(? AS BIGINT),CAST(? AS TEXT),CAST(? AS TEXT))",
                               ") v(place, source, idem_key) JOIN event e ON e.source=v.source AND e.idem_key=v.idem_key");
    KnownKeys known(events.size());
    std::vector<std::size_t> keyed;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (!events[i].event.idempotencyKey.empty()) keyed.push_back(i);
    }
    inChunks(
        keyed, [](std::size_t) { return std::size_t{0}; },
        [&](std::span<const std::size_t> chunk) {
            SqlStatement select(connection, rows.textFor(chunk.size()));
            for (const std::size_t i : chunk)
                select.bind(static_cast<std::int64_t>(i)).bind(events[i].event.source).bind(events[i].event.idempotencyKey);
            rows.pad(select, chunk.size());
            while (select.next()) {
                const auto i = static_cast<std::size_t>(select.number(0));
                const Event &event = events[i].event;
                known[i] = KnownKey{select.text(1), select.text(2) == event.name && select.blob(3) == event.context};
            }
        });
    return known;
}

void PostgresQueue::put(SqlConnection &, const NewEvent &event)
{
    m_pending.push_back(&event);
    if (!event.event.idempotencyKey.empty()) m_pendingKeys.emplace(event.event.source, event.event.idempotencyKey);
}

void PostgresQueue::lease(SqlConnection &connection, const std::vector<Taken> &taken, const ClaimRequest &request)
{
    if (taken.empty()) return;
    std::string list = "{";
    for (const Taken &one : taken)
        list += (list.size() > 1 ? "," : "") + std::to_string(one.seq);
    SqlStatement update(connection, "UPDATE delivery SET state='leased', due_at=NULL, lease_owner=?, lease_until=?, changed_at=?"
                                    " WHERE seq=ANY(CAST(? AS BIGINT[]))");
    update.bind(request.owner).bind(request.leaseUntil).bind(request.now).bind(list + "}").run();
}

std::set<std::string> PostgresQueue::begin(SqlConnection &connection, const std::vector<SendStart> &starts,
                                           const std::string &owner, TimePoint now)
{
    static const ManyRows rows("UPDATE delivery d SET sending_at=?, tries=d.tries+1, body=COALESCE(v.body, d.body),"
                               " redacted=CASE WHEN v.body IS NULL THEN d.redacted ELSE 0 END, changed_at=?"
                               " FROM (VALUES ",
                               "(CAST(? AS TEXT),CAST(? AS BYTEA))",
                               ") v(id, body) WHERE d.id=v.id AND d.state='leased' AND d.lease_owner=? RETURNING d.id");
    std::set<std::string> lost;
    inChunks(
        starts, [](const SendStart &start) { return start.body ? start.body->size() : 0; },
        [&](std::span<const SendStart> chunk) {
            SqlStatement update(connection, rows.textFor(chunk.size()));
            update.bind(now).bind(now);
            for (const SendStart &start : chunk) {
                update.bind(start.id).bindBlob(start.body);
                lost.insert(start.id);
            }
            rows.pad(update, chunk.size());
            update.bind(owner);
            while (update.next())
                lost.erase(update.text(0));
        });
    return lost;
}

void PostgresQueue::settle(SqlConnection &connection, const std::vector<Settlement> &settlements, const std::string &owner,
                           TimePoint now)
{
    Chunk chunk;
    std::set<std::string_view> ids;
    std::size_t bytes = 0;
    for (const Settlement &settlement : settlements) {
        bytes += settlement.body ? settlement.body->size() : 0;
        if (chunk.size() == ManyRows::kMost || bytes > kMostBytes || ids.contains(settlement.id)) {
            if (!chunk.empty()) settleChunk(connection, chunk, owner, now);
            chunk.clear();
            ids.clear();
            bytes = settlement.body ? settlement.body->size() : 0;
        }
        ids.insert(settlement.id);
        chunk.push_back(&settlement);
    }
    if (!chunk.empty()) settleChunk(connection, chunk, owner, now);
}

/// Each of another delivery.
void PostgresQueue::settleChunk(SqlConnection &connection, const Chunk &chunk, const std::string &owner, TimePoint now)
{
    static const ManyRows rows("UPDATE delivery d SET state=v.state, due_at=v.due_at, settled_at=v.settled_at, lease_owner=NULL,"
                               " lease_until=NULL, sending_at=NULL, last_status=v.status, error_class=v.error_class,"
                               " reason=v.reason, changed_at=?, body=COALESCE(v.body, d.body),"
                               " redacted=COALESCE(v.redacted, d.redacted), tries=GREATEST(d.tries, v.number)"
                               " FROM (VALUES ",
                               "(CAST(? AS TEXT),CAST(? AS TEXT),CAST(? AS BIGINT),CAST(? AS BIGINT),CAST(? AS INTEGER),"
                               "CAST(? AS TEXT),CAST(? AS TEXT),CAST(? AS BYTEA),CAST(? AS INTEGER),CAST(? AS INTEGER))",
                               ") v(id, state, due_at, settled_at, status, error_class, reason, body, redacted, number)"
                               " WHERE d.id=v.id AND d.state='leased' AND d.lease_owner=? RETURNING d.id, d.seq, d.target,"
                               " d.order_key");
    std::map<std::string, std::int64_t> seqs;
    std::map<std::string, const Settlement *> byId;
    {
        SqlStatement update(connection, rows.textFor(chunk.size()));
        update.bind(now);
        for (const Settlement *settlement : chunk) {
            byId.emplace(settlement->id, settlement);
            update.bind(settlement->id).bind(deliveryStateName(settlement->state)).bind(settlement->dueAt);
            update.bind(settlement->dueAt ? std::nullopt : std::optional(now)).bind(std::int64_t{settlement->status});
            update.bind(settlement->errorClass).bind(settlement->reason).bindBlob(settlement->body);
            bindRedacted(update, *settlement);
            update.bind(std::int64_t{settlement->attempt ? settlement->attempt->number : 0});
        }
        rows.pad(update, chunk.size());
        update.bind(owner);
        while (update.next()) {
            const std::string id = update.text(0);
            seqs.emplace(id, update.number(1));
            noteSettled(connection, *byId.at(id), {update.text(2), update.text(3)}, now);
        }
    }
    std::vector<AttemptRow> attempts;
    for (const Settlement *settlement : chunk) {
        if (!settlement->attempt) continue;
        const auto known = seqs.find(settlement->id);
        // What came too late is written down all the same.
        const std::int64_t seq = known != seqs.end() ? known->second : sequenceOf(connection, settlement->id);
        if (seq != 0) attempts.push_back({seq, &*settlement->attempt});
    }
    insertAttempts(connection, attempts);
}

} // namespace targetdesk
