// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/event.h"
#include "dispatch/scheduletime.h"
#include "dispatch/store.h"
#include "workspace/json.h"
#include "workspace/workspace.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace targetdesk {

/// A target that an event goes to.
struct Match
{
    std::string target;               ///< handle, as the reaction names it
    std::string reaction;             ///< file name
    std::string problem;              ///< why it cannot be made: a broken rule, no such target; empty: it can
    std::string orderKey;             ///< the value at the target's `order_by`, as JSON; empty: no order
    std::optional<TimePoint> dueAt{}; ///< by the reaction's schedule; absent: at once
    std::string scheduleKey{};        ///< what it shares with deliveries about the same thing; empty: nothing
    std::string over{};               ///< why it is not wanted: its time was over before the event came, or the target is off
    bool isTargetOff = false;         ///< and it is `over` for that
    std::string held{};               ///< why it waits for a person: its target's file is there and cannot be used
};

/// A reaction, or a step of it, that led nowhere, and why: for people.
struct Unmatched
{
    std::string reaction;
    std::string target; ///< empty: the whole reaction
    std::string why;
};

/// Why a delivery to a target that a person switched off is cancelled: for people.
std::string switchedOff(const std::string &target);

/// Why a delivery to a target whose file is there and cannot be used waits: for people.
std::string unreadable(const std::string &target);

struct MatchResult
{
    std::vector<Match> matches;
    std::vector<CallOff> callOffs; ///< to be done before the matches are stored
    std::vector<Unmatched> unmatched;
};

/// The reactions of a workspace, by event: which targets does an event go to? Immutable; any number of threads.
/// Actions run in the order of sort_order; a filter that is false stops the rest of its reaction; a target's own condition is
/// asked last. Aliases of an event are one event (omneo.md 2.4).
class Matcher
{
public:
    explicit Matcher(const Workspace &workspace);

    /// Schedules count from `occurredAt`, and are over when that leads before `receivedAt`. Never throws for what is in the
    /// context: trouble is told in the matches.
    MatchResult match(const Event &event) const;
    /// Why a target does not want an event, of which it was not asked while its file could not be read; empty: it does.
    std::string objection(const std::string &target, const std::string &context) const;
    /// When a delivery of this reaction, a file name, is due by the schedule that it has now; nothing: it has none, or there is
    /// no such reaction.
    std::optional<ScheduledTime> moment(const std::string &reaction, const std::string &context, TimePoint occurredAt) const;
    bool hasReaction(const std::string &fileName) const { return m_schedules.contains(fileName); }
    /// Handles whose file is there and cannot be used: what is queued for them waits.
    const std::set<std::string> &unreadableTargets() const { return m_unreadable; }

private:
    struct Run;

    std::map<std::string, std::vector<Reaction>> m_reactions; ///< by canonical event
    std::map<std::string, std::vector<Reaction>> m_callOffs;  ///< those whose schedule another event calls off, by that event
    std::map<std::string, std::optional<ReactionSchedule>> m_schedules; ///< by file name of every reaction
    std::map<std::string, std::string> m_orderBy;                       ///< by handle, of targets that keep an order
    std::map<std::string, Json> m_conditions;                           ///< by handle of every target; null: always
    std::map<std::string, std::string> m_handles;                       ///< by Omneo's id
    std::set<std::string> m_switchedOff;                                ///< handles
    std::set<std::string> m_redacting;                                  ///< handles: what is stored of them holds no value
    std::set<std::string> m_unreadable;                                 ///< handles
};

} // namespace targetdesk
