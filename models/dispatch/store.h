// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/deliveryrecord.h"
#include "dispatch/event.h"
#include "dispatch/intervention.h"
#include "dispatch/replaymark.h"
#include "dispatch/storeerror.h"
#include "dispatch/targetchange.h"
#include "dispatch/templateversion.h"

#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace targetdesk {

/// Deliveries that wait for their time and are no longer wanted.
struct CallOff
{
    std::string scheduleKey;
    std::string reason; ///< for people
};

/// A delivery that an event asks for, before it is stored.
struct NewDelivery
{
    std::string id; ///< `dlv_…`
    std::string target;
    std::string reaction;
    /// Or Waiting, until `dueAt`; or Refused, when it is known already that it cannot be made; or Cancelled, when it is not
    /// wanted.
    DeliveryState state = DeliveryState::Ready;
    std::string reason;
    std::string orderKey{};           ///< deliveries of one target with the same key go out in order; empty: no order
    std::string errorClass{};         ///< of one that is over
    std::optional<TimePoint> dueAt{}; ///< absent: at once
    std::string scheduleKey{};        ///< by which a CallOff finds it; empty: none does
    std::shared_ptr<const TemplateVersion> made{}; ///< what it is to be rendered with; null: with what is there then
};

/// An event with everything it asks for; stored together or not at all.
struct NewEvent
{
    Event event; ///< with its id
    std::vector<NewDelivery> deliveries;
    std::vector<CallOff> callOffs{}; ///< of deliveries that came before; what may have been acted on is left alone
};

/// How much there is to do.
struct QueueDepth
{
    std::int64_t queued = 0;    ///< deliveries that are not over, those on the wire too
    std::int64_t scheduled = 0; ///< of these: wait for the time that a schedule names, and were never due
};

/// What became of one accept().
struct AcceptResult
{
    std::vector<std::string> ids;        ///< per event; the first one's id for a repeated idempotency key
    std::size_t repeated = 0;            ///< how many were known already
    QueueDepth added;                    ///< what the others put into the queue
    QueueDepth calledOff;                ///< what was queued, and is cancelled now
    std::optional<std::size_t> conflict; ///< index of an event whose key was used for other content; then nothing was stored
};
/// Called once, on the store's thread, after the commit. `error` holds a StoreError, else null.
using AcceptDone = std::function<void(AcceptResult result, std::exception_ptr error)>;

/// Starts an accept and waits for its end. Throws the StoreError that `done` was given.
AcceptResult waitForAccept(const std::function<void(AcceptDone done)> &start);

/// What a worker wants to have.
struct ClaimRequest
{
    std::string owner; ///< of the lease
    TimePoint now{};
    TimePoint leaseUntil{};
    int limit = 0;
    int maxPerTarget = 8;
    std::map<std::string, int> held; ///< deliveries per target that the owner has already
    /// Instead of maxPerTarget, for some; 0: nothing of this target. May be null.
    std::shared_ptr<const std::map<std::string, int>> caps;
    bool refresh = false;            ///< others may have changed the queue: look at all of it
    std::set<std::string> changed{}; ///< targets for which others queued something: look at these
};

/// A delivery that is the worker's until the lease ends.
struct ClaimedDelivery
{
    std::string id;
    std::string eventId;
    std::string event;
    std::string context;
    std::string target;
    int tries = 0;                    ///< before this one
    int triesBefore = 0;              ///< of these, before the last replay: they do not count for the retry rules
    int lastStatus = 0;               ///< of the try before, one before a replay too; 0: none
    bool wasScheduled = false;        ///< it waited for its time
    std::optional<std::string> body;  ///< the bytes of the first try; absent: not rendered yet
    std::string templateVersion{};    ///< what it is to be rendered with; empty: with what is there now
    std::optional<bool> isRedacted{}; ///< `body` is not what was sent; absent: a store of an older format did not say
    bool isOrdered = false;           ///< it has a key: others may wait for its end
    std::string reaction{};           ///< file name
    TimePoint occurredAt{};           ///< the event
    bool hasScheduleKey = false;      ///< its reaction had a schedule
    ReplayMark mark{};
};

struct ClaimResult
{
    std::vector<ClaimedDelivery> deliveries;
    /// The earliest that is still queued for a target with room, past or future. What waits for another's end has no time.
    std::optional<TimePoint> nextDue;
    bool isCapped = false;            ///< something due was left because its target is at its cap
    std::vector<std::string> blocked; ///< with something queued and a cap of 0; told once with one object of caps
};

/// A delivery that is about to go on the wire.
struct SendStart
{
    std::string id;
    std::optional<std::string> body; ///< when it was rendered just now
};

