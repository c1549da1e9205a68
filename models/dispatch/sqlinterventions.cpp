// SPDX-License-Identifier: MIT
#include "dispatch/sqlinterventions.h"

#include "dispatch/sqlstatement.h"

#include <algorithm>

namespace targetdesk {

namespace {

/// Notices beyond these are old news.
constexpr std::int64_t kKeptNotices = 1000;

/// The others look at the targets so often without being told: a receiver that holds for a second at a time is not worth more.
constexpr std::chrono::milliseconds kLookAnyway{5'000};

/// Deliveries that are looked at in one transaction, whether they match or not: others wait meanwhile.
constexpr std::int64_t kLookedAt = 5000;

#define TARGETDESK_NAMED "SELECT d.seq, d.id, d.target, d.state, d.schedule_key FROM delivery d WHERE d.id=?"
#define TARGETDESK_MATCHING                                                                                                      \
    "SELECT d.seq, d.id, d.target, d.state, d.schedule_key FROM delivery d JOIN event e ON e.seq=d.event_seq"                    \
    " WHERE d.seq BETWEEN ? AND ? AND (? LIKE '%,'||d.state||',%'"                                                               \
    " OR (?=1 AND d.state='cancelled' AND d.error_class='target')) AND (?='' OR d.target=?)"                                     \
    " AND (?='' OR e.name=?) AND d.created_at>=? AND d.created_at<? ORDER BY d.seq LIMIT ?"
/// Where several write at a time, what is read here must stay so until it is changed.
#define TARGETDESK_LOCKED(dialect, sql) ((dialect) == SqlDialect::Sqlite ? sql : sql " FOR UPDATE OF d")

struct Candidate
{
    std::int64_t seq = 0;
    std::string id;
    std::string target;
    DeliveryState state = DeliveryState::Ready;
    std::string scheduleKey; ///< empty: none
};

Candidate candidateOf(const SqlStatement &row)
{
    return {row.number(0), row.text(1), row.text(2), deliveryStateFromName(row.text(3)).value_or(DeliveryState::Leased),
            row.text(4)};
}

std::vector<Candidate> namedOnes(SqlConnection &connection, const Intervention &intervention, InterventionResult &result)
{
    std::vector<Candidate> found;
    const std::set<DeliveryState> states = statesFor(intervention.kind);
    const std::set<DeliveryState> &wanted = intervention.selection.states;
    for (const std::string &id : intervention.selection.ids) {
        SqlStatement select(connection, TARGETDESK_LOCKED(connection.dialect(), TARGETDESK_NAMED));
        if (!select.bind(id).next()) {
            result.untouched.push_back({id, std::nullopt});
            continue;
        }
        const Candidate candidate = candidateOf(select);
        if (states.contains(candidate.state) && (wanted.empty() || wanted.contains(candidate.state))) {
            found.push_back(candidate);
        } else {
            result.untouched.push_back({id, candidate.state});
        }
    }
    return found;
}

/// The first delivery beyond; 0: there is none. Numbers of what was forgotten cost nothing.
std::int64_t firstAfter(SqlConnection &connection, std::int64_t seq)
{
    SqlStatement select(connection, "SELECT MIN(seq) FROM delivery WHERE seq>?");
    return select.bind(seq).next() ? select.number(0) : 0;
}

std::vector<Candidate> matchingOnes(SqlConnection &connection, const Intervention &intervention, InterventionResult &result)
{
    const DeliverySelection &selection = intervention.selection;
    std::set<DeliveryState> states;
    std::ranges::set_intersection(statesFor(intervention.kind), selection.states, std::inserter(states, states.end()));
    std::vector<Candidate> found;
    const std::int64_t first = firstAfter(connection, intervention.afterSeq);
    if (first == 0) return found;
    SqlStatement select(connection, TARGETDESK_LOCKED(connection.dialect(), TARGETDESK_MATCHING));
    constexpr std::int64_t forever = INT64_MAX;
    const std::int64_t last = first + kLookedAt - 1;
    select.bind(first).bind(last).bind(deliveryStateList(states)).bind(std::int64_t{selection.orTargetGone});
    select.bind(selection.target).bind(selection.target);
    select.bind(selection.event).bind(selection.event);
    select.bind(selection.since ? std::int64_t{selection.since->time_since_epoch().count()} : std::int64_t{0});
    select.bind(selection.until ? std::int64_t{selection.until->time_since_epoch().count()} : forever);
    select.bind(std::int64_t{intervention.limit});
    while (select.next())
        found.push_back(candidateOf(select));
    result.lastSeq = static_cast<int>(found.size()) < intervention.limit ? last : found.back().seq;
    result.complete = firstAfter(connection, result.lastSeq) == 0;
    return found;
}

void requeue(SqlConnection &connection, SqlQueue &queue, const Candidate &delivery, TimePoint due,
             const Intervention &intervention)
{
    const bool rerender = intervention.kind == Intervention::Kind::Rerender;
    ReplayMark mark{rerender, false, intervention.perSecond, intervention.now.time_since_epoch().count()};
    const std::string tried = mark.text();
    mark.reckon = !intervention.atOnce;
    SqlStatement update(connection, "UPDATE delivery SET state='ready', due_at=?, settled_at=NULL, tries_before=tries,"
                                    " error_class=CASE WHEN tries=0 THEN ? ELSE ? END, reason='', changed_at=?,"
                                    // What is rendered because a person says so is rendered with the template of then.
                                    " template=CASE WHEN ?=1 OR body IS NULL THEN NULL ELSE template END WHERE seq=?");
    update.bind(due).bind(mark.text()).bind(tried).bind(intervention.now).bind(std::int64_t{rerender}).bind(delivery.seq).run();
    queue.noteQueued(delivery.target, due);
    connection.announce(delivery.target);
}

/// Of several about the same thing, as they come of a target that was off for a while, the newest is meant, as when an event
/// takes another's place. False: a newer one is queued.
bool isNewest(SqlConnection &connection, const Candidate &delivery)
{
    if (delivery.scheduleKey.empty()) return true;
    SqlStatement newer(connection, "SELECT 1 FROM delivery WHERE schedule_key=? AND settled_at IS NULL AND target=? AND seq>?");
    return !newer.bind(delivery.scheduleKey).bind(delivery.target).bind(delivery.seq).next();
}

/// Older ones, never tried, are taken back. Returns how many of them this job had queued.
std::int64_t takePlace(SqlConnection &connection, const Candidate &delivery, TimePoint now)
{
    if (delivery.scheduleKey.empty()) return 0;
    const auto takeBack = [&](std::int64_t changedFrom, std::int64_t changedUntil) {
        SqlStatement update(connection,
                            "UPDATE delivery SET state='cancelled', due_at=NULL, settled_at=?, error_class='', reason=?,"
                            " changed_at=? WHERE schedule_key=? AND settled_at IS NULL AND due_at IS NOT NULL AND tries=0"
                            " AND target=? AND seq<? AND changed_at BETWEEN ? AND ?");
        update.bind(now).bind("called off: the newer " + delivery.id + " about the same was queued again").bind(now);
        update.bind(delivery.scheduleKey).bind(delivery.target).bind(delivery.seq);
        return update.bind(changedFrom).bind(changedUntil).run();
    };
    const std::int64_t began = now.time_since_epoch().count();
    takeBack(INT64_MIN, began - 1);
    return takeBack(began, INT64_MAX);
}

void settleByHand(SqlConnection &connection, const Candidate &delivery, DeliveryState state, const std::string &reason,
                  TimePoint now)
{
    SqlStatement update(connection, "UPDATE delivery SET state=?, due_at=NULL, settled_at=?, error_class='', reason=?,"
                                    " changed_at=? WHERE seq=?");
    update.bind(deliveryStateName(state)).bind(now).bind(reason).bind(now).bind(delivery.seq).run();
    connection.announceAll(); // the next of its key may go now
}

/// What is sent again and then called off had arrived all the same: the row says so, not its attempts alone.
std::string cancelledReason(SqlConnection &connection, const Candidate &delivery)
{
    const std::string reason = "cancelled by a person";
    SqlStatement select(connection, "SELECT MAX(started_at) FROM attempt"
                                    " WHERE delivery_seq=? AND status>=200 AND status<300 AND error_class=''");
    if (!select.bind(delivery.seq).next() || select.isNull(0)) return reason;
    return reason + " after it had been delivered, at " + isoText(select.time(0));
}

/// The n-th replay's time, when they are spread.
TimePoint dueOf(const Intervention &intervention, std::int64_t nth)
{
    if (intervention.perSecond <= 0) return intervention.now;
    const double seconds = static_cast<double>(nth) / intervention.perSecond;
    return intervention.now + std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000.0));
}

#define TARGETDESK_STATES                                                                                                        \
    "SELECT target, paused, disabled, opened, held_until, failures, failing_since, reason, changed_at, broken_since,"            \
    " broken_reason FROM target_state"

TargetState stateOf(const SqlStatement &row)
{
    TargetState state;
    state.target = row.text(0);
    state.paused = row.number(1) != 0;
    state.disabled = row.number(2) != 0;
    state.opened = static_cast<int>(row.number(3));
    state.heldUntil = row.optionalTime(4);
    state.failures = static_cast<int>(row.number(5));
    state.failingSince = row.optionalTime(6);
    state.reason = row.text(7);
    state.changedAt = row.time(8);
    state.brokenSince = row.optionalTime(9);
    state.brokenReason = row.text(10);
    return state;
}

/// As it stands, and stays until the end of the transaction; made when nothing was known of it.
TargetState lockedState(SqlConnection &connection, const std::string &target, TimePoint now)
{
    SqlStatement(connection, "INSERT INTO target_state(target, changed_at) VALUES(?,?) ON CONFLICT DO NOTHING")
        .bind(target)
        .bind(now)
        .run();
    SqlStatement select(connection, connection.dialect() == SqlDialect::Sqlite ? TARGETDESK_STATES " WHERE target=?"
                                                                               : TARGETDESK_STATES " WHERE target=? FOR UPDATE");
    select.bind(target).next();
    return stateOf(select);
}

void keepTarget(SqlConnection &connection, const TargetChange &change)
{
    const TargetState before = lockedState(connection, change.after.target, change.after.changedAt);
    const TargetState state = change.appliedTo(before);
    SqlStatement update(connection, "UPDATE target_state SET disabled=?, opened=?, held_until=?, failures=?, failing_since=?,"
                                    " reason=?, changed_at=?, broken_since=?, broken_reason=? WHERE target=?");
    update.bind(std::int64_t{state.disabled}).bind(std::int64_t{state.opened}).bind(state.heldUntil);
    update.bind(std::int64_t{state.failures}).bind(state.failingSince).bind(state.reason).bind(state.changedAt);
    update.bind(state.brokenSince).bind(state.brokenReason).bind(state.target).run();
    const TimePoint soon = state.changedAt + kLookAnyway;
    if (state.disabled != before.disabled || state.isBlocked(soon) != before.isBlocked(soon)) connection.announceAll();
}

} // namespace

