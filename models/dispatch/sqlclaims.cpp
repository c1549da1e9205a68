// SPDX-License-Identifier: MIT
// The queue's claims: which deliveries are taken, and in which order.
#include "dispatch/manyrows.h"
#include "dispatch/sqlqueue.h"
#include "dispatch/sqlstatement.h"

#include <algorithm>
#include <limits>

namespace targetdesk {

namespace {

/// At least so many of one target are taken before the next target has its turn.
constexpr int kTurn = 4;

/// So many of a replay whose turn is later are put off in one claim; the next goes on.
constexpr std::size_t kMostPutOff = 500;
constexpr std::chrono::milliseconds kSoon{1};

/// What others queued is heard of no later than this after the time that it is due from; a look at everything finds the rest.
constexpr std::chrono::seconds kOthersLate{15};

#define TARGETDESK_CLAIMED                                                                                                       \
    "SELECT d.seq, d.id, e.id, e.name, e.context, d.tries, d.last_status, d.body, d.tries_before,"                               \
    " CASE WHEN d.state='waiting' AND d.tries=0 THEN 1 ELSE 0 END, d.template, d.redacted,"                                      \
    " d.order_key, d.due_at, d.error_class, d.reaction, e.occurred_at, d.schedule_key IS NOT NULL"
// Of deliveries with one key only the first that is not over.
#define TARGETDESK_CLAIM                                                                                                         \
    TARGETDESK_CLAIMED " FROM delivery d JOIN event e ON e.seq=d.event_seq WHERE d.target=? AND d.due_at<=?"                     \
                       " AND (d.due_at, d.seq) > (?, ?)"                                                                         \
                       " AND (d.order_key IS NULL OR NOT EXISTS (SELECT 1 FROM delivery o WHERE o.target=d.target"               \
                       " AND o.order_key=d.order_key AND o.seq<d.seq AND o.settled_at IS NULL))"                                 \
                       " ORDER BY d.due_at, d.seq LIMIT ?"
// The first of each of some keys, of those that the statement above has gone past.
#define TARGETDESK_NEXT                                                                                                          \
    TARGETDESK_CLAIMED " FROM (SELECT (SELECT o.seq FROM delivery o WHERE o.target=? AND o.order_key=k.column1"                  \
                       " AND o.settled_at IS NULL ORDER BY o.seq LIMIT 1) AS head FROM (VALUES "
#define TARGETDESK_OF_KEYS                                                                                                       \
    ") k) h JOIN delivery d ON d.seq=h.head JOIN event e ON e.seq=d.event_seq"                                                   \
    " WHERE d.due_at<=? AND (d.due_at, d.seq) <= (?, ?) ORDER BY d.due_at, d.seq"
/// What another process has under its hands is left to it.
#define TARGETDESK_UNTOUCHED " FOR UPDATE OF d SKIP LOCKED"

const char *claimOn(SqlDialect dialect)
{
    return dialect == SqlDialect::Sqlite ? TARGETDESK_CLAIM : TARGETDESK_CLAIM TARGETDESK_UNTOUCHED;
}

const ManyRows &nextOn(SqlDialect dialect)
{
    static const ManyRows sqlite(TARGETDESK_NEXT, "(CAST(? AS TEXT))", TARGETDESK_OF_KEYS);
    static const ManyRows postgres(TARGETDESK_NEXT, "(CAST(? AS TEXT))", TARGETDESK_OF_KEYS TARGETDESK_UNTOUCHED);
    return dialect == SqlDialect::Sqlite ? sqlite : postgres;
}

ClaimedDelivery claimedOf(const SqlStatement &row, const std::string &target, const ReplayMark &mark)
{
    return {row.text(1),
            row.text(2),
            row.text(3),
            row.blob(4),
            target,
            static_cast<int>(row.number(5)),
            static_cast<int>(row.number(8)),
            static_cast<int>(row.number(6)),
            row.number(9) != 0,
            mark.rerender || row.isNull(7) ? std::nullopt : std::optional(row.blob(7)),
            row.text(10),
            row.isNull(11) ? std::nullopt : std::optional(row.number(11) != 0),
            !row.isNull(12),
            row.text(15),
            row.time(16),
            row.number(17) != 0,
            mark};
}

} // namespace

int SqlQueue::claimOf(SqlConnection &connection, const std::string &target, int limit, const ClaimRequest &request,
                      ClaimResult &result)
{
    Picked picked;
    claimNext(connection, target, limit, request, result, picked);
    bool isThrough = false;
    while (!isThrough && static_cast<int>(picked.taken.size()) < limit && picked.later.size() < kMostPutOff)
        isThrough = walkOn(connection, target, limit, request, result, picked);
    putOff(connection, target, picked.later);
    lease(connection, picked.taken, request);
    // All that was due is taken, or waits for the first of its key, whose end is told: when is the next?
    if (static_cast<int>(picked.taken.size()) < limit)
        m_directory.correct(target, isThrough ? earliestOf(connection, target, request.now) : request.now + kSoon);
    return static_cast<int>(picked.taken.size());
}

/// Goes on from where the last claim ended; true: all that is due was looked at.
bool SqlQueue::walkOn(SqlConnection &connection, const std::string &target, int limit, const ClaimRequest &request,
                      ClaimResult &result, Picked &picked)
{
    const int rest = limit - static_cast<int>(picked.taken.size());
    const OrderWalk::Place from = m_walk.place(target);
    OrderWalk::Place last = from;
    int count = 0;
    SqlStatement select(connection, claimOn(connection.dialect()));
    select.bind(target).bind(request.now).bind(from.due).bind(from.seq).bind(std::int64_t{rest});
    for (; select.next(); ++count) {
        pick(select, target, request, result, picked);
        last = {select.time(13), select.number(0)};
    }
    // Or it went through all that is due.
    if (count < rest) last = std::max(last, {request.now, std::numeric_limits<std::int64_t>::max()});
    m_walk.walkedTo(target, last);
    return count < rest;
}

/// Takes what has become the first of its key, where the walk has gone past it: it is older than all that is ahead.
void SqlQueue::claimNext(SqlConnection &connection, const std::string &target, int limit, const ClaimRequest &request,
                         ClaimResult &result, Picked &picked)
{
    const OrderWalk::Place seen = m_walk.place(target);
    while (static_cast<int>(picked.taken.size()) < limit) {
        const std::size_t most = std::min(ManyRows::kMost, static_cast<std::size_t>(limit) - picked.taken.size());
        const std::vector<std::string> keys = m_walk.takeEnded(target, most);
        if (keys.empty()) break;
        const ManyRows &rows = nextOn(connection.dialect());
        SqlStatement select(connection, rows.textFor(keys.size()));
        select.bind(target);
        for (const std::string &key : keys)
            select.bind(key);
        rows.pad(select, keys.size());
        select.bind(request.now).bind(seen.due).bind(seen.seq);
        while (select.next())
            pick(select, target, request, result, picked);
    }
}

/// Takes a row of the claim, unless it belongs to a replay whose pace gives it a later turn.
void SqlQueue::pick(const SqlStatement &row, const std::string &target, const ClaimRequest &request, ClaimResult &result,
                    Picked &picked)
{
    const ReplayMark mark = ReplayMark::fromText(row.text(14));
    if (const std::optional<TimePoint> turn = m_pace.turnOf(mark, row.time(13), request.now)) {
        picked.later.emplace_back(row.number(0), *turn);
        return;
    }
    picked.taken.push_back({row.number(0), row.text(1), target, row.text(12)});
    result.deliveries.push_back(claimedOf(row, target, mark));
}

void SqlQueue::putOff(SqlConnection &connection, const std::string &target, const std::vector<Later> &later)
{
    for (const auto &[seq, due] : later) {
        SqlStatement update(connection, "UPDATE delivery SET due_at=? WHERE seq=?");
        update.bind(due).bind(seq).run();
        noteQueued(target, due);
    }
}

void SqlQueue::lease(SqlConnection &connection, const std::vector<Taken> &taken, const ClaimRequest &request)
{
    for (const Taken &one : taken) {
        SqlStatement update(connection, "UPDATE delivery SET state='leased', due_at=NULL, lease_owner=?, lease_until=?,"
                                        " changed_at=? WHERE seq=?");
        update.bind(request.owner).bind(request.leaseUntil).bind(request.now).bind(one.seq).run();
        m_taken.insert_or_assign(one.id, one);
    }
}

void SqlQueue::refresh(SqlConnection &connection)
{
    m_directory.clear();
    m_walk.clear();
    visitQueued(connection, [this](const std::string &target, TimePoint due) { m_directory.add(target, due); });
    m_isKnown = true;
}

ClaimResult SqlQueue::claim(SqlConnection &connection, const ClaimRequest &request)
{
    if (request.refresh || !m_isKnown) {
        refresh(connection);
    } else {
        for (const std::string &target : request.changed) {
            m_directory.correct(target, earliestOf(connection, target));
            m_walk.queued(target, request.now - kOthersLate);
        }
    }
    ClaimResult result;
    std::map<std::string, int> held = request.held;
    const auto roomOf = [&](const std::string &target) {
        int cap = request.maxPerTarget;
        if (request.caps) {
            if (const auto own = request.caps->find(target); own != request.caps->end()) cap = own->second;
        }
        const auto has = held.find(target);
        return cap - (has == held.end() ? 0 : has->second);
    };
    const auto isBlocked = [&](const std::string &target) {
        if (!request.caps) return false;
        const auto own = request.caps->find(target);
        return own != request.caps->end() && own->second == 0;
    };
    // Whom these caps block is looked at once, however many they are.
    if (request.caps != m_caps) m_directory.unparkAll();
    m_caps = request.caps;
    int room = request.limit;
    std::vector<std::string> targets;
    m_directory.visitDue(request.now, m_lastTarget, [&](const std::string &target) {
        if (roomOf(target) > 0) targets.push_back(target);
        return static_cast<int>(targets.size()) >= room;
    });
    while (room > 0 && !targets.empty()) {
        std::vector<std::string> again;
        const int turn = std::max(kTurn, room / static_cast<int>(targets.size()));
        for (const std::string &target : targets) {
            const int limit = std::min({turn, room, roomOf(target)});
            if (limit <= 0) continue;
            const int taken = claimOf(connection, target, limit, request, result);
            held[target] += taken;
            room -= taken;
            if (taken > 0) m_lastTarget = target;
            if (taken == limit) again.push_back(target);
        }
        targets = std::move(again);
    }
    m_directory.visit([&](TimePoint due, const std::string &target) {
        if (isBlocked(target)) {
            result.blocked.push_back(target);
        } else if (roomOf(target) > 0) {
            result.nextDue = due;
        } else if (due <= request.now) {
            result.isCapped = true;
        }
        return result.nextDue.has_value();
    });
    for (const std::string &target : result.blocked)
        m_directory.park(target);
    return result;
}

} // namespace targetdesk
