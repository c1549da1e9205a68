// SPDX-License-Identifier: MIT
#include "dispatch/sqlqueue.h"

#include "dispatch/scheduletime.h"
#include "dispatch/sqlretention.h"
#include "dispatch/sqlrows.h"
#include "dispatch/sqlstatement.h"

#include <algorithm>

namespace targetdesk {

namespace {

std::int64_t insertEvent(SqlConnection &connection, const Event &event)
{
    SqlStatement insert(connection, "INSERT INTO event(" TARGETDESK_NEW_EVENT ") VALUES(?,?,?,?,?,?,?)");
    bindEvent(insert, event);
    insert.run();
    // Not RETURNING, for which SQLite makes a table each time.
    SqlStatement last(connection, "SELECT last_insert_rowid()");
    last.next();
    return last.number(0);
}

void insertDelivery(SqlConnection &connection, std::int64_t eventSeq, const NewDelivery &delivery, TimePoint now)
{
    SqlStatement insert(connection, "INSERT INTO delivery(" TARGETDESK_NEW_DELIVERY ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    bindDelivery(insert, eventSeq, delivery, now);
    insert.run();
}

void insertAttempt(SqlConnection &connection, std::int64_t deliverySeq, const AttemptRecord &attempt)
{
    SqlStatement insert(connection, "INSERT INTO attempt(" TARGETDESK_NEW_ATTEMPT
                                    ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)" TARGETDESK_ATTEMPT_AGAIN);
    bindAttempt(insert, deliverySeq, attempt);
    insert.run();
}

struct Leased
{
    std::int64_t seq = 0;
    std::string target;
    int tries = 0;
    std::optional<TimePoint> sendingAt;
    std::string owner;
    TimePoint until{};
    std::string orderKey;
};

std::vector<Leased> leasedDeliveries(SqlConnection &connection)
{
    std::vector<Leased> leased;
    SqlStatement select(connection, "SELECT seq, target, tries, sending_at, lease_owner, lease_until, order_key FROM delivery"
                                    " WHERE lease_until IS NOT NULL");
    while (select.next()) {
        leased.push_back({select.number(0), select.text(1), static_cast<int>(select.number(2)), select.optionalTime(3),
                          select.text(4), select.time(5), select.text(6)});
    }
    return leased;
}

AttemptRecord interruptedAttempt(const Leased &leased)
{
    AttemptRecord attempt;
    attempt.number = leased.tries;
    attempt.startedAt = *leased.sendingAt;
    attempt.errorClass = "interrupted";
    attempt.error = "the program ended while the request was out";
    return attempt;
}

/// The answers that prove that nobody acted on a request: it did not get there, or was turned away. A 500, 502 or 504 may come
/// from behind one that did, 409 may mean that it was done before, and what HTTP/2 gave back is on record as any other break.
#define TARGETDESK_NOBODY_ACTED                                                                                                  \
    "(a.error_class IN ('dns','connect','proxy','tls','timeout-connect','auth')"                                                 \
    " OR (a.error_class='http-4xx' AND a.status<>409) OR (a.error_class='http-5xx' AND a.status=503))"
#define TARGETDESK_WAITING                                                                                                       \
    "SELECT d.seq, d.target, d.state, d.tries FROM delivery d WHERE d.schedule_key IN (?,?,?) AND d.settled_at IS NULL"          \
    " AND d.due_at IS NOT NULL AND d.tries<=(SELECT COUNT(*) FROM attempt a WHERE a.delivery_seq=d.seq"                          \
    " AND " TARGETDESK_NOBODY_ACTED ")"

/// A delivery that may be called off.
struct OffCandidate
{
    std::int64_t seq = 0;
    std::string target;
    bool isScheduled = false; ///< for its time, not for another try
};

/// Not what is on the wire, nor what somebody may have acted on.
std::vector<OffCandidate> waitingFor(SqlConnection &connection, const std::string &scheduleKey)
{
    std::vector<OffCandidate> found;
    SqlStatement select(connection,
                        connection.dialect() == SqlDialect::Sqlite ? TARGETDESK_WAITING : TARGETDESK_WAITING " FOR UPDATE OF d");
    for (const std::string &spelling : spellingsOf(scheduleKey))
        select.bind(spelling);
    while (select.next())
        found.push_back({select.number(0), select.text(1), select.text(2) == "waiting" && select.number(3) == 0});
    return found;
}

/// False: its owner settled or renewed it meanwhile.
bool takeBack(SqlConnection &connection, const Leased &leased, bool repeat, TimePoint now)
{
    const std::string reason =
        "the program ended while the request was out: the receiver may have acted on it, or not – look there"
        " before it is sent again";
    SqlStatement update(connection, "UPDATE delivery SET state=?, due_at=?, settled_at=?, lease_owner=NULL,"
                                    " lease_until=NULL, sending_at=NULL, changed_at=?,"
                                    // What did not go out is as it was.
                                    " error_class=CASE WHEN ?=1 THEN 'interrupted' ELSE error_class END,"
                                    " reason=CASE WHEN ?=1 THEN ? ELSE reason END"
                                    " WHERE seq=? AND lease_until=? AND COALESCE(lease_owner, '')=?");
    update.bind(deliveryStateName(repeat ? DeliveryState::Ready : DeliveryState::Unknown));
    update.bind(repeat ? std::optional(now) : std::nullopt).bind(repeat ? std::nullopt : std::optional(now));
    const auto wasOut = std::int64_t{leased.sendingAt.has_value()};
    update.bind(now).bind(wasOut).bind(wasOut).bind(repeat ? std::string() : reason);
    return update.bind(leased.seq).bind(leased.until).bind(leased.owner).run() > 0;
}

} // namespace

AcceptResult SqlQueue::accept(SqlConnection &connection, const std::vector<NewEvent> &events)
{
    AcceptResult result;
    const KnownKeys known = knownKeys(connection, events);
    std::vector<std::size_t> first(events.size()); // the first with the same key
    std::map<std::pair<std::string, std::string>, std::size_t> seen;
    for (std::size_t i = 0; i < events.size(); ++i) {
        first[i] = i;
        const Event &event = events[i].event;
        if (event.idempotencyKey.empty()) continue;
        first[i] = seen.try_emplace({event.source, event.idempotencyKey}, i).first->second;
        const Event &earlier = events[first[i]].event;
        if ((known[i] && !known[i]->sameContent) || earlier.name != event.name || earlier.context != event.context) {
            result.conflict = i;
            return result;
        }
    }
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (known[i] || first[i] != i) {
            ++result.repeated;
            result.ids.push_back(known[i] ? known[i]->id : result.ids[first[i]]);
            continue;
        }
        const auto &[event, deliveries, callOffs] = events[i];
        if (!callOffs.empty()) {
            flush(connection);
            const QueueDepth off = callOff(connection, callOffs, event.receivedAt);
            result.calledOff.queued += off.queued;
            result.calledOff.scheduled += off.scheduled;
        }
        put(connection, events[i]);
        for (const NewDelivery &delivery : deliveries) {
            if (delivery.made) keepTemplate(connection, *delivery.made, event.receivedAt);
            if (!isQueued(delivery.state)) continue;
            ++result.added.queued;
            if (delivery.state == DeliveryState::Waiting) ++result.added.scheduled;
            noteQueued(delivery.target, delivery.dueAt.value_or(event.receivedAt));
            connection.announce(delivery.target);
        }
        result.ids.push_back(event.id);
    }
    return result;
}

SqlQueue::KnownKeys SqlQueue::knownKeys(SqlConnection &connection, const std::vector<NewEvent> &events)
{
    KnownKeys known(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event &event = events[i].event;
        if (event.idempotencyKey.empty()) continue;
        SqlStatement select(connection, "SELECT id, name, context FROM event WHERE source=? AND idem_key=?");
        select.bind(event.source).bind(event.idempotencyKey);
        if (!select.next()) continue;
        known[i] = KnownKey{select.text(0), select.text(1) == event.name && select.blob(2) == event.context};
    }
    return known;
}

void SqlQueue::put(SqlConnection &connection, const NewEvent &event)
{
    const std::int64_t seq = insertEvent(connection, event.event);
    for (const NewDelivery &delivery : event.deliveries)
        insertDelivery(connection, seq, delivery, event.event.receivedAt);
}

/// Once for each version and hour, and not for each delivery.
void SqlQueue::keepTemplate(SqlConnection &connection, const TemplateVersion &version, TimePoint now)
{
    const auto [known, isNew] = m_templates.try_emplace(version.id(), now);
    if (!isNew && now - known->second < kTemplateNews) return;
    known->second = now;
    SqlStatement insert(connection, "INSERT INTO template(id, text, used_at) VALUES(?,?,?) ON CONFLICT(id) DO UPDATE"
                                    " SET used_at=excluded.used_at WHERE template.used_at<excluded.used_at");
    insert.bind(version.id()).bindBlob(version.text()).bind(now).run();
}

QueueDepth SqlQueue::callOff(SqlConnection &connection, const std::vector<CallOff> &callOffs, TimePoint now)
{
    std::set<std::string> targets;
    QueueDepth off;
    for (const CallOff &callOff : callOffs) {
        for (const OffCandidate &waiting : waitingFor(connection, callOff.scheduleKey)) {
            SqlStatement update(connection, "UPDATE delivery SET state='cancelled', due_at=NULL, settled_at=?, error_class='',"
                                            " reason=?, changed_at=? WHERE seq=?");
            update.bind(now).bind(callOff.reason).bind(now).bind(waiting.seq).run();
            targets.insert(waiting.target);
            ++off.queued;
            if (waiting.isScheduled) ++off.scheduled;
        }
    }
    for (const std::string &target : targets)
        m_directory.correct(target, earliestOf(connection, target));
    return off;
}

void SqlQueue::giveBack(SqlConnection &connection, const std::set<std::string> &ids, const std::string &owner, TimePoint now)
{
    for (const std::string &id : ids) {
        SqlStatement update(connection,
                            "UPDATE delivery SET state='ready', due_at=?, lease_owner=NULL, lease_until=NULL, changed_at=?"
                            " WHERE id=? AND state='leased' AND lease_owner=? AND sending_at IS NULL RETURNING target");
        update.bind(now).bind(now).bind(id).bind(owner);
        if (update.next()) noteQueued(update.text(0), now);
        m_taken.erase(id);
    }
}

const SqlQueue::Taken *SqlQueue::takenOf(SqlConnection &connection, const std::string &id)
{
    if (const auto known = m_taken.find(id); known != m_taken.end()) return &known->second;
    SqlStatement select(connection, "SELECT seq, target, order_key FROM delivery WHERE id=?");
    if (!select.bind(id).next()) return nullptr;
    return &m_taken.emplace(id, Taken{select.number(0), id, select.text(1), select.text(2)}).first->second;
}

std::set<std::string> SqlQueue::begin(SqlConnection &connection, const std::vector<SendStart> &starts, const std::string &owner,
                                      TimePoint now)
{
    std::set<std::string> lost;
    for (const SendStart &start : starts) {
        const Taken *taken = takenOf(connection, start.id);
        SqlStatement update(connection, "UPDATE delivery SET sending_at=?, tries=tries+1, body=COALESCE(?, body),"
                                        " redacted=CASE WHEN ?=1 THEN 0 ELSE redacted END, changed_at=?"
                                        " WHERE seq=? AND id=? AND state='leased' AND lease_owner=?");
        update.bind(now).bindBlob(start.body).bind(std::int64_t{start.body.has_value()}).bind(now);
        update.bind(taken ? taken->seq : 0).bind(start.id).bind(owner);
        if (update.run() > 0) continue;
        lost.insert(start.id);
        m_taken.erase(start.id);
    }
    return lost;
}

void SqlQueue::settle(SqlConnection &connection, const std::vector<Settlement> &settlements, const std::string &owner,
                      TimePoint now)
{
    for (const Settlement &settlement : settlements) {
        const Taken *taken = takenOf(connection, settlement.id);
        if (!taken) continue;
        if (settleOne(connection, *taken, settlement, owner, now))
            noteSettled(connection, settlement, {taken->target, taken->orderKey}, now);
        if (settlement.attempt) insertAttempt(connection, taken->seq, *settlement.attempt);
        m_taken.erase(settlement.id);
    }
}

/// False: it is no longer `owner`'s.
bool SqlQueue::settleOne(SqlConnection &connection, const Taken &taken, const Settlement &settlement, const std::string &owner,
                         TimePoint now)
{
    SqlStatement update(connection, "UPDATE delivery SET state=?, due_at=?, settled_at=?, lease_owner=NULL, lease_until=NULL,"
                                    " sending_at=NULL, last_status=?, error_class=?, reason=?, changed_at=?,"
                                    " body=COALESCE(?, body), redacted=COALESCE(CAST(? AS INTEGER), redacted),"
                                    " tries=CASE WHEN tries<? THEN ? ELSE tries END"
                                    " WHERE seq=? AND id=? AND state='leased' AND lease_owner=?");
    update.bind(deliveryStateName(settlement.state)).bind(settlement.dueAt);
    update.bind(settlement.dueAt ? std::nullopt : std::optional(now)).bind(std::int64_t{settlement.status});
    update.bind(settlement.errorClass).bind(settlement.reason).bind(now).bindBlob(settlement.body);
    bindRedacted(update, settlement);
    const std::int64_t number = settlement.attempt ? settlement.attempt->number : 0;
    update.bind(number).bind(number).bind(taken.seq).bind(settlement.id).bind(owner);
    return update.run() > 0;
}

void SqlQueue::noteSettled(SqlConnection &connection, const Settlement &settlement, const Settled &settled, TimePoint now)
{
    if (!settlement.dueAt) return noteEnded(settled, now);
    noteQueued(settled.target, *settlement.dueAt);
    // Given back: others may have room for it. A wait is remembered here.
    if (*settlement.dueAt <= now) connection.announce(settled.target);
}

/// The next of its key may be due for long.
void SqlQueue::noteEnded(const Settled &ended, TimePoint now)
{
    if (ended.orderKey.empty()) return;
    m_walk.ended(ended.target, ended.orderKey);
    m_directory.add(ended.target, now);
}

void SqlQueue::renew(SqlConnection &connection, const std::string &owner, TimePoint until)
{
    SqlStatement(connection, "UPDATE delivery SET lease_until=? WHERE lease_until IS NOT NULL AND lease_owner=?")
        .bind(until)
        .bind(owner)
        .run();
}

Recovery SqlQueue::recover(SqlConnection &connection, TimePoint now, const std::set<std::string> &repeatable,
                           const std::function<bool(const std::string &owner, TimePoint until)> &isAbandoned)
{
    Recovery recovery;
    for (const Leased &leased : leasedDeliveries(connection)) {
        if (!isAbandoned(leased.owner, leased.until)) {
            ++recovery.held;
            continue;
        }
        const bool repeat = !leased.sendingAt || repeatable.contains(leased.target);
        if (!takeBack(connection, leased, repeat, now)) continue;
        if (leased.sendingAt) insertAttempt(connection, leased.seq, interruptedAttempt(leased));
        if (repeat) {
            noteQueued(leased.target, now);
            connection.announce(leased.target);
        } else {
            noteEnded({leased.target, leased.orderKey}, now);
        }
        ++(repeat ? recovery.returned : recovery.unknown);
        if (leased.sendingAt && repeat) ++recovery.inDoubt;
    }
    return recovery;
}

std::optional<TimePoint> earliestOf(SqlConnection &connection, const std::string &target, TimePoint after)
{
    SqlStatement earliest(connection, "SELECT MIN(due_at) FROM delivery WHERE target=? AND due_at>?");
    return earliest.bind(target).bind(after).next() ? earliest.optionalTime(0) : std::nullopt;
}

std::pair<std::int64_t, std::int64_t> readQueuedRange(SqlConnection &connection)
{
    SqlStatement range(connection, "SELECT COALESCE(MIN(seq), 1), COALESCE(MAX(seq), 0) FROM delivery WHERE due_at IS NOT NULL");
    range.next();
    return {range.number(0), range.number(1)};
}

void moveWaits(SqlConnection &connection, std::int64_t first, std::int64_t last, TimePoint before, std::chrono::milliseconds by)
{
    // Due already by the old clock: due by the new one. What was written by a clock that was set forward is left alone.
    const TimePoint due = std::min(before, before + by);
    const std::int64_t move = by.count();
    const TimePoint newest = by.count() > 0 ? before : TimePoint::max();
    SqlStatement update(connection, "UPDATE delivery SET due_at=CASE WHEN due_at+?<? THEN ? ELSE due_at+? END WHERE seq BETWEEN ?"
                                    " AND ? AND due_at>? AND changed_at<=? AND NOT (state='waiting' AND tries=0)");
    update.bind(move).bind(due).bind(due).bind(move).bind(first).bind(last).bind(due).bind(newest).run();
}

std::int64_t sequenceOf(SqlConnection &connection, const std::string &id)
{
    SqlStatement select(connection, "SELECT seq FROM delivery WHERE id=?");
    return select.bind(id).next() ? select.number(0) : 0;
}

void visitQueued(SqlConnection &connection, const std::function<void(const std::string &target, TimePoint due)> &visit)
{
    if (connection.dialect() == SqlDialect::PostgreSql) {
        // The same walk, over there: one question for all targets.
        SqlStatement all(connection,
                         "WITH RECURSIVE queued(target, due_at) AS ((SELECT target, due_at FROM delivery"
                         " WHERE due_at IS NOT NULL ORDER BY target, due_at LIMIT 1) UNION ALL"
                         " SELECT n.target, n.due_at FROM queued q, LATERAL (SELECT d.target, d.due_at FROM delivery d"
                         " WHERE d.due_at IS NOT NULL AND d.target > q.target ORDER BY d.target, d.due_at LIMIT 1) n)"
                         " SELECT target, due_at FROM queued");
        while (all.next())
            visit(all.text(0), all.time(1));
        return;
    }
    std::string last;
    while (true) {
        SqlStatement next(connection, "SELECT target, due_at FROM delivery WHERE due_at IS NOT NULL AND target > ?"
                                      " ORDER BY target, due_at LIMIT 1");
        if (!next.bind(last).next()) return;
        last = next.text(0);
        visit(last, next.time(1));
    }
}

} // namespace targetdesk