InterventionResult intervene(SqlConnection &connection, SqlQueue &queue, const Intervention &intervention)
{
    using Kind = Intervention::Kind;
    InterventionResult result;
    result.lastSeq = intervention.afterSeq;
    const std::vector<Candidate> deliveries = intervention.selection.ids.empty() ? matchingOnes(connection, intervention, result)
                                                                                 : namedOnes(connection, intervention, result);
    const bool isByFilter = intervention.selection.ids.empty();
    for (const Candidate &delivery : deliveries) {
        switch (intervention.kind) {
        case Kind::Replay:
        case Kind::Rerender:
            if (isByFilter && !isNewest(connection, delivery)) continue;
            if (isByFilter) result.changed -= takePlace(connection, delivery, intervention.now);
            requeue(connection, queue, delivery, dueOf(intervention, intervention.doneBefore + result.changed), intervention);
            break;
        case Kind::Cancel:
            settleByHand(connection, delivery, DeliveryState::Cancelled, cancelledReason(connection, delivery), intervention.now);
            break;
        case Kind::Confirm:
            settleByHand(connection, delivery, DeliveryState::Delivered, "confirmed by a person", intervention.now);
            break;
        }
        ++result.changed;
        result.ids.push_back(delivery.id);
    }
    return result;
}

void intervene(SqlConnection &connection, const TargetIntervention &intervention)
{
    connection.announceAll();
    {
        SqlStatement insert(connection, "INSERT INTO target_state(target, changed_at) VALUES(?,?) ON CONFLICT DO NOTHING");
        insert.bind(intervention.target).bind(intervention.now).run();
    }
    if (intervention.kind == TargetIntervention::Kind::Enable) {
        SqlStatement update(connection, "UPDATE target_state SET disabled=0, opened=0, held_until=NULL, failures=0,"
                                        " failing_since=NULL, reason='', changed_at=? WHERE target=?");
        update.bind(intervention.now).bind(intervention.target).run();
        return;
    }
    SqlStatement update(connection, "UPDATE target_state SET paused=?, changed_at=? WHERE target=?");
    update.bind(std::int64_t{intervention.kind == TargetIntervention::Kind::Pause}).bind(intervention.now);
    update.bind(intervention.target).run();
}

