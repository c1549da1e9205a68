// SPDX-License-Identifier: MIT
#include "dispatch/matcher.h"

#include "dispatch/orderkey.h"
#include "rules/jsonlogic.h"
#include "workspace/contextpath.h"

#include <optional>

namespace targetdesk {

std::string switchedOff(const std::string &target)
{
    return "the target '" + target + R"(' is switched off ("is_active": false) – switch it on and replay)";
}

std::string unreadable(const std::string &target)
{
    return "the file of the target '" + target + "' cannot be read: held until it can – `targetdeskctl check` says what is wrong";
}

namespace {

const std::string kNoTime =
    "its schedule gives no time for this event; why is left out, for the target redacts and it may quote a "
    "value – correct the schedule, or what the event sends";

/// The library's own words would quote the context, and end up in logs.
Json contextForRules(const std::string &text)
{
    try {
        return Json::parse(text);
    } catch (const Json::parse_error &error) {
        throw RuleError("rules cannot read this context: byte " + std::to_string(error.byte) + " is no part of JSON");
    } catch (const Json::exception &) {
        throw RuleError("rules cannot read this context: a number in it is beyond their range");
    }
}

} // namespace

/// One event on its way through the reactions.
struct Matcher::Run
{
    const Matcher &matcher;
    const Event &event;
    MatchResult result;
    std::optional<Json> parsed;
    bool takesPlace = false; ///< of the reaction of now: what waits for the same thing counts from a date that is no longer so