/// The end of a try, or of a delivery that never got that far.
struct Settlement
{
    std::string id;
    DeliveryState state = DeliveryState::Delivered;
    std::optional<TimePoint> dueAt; ///< for Ready and Waiting
    int status = 0;
    std::string errorClass;
    std::string reason;
    std::optional<std::string> body;      ///< rendered just now, or as it is to be kept
    bool isRedacted = false;              ///< `body` must not be sent
    std::optional<AttemptRecord> attempt; ///< absent when nothing was tried
};

/// The event that came in last.
struct NewestEvent
{
    std::string id;
    TimePoint receivedAt{};
};

/// What was found leased when the program started.
struct Recovery
{
    std::int64_t returned = 0; ///< not sent yet, or may be repeated: ready again
    std::int64_t inDoubt = 0;  ///< of these: the request may have gone out, so the receiver may see it a second time
    std::int64_t unknown = 0;  ///< may have gone out and must not be repeated
    std::int64_t held = 0;     ///< leases left in force, the caller's own among them
    bool looked = true;        ///< false: another process was looking in that moment, so nothing is known
};

/// Which events are old enough to be forgotten, with their deliveries and attempts. Queued and unknown ones never are.
struct PruneRequest
{
    std::optional<TimePoint> settledBefore; ///< absent: by size only
    std::int64_t maxBytes = 0;              ///< the store's size without free pages; 0: any
    std::int64_t afterSeq = 0;              ///< where the batch before ended
    int limit = 200;                        ///< events looked at in this batch, which also ends after some milliseconds
};

struct PruneResult
{
    std::int64_t events = 0; ///< forgotten in this batch
    std::int64_t lastSeq = 0;
    bool complete = true;
    bool looked = true; ///< false: another process was forgetting in that moment, so nothing was done
};

/// How many deliveries of one target are in which state.
struct TargetCounts
{
    std::string target;
    std::map<DeliveryState, std::int64_t> counts;
    std::optional<TimePoint> oldestDue;  ///< of what is queued
    std::int64_t withoutCredentials = 0; ///< of what is queued: could not be tried, for a secret or a token was not to be had
    std::string credentialProblem;       ///< for people: why, of one of these
};

struct DeliveryFilter
{
    std::set<DeliveryState> states{}; ///< empty: any
    std::string event;                ///< empty: any
    std::string target;               ///< empty: any
    int limit = 100;
    std::string eventId{};            ///< empty: any
    std::optional<TimePoint> since{}; ///< created at or after
    std::optional<TimePoint> until{}; ///< created before
    std::string eventKey{};           ///< of the event with this id, the sender's own or ours; empty: any
};

/// Where a delivery stands, in short.
struct DeliveryStanding
{
    DeliveryState state = DeliveryState::Ready;
    bool isScheduled = false; ///< it waits for the time that a schedule names
};

/// What another process did to the store. A value.
struct StoreChange
{
    /// For these something was queued, and nothing else changed; absent: anything may have.
    std::optional<std::set<std::string>> queuedFor;

    void add(const StoreChange &other);
};

/// A payload that was delivered, with the event it was made of. A value.
struct SentRecord
{
    std::string id;    ///< of the delivery
    std::string event; ///< name
    std::string context;
    std::string body;                   ///< the bytes that were sent
    TimePoint createdAt{};              ///< when the delivery was made
    std::optional<TimePoint> startedAt; ///< when its first attempt began; absent: no attempt is on record
};

/// Events, their deliveries and attempts: what must survive a crash. Thread-safe. Everything that changes the store is
/// durable when its future is ready or its callback is called; several changes may share one commit.
/// Errors are StoreErrors, thrown by the call or by the future.
///
/// The life of a delivery: accept() → claim() → begin() → settle(). Only between begin() and settle() may the receiver
/// have seen a request that the store does not know of; recover() tells these from the others.
class Store
{
public:
    virtual ~Store() = default;

    /// Stores all events of one call, or none. Never blocks on the disk; calls `done` after the commit.
    virtual void accept(std::vector<NewEvent> events, AcceptDone done) = 0;
    /// The same, waiting.
    AcceptResult acceptAndWait(std::vector<NewEvent> events);

    /// Leases deliveries that are due, taking the targets in turn.
    virtual std::future<ClaimResult> claim(ClaimRequest request) = 0;
    /// Writes down that these are about to be sent, with their bytes; one more try is counted. Gives back the ids that
    /// `owner` no longer leases: they must not be sent.
    virtual std::future<std::set<std::string>> begin(std::vector<SendStart> starts, std::string owner, TimePoint now) = 0;
    /// Writes down how tries ended. A delivery that `owner` no longer leases keeps its state; its attempt is kept.
    virtual std::future<void> settle(std::vector<Settlement> settlements, std::string owner, TimePoint now) = 0;