void keepTargets(SqlConnection &connection, const std::vector<TargetChange> &changes, const std::vector<Notice> &notices)
{
    for (const TargetChange &change : changes)
        keepTarget(connection, change);
    for (const Notice &notice : notices) {
        SqlStatement insert(connection, "INSERT INTO notice(at, kind, target, text) VALUES(?,?,?,?)");
        insert.bind(notice.at).bind(notice.kind).bind(notice.target).bind(notice.text).run();
    }
    if (notices.empty()) return;
    SqlStatement(connection, "DELETE FROM notice WHERE seq <= (SELECT MAX(seq) FROM notice) - ?").bind(kKeptNotices).run();
}

std::vector<TargetState> readTargetStates(SqlConnection &connection)
{
    std::vector<TargetState> states;
    SqlStatement select(connection, TARGETDESK_STATES " ORDER BY target");
    while (select.next())
        states.push_back(stateOf(select));
    return states;
}

std::vector<Notice> readNotices(SqlConnection &connection, int limit)
{
    std::vector<Notice> notices;
    SqlStatement select(connection, "SELECT at, kind, target, text FROM notice ORDER BY seq DESC LIMIT ?");
    select.bind(std::int64_t{limit});
    while (select.next())
        notices.push_back({select.time(0), select.text(1), select.text(2), select.text(3)});
    return notices;
}

