// SPDX-License-Identifier: MIT
#include "dispatch/matcher.h"

#include "rules/jsonlogic.h"

#include <optional>

namespace targetdesk {

/// One event on its way through the reactions.
struct Matcher::Run
{
    const Matcher &matcher;
    const std::string &contextText;
    MatchResult result;
    std::optional<Json> parsed;

    /// Parsed when a rule asks for the first time: most events meet none.
    const Json &context();
    void react(const Reaction &reaction);
    bool filterLets(const Action &filter, std::string &problem);
    void send(const Action &action, const Reaction &reaction, const std::string &chainProblem);
    std::string handleOf(const Action &action);
    void skip(const Reaction &reaction, const std::string &target, const std::string &why);
};

const Json &Matcher::Run::context()
{
    if (parsed) return *parsed;
    try {
        parsed = Json::parse(contextText);
    } catch (const Json::exception &error) {
        throw RuleError("rules cannot read this context (" + std::string(error.what()) + ")");
    }
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
    Match match{{}, reaction.fileName, {}};
    if (!chainProblem.empty()) match.problem = "reaction '" + reaction.fileName + "': " + chainProblem;
    try {
        match.target = handleOf(action);
        const auto condition = matcher.m_conditions.find(match.target);
        if (match.target.empty()) {
            match.problem = "reaction '" + reaction.fileName + "': its target.send (sort_order " +
                            std::to_string(action.sortOrder) + ") names no target – give it the argument \"target\"";
        } else if (condition == matcher.m_conditions.end()) {
            match.problem = "reaction '" + reaction.fileName + "' names the target '" + match.target +
                            "', which is not in the workspace – correct the handle, or add the target";
        } else if (match.problem.empty() && !condition->second.is_null() && !conditionHolds(condition->second, context())) {
            skip(reaction, match.target, "the target's condition is false for this context");
            return;
        }
    } catch (const std::exception &error) {
        if (match.problem.empty()) {
            match.problem = "reaction '" + reaction.fileName + "', target '" + match.target +
                            "': a rule cannot be evaluated: " + error.what() +
                            " – correct the target's condition or the dynamic argument";
        }
    }
    if (match.target.empty()) match.target = "?";
    result.matches.push_back(std::move(match));
}

Matcher::Matcher(const Workspace &workspace)
{
    for (const Reaction &reaction : workspace.reactions())
        m_reactions[canonicalEvent(reaction.trigger)].push_back(reaction);
    for (const Target &target : workspace.targets()) {
        m_conditions[target.handle] = target.condition;
        if (target.id) m_handles[std::to_string(*target.id)] = target.handle;
    }
}

MatchResult Matcher::match(const std::string &event, const std::string &context) const
{
    Run run{*this, context, {}, std::nullopt};
    const auto reactions = m_reactions.find(canonicalEvent(event));
    if (reactions != m_reactions.end()) {
        for (const Reaction &reaction : reactions->second)
            run.react(reaction);
    } else {
        run.result.unmatched.push_back({{}, {}, "no reaction listens to '" + event + "'"});
    }
    return std::move(run.result);
}

} // namespace targetdesk
