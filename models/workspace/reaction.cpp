// SPDX-License-Identifier: MIT
#include "workspace/reaction.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace targetdesk {

namespace {

// In order of preference: Omneo's documents leave the argument's name open.
constexpr std::array<std::string_view, 4> targetArguments = {"target", "handle", "target_handle", "target_id"};

// The same event under the names that Omneo's app starter, guides and API examples use.
constexpr std::pair<std::string_view, std::string_view> aliases[] = {
    {"reward.created", "reward.issued"},
    {"benefit.created", "benefit.issued"},
    {"point.created", "points.awarded"},
    {"transaction.points.issued", "points.awarded"},
    {"profiles.create", "profile.created"},
    {"profile.create", "profile.created"},
    {"profile.update", "profile.updated"},
    {"profile_update", "profile.updated"},
    {"transaction.create", "transaction.created"},
    {"transaction.completed", "transaction.created"},
    {"tier.attained", "tier.achieved"},
};

} // namespace

bool isTargetArgument(const Json &name)
{
    return name.is_string() && std::find(targetArguments.begin(), targetArguments.end(), name.get_ref<const std::string &>()) !=
                                   targetArguments.end();
}

const Json &Action::condition() const
{
    static const Json none;
    for (const ActionArgument &argument : arguments) {
        if (argument.name == "condition") return argument.value;
    }
    return none;
}

std::string Action::targetHandle() const
{
    for (const std::string_view key : targetArguments) {
        for (const ActionArgument &argument : arguments) {
            if (argument.name != key) continue;
            if (argument.value.is_string()) return argument.value.get<std::string>();
            if (argument.value.is_number_integer()) return argument.value.dump();
        }
    }
    return {};
}

void Action::setTargetHandle(const std::string &handle)
{
    for (const std::string_view key : targetArguments) {
        for (ActionArgument &argument : arguments) {
            if (argument.name != key || !(argument.value.is_string() || argument.value.is_number_integer())) continue;
            // An id cannot hold a handle.
            if (key == "target_id") argument.name = "target";
            argument.value = handle;
            return;
        }
    }
    arguments.push_back({"target", handle, std::nullopt, Json::object()});
}

bool sameEvent(const std::string &a, const std::string &b)
{
    return canonicalEvent(a) == canonicalEvent(b);
}

std::string canonicalEvent(const std::string &event)
{
    for (const auto &[alias, canonical] : aliases) {
        if (event == alias) return std::string(canonical);
    }
    return event;
}

} // namespace targetdesk
