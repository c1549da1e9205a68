// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/intervention.h"
#include "dispatch/store.h"

#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace targetdesk {

/// Options that say which deliveries are meant. Times are `2026-03-02`, `2026-03-02T03:15:00Z` or an age: `90s`, `15min`, `2h`,
/// `3d`. An empty text is one that was not given: see refuseEmptyValues().
class DeliverySelector
{
public:
    void addIdsTo(CLI::App &command);
    void addFilterTo(CLI::App &command);
    /// The same without --state, where the command says which state is meant.
    void addStatelessFilterTo(CLI::App &command);

    const std::string &target() const { return m_target; } ///< empty: any
    /// For a list. Throws CommandError.
    DeliveryFilter filter(int limit) const;
    /// Of an intervention's selection with --event-id: names the deliveries of that event which fit the rest. False: there is
    /// none, and nothing may be done, for without an id the selection would be all that fit. Throws StoreError.
    bool findEvent(const Store &store, DeliverySelection &selection) const;
    /// For an intervention; without ids and without --state the `usual` states are meant. Throws CommandError when nothing was
    /// said, or ids and a filter, of which one would be without effect.
    DeliverySelection selection(const std::set<DeliveryState> &usual) const;
    /// Neither ids nor --state were given: the usual states are meant.
    bool isUsual() const { return m_ids.empty() && m_states.empty(); }

private:
    bool hasFilter() const;
    DeliverySelection filtered() const;

    std::vector<std::string> m_ids;
    std::vector<std::string> m_states;
    std::string m_event;
    std::string m_eventId;
    std::string m_target;
    std::string m_since;
    std::string m_until;
};

/// A time as people write it on a command line. Throws CommandError.
TimePoint timeFromText(const std::string &text, const std::string &option, TimePoint now);
/// `90s`, `15min`, `2h`, `30d` as a length. Throws CommandError.
std::chrono::seconds lengthFromText(const std::string &text, const std::string &option);

} // namespace targetdesk
