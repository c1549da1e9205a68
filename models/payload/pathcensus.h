// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/workspace.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Which events have which paths, by the samples of a workspace: what one event calls `email` another has as `profile.email`.
/// Reads every sample once; immutable then, any number of threads.
class PathCensus
{
public:
    explicit PathCensus(const Workspace &workspace);

    /// The events that have this path in a sample, by name. Elements of a list count as one.
    std::vector<std::string> eventsWith(std::string_view path) const;
    /// `reward.issued and tier.achieved`, at most three named; empty when no event has the path.
    std::string describe(std::string_view path) const;

private:
    std::map<std::string, std::set<std::string>, std::less<>> m_events; ///< by path, indexes as 0
};

} // namespace targetdesk
