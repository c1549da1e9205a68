// SPDX-License-Identifier: MIT
#include "targetnames.h"

#include "commandinput.h"
#include "terminaltext.h"

#include "dispatch/store.h"

#include <algorithm>
#include <set>

namespace targetdesk {

namespace {

std::set<std::string> targetsWithDeliveries(const Store &store)
{
    std::set<std::string> names;
    for (const TargetCounts &counts : store.targetCounts())
        names.insert(counts.target);
    return names;
}

} // namespace

std::vector<std::string> targetsKnownTo(const Store &store)
{
    std::set<std::string> names = targetsWithDeliveries(store);
    for (const TargetState &state : store.targetStates())
        names.insert(state.target);
    return {names.begin(), names.end()};
}

std::string whyNoDeliveryTo(const std::string &target, const Store &store)
{
    const std::set<std::string> names = targetsWithDeliveries(store);
    if (names.contains(target)) return {};
    const std::string near = nearest(target, {names.begin(), names.end()});
    return "the store has no delivery to '" + target + "' – " +
           (near.empty() ? "`targetdeskctl queue status` lists the targets that it has"
                         : "did you mean '" + shownLine(near) + "'?");
}

} // namespace targetdesk