QueueDepth readQueueDepth(SqlConnection &connection)
{
    const std::string queued = connection.value("SELECT COUNT(*) FROM delivery WHERE due_at IS NOT NULL");
    const std::string leased = connection.value("SELECT COUNT(*) FROM delivery WHERE lease_until IS NOT NULL");
    const std::string scheduled = connection.value("SELECT COUNT(*) FROM delivery WHERE state='waiting' AND tries=0");
    return {std::stoll(queued) + std::stoll(leased), std::stoll(scheduled)};
}

std::optional<NewestEvent> readNewestEvent(SqlConnection &connection)
{
    SqlStatement newest(connection, "SELECT id, received_at FROM event ORDER BY seq DESC LIMIT 1");
    if (!newest.next()) return std::nullopt;
    return NewestEvent{newest.text(0), newest.time(1)};
}

std::optional<TimePoint> readOldestDue(SqlConnection &connection)
{
    std::optional<TimePoint> oldest;
    visitQueued(connection, [&oldest](const std::string &, TimePoint due) {
        if (!oldest || due < *oldest) oldest = due;
    });
    return oldest;
}

std::vector<TargetCounts> readTargetCounts(SqlConnection &connection)
{
    std::map<std::string, TargetCounts> byTarget;
    // Three indexes that hold nothing else: queued, over, and what is left is leased.
    for (const char *sql :
         {"SELECT target, state, COUNT(*), MIN(due_at), SUM(CASE WHEN error_class='auth' THEN 1 ELSE 0 END),"
          " MAX(CASE WHEN error_class='auth' THEN reason ELSE '' END)"
          " FROM delivery WHERE due_at IS NOT NULL GROUP BY target, state",
          "SELECT target, state, COUNT(*), NULL, 0, '' FROM delivery WHERE settled_at IS NOT NULL GROUP BY target, state",
          "SELECT target, state, COUNT(*), NULL, 0, '' FROM delivery WHERE lease_until IS NOT NULL GROUP BY target, state"}) {
        SqlStatement select(connection, sql);
        while (select.next()) {
            TargetCounts &counts = byTarget[select.text(0)];
            counts.target = select.text(0);
            if (const auto state = deliveryStateFromName(select.text(1))) counts.counts[*state] = select.number(2);
            const std::optional<TimePoint> due = select.optionalTime(3);
            if (due && (!counts.oldestDue || *due < *counts.oldestDue)) counts.oldestDue = due;
            counts.withoutCredentials += select.number(4);
            if (const std::string why = select.text(5); !why.empty()) counts.credentialProblem = why;
        }
    }
    std::vector<TargetCounts> all;
    for (auto &[target, counts] : byTarget)
        all.push_back(std::move(counts));
    return all;
}

} // namespace targetdesk
