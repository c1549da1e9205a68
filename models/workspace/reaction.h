// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"
#include "workspace/reactionschedule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

struct ActionArgument
{
    std::string name;
    Json value;
    std::optional<bool> isDynamic; ///< true: value is JSON Logic over the context
    Json unknown = Json::object();
    bool operator==(const ActionArgument &) const = default;
};

/// One step of a reaction, in Omneo's shape (API reference, trigger actions): `name` holds the type (`filter`, `target.send`, …).
struct Action
{
    std::string name;
    int sortOrder = 0;
    std::vector<ActionArgument> arguments;
    Json unknown = Json::object();

    bool isFilter() const { return name == "filter"; }
    bool isTargetSend() const { return name == "target.send"; }
    /// The JSON Logic of a filter; null when it has none.
    const Json &condition() const;
    /// The handle that a `target.send` names under any of the argument names seen; empty when none. An id
    /// comes as its decimal text; Workspace::target finds a target by either.
    std::string targetHandle() const;
    void setTargetHandle(const std::string &handle);
    bool operator==(const Action &) const = default;
};

/// A trigger: listens to an event and runs its actions in ascending sortOrder; a filter that is false stops the rest.
struct Reaction
{
    std::string fileName; ///< without folder; free
    std::string name;
    std::string trigger; ///< event name
    bool isActive = true;
    std::vector<Action> actions;              ///< in order of sortOrder, equal ones as in the file
    std::optional<ReactionSchedule> schedule; ///< absent: at once
    Json unknown = Json::object();
    bool operator==(const Reaction &) const = default;
};

/// True for the argument names under which a `target.send` names its target; any other JSON is false.
bool isTargetArgument(const Json &name);

/// True when both names mean the same event (`reward.issued` and `reward.created`, …).
bool sameEvent(const std::string &a, const std::string &b);
/// The name that stands for all aliases of an event.
std::string canonicalEvent(const std::string &event);

} // namespace targetdesk