    /// Parsed when a rule asks for the first time: most events meet none.
    const Json &context();
    void react(const Reaction &reaction);
    void act(const Reaction &reaction);
    bool filterLets(const Action &filter, std::string &problem);
    void send(const Action &action, const Reaction &reaction, const std::string &chainProblem);
    void setOrder(Match &match);
    bool isWanted(Match &match, const Reaction &reaction);
    void callOff(const Reaction &reaction);
    std::string handleOf(const Action &action);
    void skip(const Reaction &reaction, const std::string &target, const std::string &why);
};

const Json &Matcher::Run::context()
{
    if (!parsed) parsed = contextForRules(event.context);
    return *parsed;
}

void Matcher::Run::skip(const Reaction &reaction, const std::string &target, const std::string &why)
{
    result.unmatched.push_back({reaction.fileName, target, why});
}

void Matcher::Run::react(const Reaction &reaction)
{
    if (!reaction.isActive) {
        skip(reaction, {}, "the reaction is not active");
        return;
    }
    takesPlace = false;
    act(reaction);
    if (takesPlace && !reaction.schedule->key.empty()) callOff(reaction);
}

void Matcher::Run::act(const Reaction &reaction)
{
    std::string problem;
    for (const Action &action : reaction.actions) {
        if (action.isFilter() && problem.empty() && !filterLets(action, problem)) {
            skip(reaction, {}, "its filter (sort_order " + std::to_string(action.sortOrder) + ") is false for this context");
            return;
        }
        if (action.isTargetSend()) send(action, reaction, problem);
    }
}

/// A filter that cannot be evaluated lets the rest pass as a problem: the deliveries are seen as refused, not lost.
bool Matcher::Run::filterLets(const Action &filter, std::string &problem)
{
    try {
        return filter.condition().is_null() || conditionHolds(filter.condition(), context());
    } catch (const std::exception &error) {
        problem = "its filter (sort_order " + std::to_string(filter.sortOrder) + ") cannot be evaluated: " + error.what() +
                  " – correct the filter";
        return true;
    }
}

std::string Matcher::Run::handleOf(const Action &action)
{
    Action evaluated = action;
    for (ActionArgument &argument : evaluated.arguments) {
        if (argument.isDynamic.value_or(false)) argument.value = applyRule(argument.value, context());
    }
    const std::string handle = evaluated.targetHandle();
    const auto byId = matcher.m_handles.find(handle);
    return byId != matcher.m_handles.end() && !matcher.m_conditions.contains(handle) ? byId->second : handle;
}

void Matcher::Run::send(const Action &action, const Reaction &reaction, const std::string &chainProblem)
{
    Match match;
    match.reaction = reaction.fileName;
    if (!chainProblem.empty()) match.problem = "reaction '" + reaction.fileName + "': " + chainProblem;
    try {
        match.target = handleOf(action);
        const auto condition = matcher.m_conditions.find(match.target);
        if (match.target.empty()) {
            match.problem = "reaction '" + reaction.fileName + "': its target.send (sort_order " +
                            std::to_string(action.sortOrder) + ") names no target – give it the argument \"target\"";
        } else if (matcher.m_unreadable.contains(match.target)) {
            match.held = unreadable(match.target);
        } else if (condition == matcher.m_conditions.end()) {
            match.problem = "reaction '" + reaction.fileName + "' names the target '" + match.target +
                            "', which is not in the workspace – correct the handle, or add the target";
        } else if (match.problem.empty() && !condition->second.is_null() && !conditionHolds(condition->second, context())) {
            skip(reaction, match.target, "the target's condition is false for this context");
            return;
        }
        if (match.problem.empty() && reaction.schedule && !isWanted(match, reaction)) return;
        if (match.problem.empty() && matcher.m_switchedOff.contains(match.target)) {
            match.over = switchedOff(match.target);
            match.isTargetOff = true;
        }
    } catch (const std::exception &error) {
        if (match.problem.empty()) {
            match.problem = "reaction '" + reaction.fileName + "', target '" + match.target +
                            "': a rule cannot be evaluated: " + error.what() +
                            " – correct the target's condition, the dynamic argument or the schedule";
        }
    }
    if (match.target.empty()) match.target = "?";
    if (!reaction.schedule) setOrder(match);
    result.matches.push_back(std::move(match));
}

/// A context that cannot be read keeps no order: the template will tell what is wrong with it.
void Matcher::Run::setOrder(Match &match)
{
    const auto path = matcher.m_orderBy.find(match.target);
    if (path == matcher.m_orderBy.end()) return;
    try {
        const Json *value = valueAt(context(), path->second);
        if (value && !value->is_null()) match.orderKey = orderKeyOf(*value);
    } catch (const RuleError &) {
        match.orderKey.clear();
    }
}

/// Sets when. What waits for days keeps no order: what follows would wait for it. False: there is no such moment.
bool Matcher::Run::isWanted(Match &match, const Reaction &reaction)
{
    ScheduledTime time = scheduledTime(*reaction.schedule, context(), event.occurredAt);
    // Filters and conditions let it through: also one without a date, or with one that cannot be read, says that the old one's
    // date is no longer so. To a target that is off nothing is queued.
    takesPlace = takesPlace || !matcher.m_switchedOff.contains(match.target);
    if (time.isProblem) {
        match.problem =
            "reaction '" + reaction.fileName + "': " + (matcher.m_redacting.contains(match.target) ? kNoTime : time.why);
        return true;
    }
    if (!time.at) {
        skip(reaction, match.target, time.why);
        return false;
    }
    match.scheduleKey = scheduleKey(reaction.fileName, *reaction.schedule, context());
    if (*time.at > event.receivedAt) {
        match.dueAt = time.at;
    } else if (reaction.schedule->skipPast) {
        match.over = "reaction '" + reaction.fileName + "': its time was " + isoText(*time.at) + ", before the event came";
    }
    return true;
}

void Matcher::Run::callOff(const Reaction &reaction)
{
    try {
        std::string key = scheduleKey(reaction.fileName, *reaction.schedule, context());
        if (key.empty()) return;
        result.callOffs.push_back({std::move(key), "called off: '" + event.name + "' came for the same " +
                                                       reaction.schedule->key + " (" + event.id + ")"});
    } catch (const RuleError &error) {
        skip(reaction, {}, error.what());
    }
}

Matcher::Matcher(const Workspace &workspace)
{
    for (const Reaction &reaction : workspace.reactions()) {
        m_reactions[canonicalEvent(reaction.trigger)].push_back(reaction);
        m_schedules[reaction.fileName] = reaction.schedule;
        if (!reaction.schedule || reaction.schedule->key.empty()) continue;
        std::set<std::string> events;
        for (const std::string &event : reaction.schedule->cancelOn)
            events.insert(canonicalEvent(event));
        for (const std::string &event : events)
            m_callOffs[event].push_back(reaction);
    }
    for (std::string &handle : workspace.unreadableTargets())
        m_unreadable.insert(std::move(handle));
    for (const Target &target : workspace.targets()) {
        m_conditions[target.handle] = target.condition;
        if (!target.delivery.isActive) m_switchedOff.insert(target.handle);
        if (!target.delivery.redact.empty()) m_redacting.insert(target.handle);
        if (!target.delivery.flow.orderBy.empty()) m_orderBy[target.handle] = target.delivery.flow.orderBy;
        if (target.id) m_handles[std::to_string(*target.id)] = target.handle;
    }
}

std::string Matcher::objection(const std::string &target, const std::string &context) const
{
    const auto condition = m_conditions.find(target);
    if (condition == m_conditions.end() || condition->second.is_null()) return {};
    try {
        const bool holds = conditionHolds(condition->second, contextForRules(context));
        return holds ? std::string() : "the condition of the target '" + target + "' is false for this context";
    } catch (const std::exception &error) {
        return "the condition of the target '" + target + "' cannot be evaluated: " + error.what() + " – correct it and replay";
    }
}

std::optional<ScheduledTime> Matcher::moment(const std::string &reaction, const std::string &context, TimePoint occurredAt) const
{
    const auto found = m_schedules.find(reaction);
    if (found == m_schedules.end() || !found->second) return std::nullopt;
    try {
        return scheduledTime(*found->second, Json::parse(context), occurredAt);
    } catch (const std::exception &error) {
        return ScheduledTime{std::nullopt, std::string("its schedule cannot be reckoned: ") + error.what(), true};
    }
}

MatchResult Matcher::match(const Event &event) const
{
    Run run{*this, event, {}, std::nullopt};
    const std::string name = canonicalEvent(event.name);
    if (const auto called = m_callOffs.find(name); called != m_callOffs.end()) {
        for (const Reaction &reaction : called->second)
            run.callOff(reaction);
    }
    const auto reactions = m_reactions.find(name);
    if (reactions != m_reactions.end()) {
        for (const Reaction &reaction : reactions->second)
            run.react(reaction);
    } else {
        run.result.unmatched.push_back({{}, {}, "no reaction listens to '" + event.name + "'"});
    }
    return std::move(run.result);
}

} // namespace targetdesk