    /// Writes down what changed in how targets stand, leaving what others changed, and what people should know. The others hear
    /// of targets that are held, disabled or free now.
    virtual std::future<void> keep(std::vector<TargetChange> changes, std::vector<Notice> notices) = 0;
    /// A person's doing; one batch of it. A dispatcher in another process hears of it through wakeFile() or onChanged(), one in
    /// this process by Dispatcher::refresh().
    virtual std::future<InterventionResult> intervene(Intervention intervention) = 0;
    /// The same, about a target.
    virtual std::future<void> intervene(TargetIntervention intervention) = 0;

    /// Forgets one batch of what is old.
    virtual std::future<PruneResult> prune(PruneRequest request) = 0;

    /// Keeps what `owner` leases its own until then, where other processes could take it.
    virtual std::future<void> renew(std::string owner, TimePoint until) = 0;
    /// Gives back what a run that is over leased: at the start, and, of a shared store, now and then. There it is what was not
    /// renewed in time, or belongs to a process of this machine that has ended. What may have been sent becomes Unknown unless
    /// its target is in `repeatable`.
    virtual Recovery recover(TimePoint now, const std::set<std::string> &repeatable) = 0;

    /// The clock that said `before` was set by so much, or a run that saw it is over: what waits for a try waits as long as it
    /// would have, what is due stays due. Schedules name times of the calendar and stay. In steps; returns when it is done.
    virtual void clockWasSet(TimePoint before, std::chrono::milliseconds by) = 0;
    /// Absent: there is none.
    virtual std::optional<NewestEvent> newestEvent() const = 0;

    virtual std::map<DeliveryState, std::int64_t> counts() const = 0;
    /// Newest first.
    virtual std::vector<DeliveryRecord> deliveries(const DeliveryFilter &filter) const = 0;
    virtual std::optional<DeliveryDetail> delivery(const std::string &id) const = 0;
    /// Of these, by id, as many as the store has; at some thousand at a time it takes milliseconds.
    virtual std::map<std::string, DeliveryStanding> standings(const std::vector<std::string> &ids) const = 0;
    /// TemplateVersion::text() of a version that a queued delivery names; nothing: it is not known here.
    virtual std::optional<std::string> templateText(const std::string &version) const = 0;
    /// What was delivered to a target with a body, newest first, at most `limit`: one query.
    virtual std::vector<SentRecord> sent(const std::string &target, int limit) const = 0;
    /// By target.
    virtual std::vector<TargetState> targetStates() const = 0;
    /// Newest first.
    virtual std::vector<Notice> notices(int limit) const = 0;
    /// What is queued and what is over, target by target.
    virtual std::vector<TargetCounts> targetCounts() const = 0;
    /// How many are ready, waiting or leased.
    virtual QueueDepth queueDepth() const = 0;
    /// Of what is ready or waiting, the earliest time.
    virtual std::optional<TimePoint> oldestDue() const = 0;
    /// Several processes may run this store's queue at a time.
    virtual bool isShared() const { return false; }
    /// `call` is called, on a thread of the store's, when another process queued something or changed a target, and every few
    /// seconds besides; only where isShared(). An empty one ends that: when this returns, the old one is not running any more.
    virtual void onChanged(std::function<void(const StoreChange &change)> call) { static_cast<void>(call); }
    /// A file that changes when another process intervened; empty: there is none.
    virtual std::string wakeFile() const = 0;
    /// Where it is, for messages: "sqlite:/home/…/queue.db", "postgresql://…" without a password.
    virtual std::string name() const = 0;
};

enum class StoreMode {
    ReadWrite, ///< made when it does not exist
    Beside,    ///< to intervene beside a running dispatcher: writes, but never runs the queue
    ReadOnly   ///< beside a running dispatcher; changes throw
};

/// Opens `sqlite:FILE` (or a plain file name) or `postgresql://USER@HOST:PORT/DATABASE`. Throws StoreError.
std::unique_ptr<Store> openStore(const std::string &spec, StoreMode mode = StoreMode::ReadWrite, std::int64_t reserveBytes = 0);
/// The file that `sqlite:FILE` or `FILE` names. Throws StoreError, WrongAddress, when there is no name, or it is a folder's.
std::filesystem::path sqliteFileOf(const std::string &spec);
/// `sqlite:` and queue.db in the user's data folder for targetdesk.
std::string defaultStoreSpec();

} // namespace targetdesk
