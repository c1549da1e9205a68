// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"
#include "workspace/workspace.h"

#include <map>
#include <string>
#include <vector>

namespace targetdesk {

/// A target that an event goes to.
struct Match
{
    std::string target;   ///< handle, as the reaction names it
    std::string reaction; ///< file name
    std::string problem;  ///< why it cannot be made: a broken rule, no such target; empty: it can
};

/// A reaction, or a step of it, that led nowhere, and why: for people.
struct Unmatched
{
    std::string reaction;
    std::string target; ///< empty: the whole reaction
    std::string why;
};

struct MatchResult
{
    std::vector<Match> matches;
    std::vector<Unmatched> unmatched;
};

/// The reactions of a workspace, by event: which targets does an event go to? Immutable; any number of threads.
/// Actions run in the order of sort_order; a filter that is false stops the rest of its reaction; a target's own condition is
/// asked last. Aliases of an event are one event (omneo.md 2.4).
class Matcher
{
public:
    explicit Matcher(const Workspace &workspace);

    /// `context` is JSON text. Never throws for what is in it: trouble is told in the matches.
    MatchResult match(const std::string &event, const std::string &context) const;

private:
    struct Run;

    std::map<std::string, std::vector<Reaction>> m_reactions; ///< by canonical event
    std::map<std::string, Json> m_conditions;                 ///< by handle of every target; null: always
    std::map<std::string, std::string> m_handles;             ///< by Omneo's id
};

} // namespace targetdesk
