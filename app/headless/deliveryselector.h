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
/// `3d`.
class DeliverySelector
{
public:
    void addIdsTo(CLI::App &command);
    void addFilterTo(CLI::App &command);

    bool namesIds() const { return !m_ids.empty(); }
    const std::vector<std::string> &ids() const { return m_ids; }
    /// True when nothing at all was said.
    bool isEmpty() const;
    /// For a list. Throws CommandError.
    DeliveryFilter filter(int limit) const;
    /// For an intervention; without --state the `usual` states are meant. Throws CommandError.
    DeliverySelection selection(const std::set<DeliveryState> &usual) const;

private:
    std::vector<std::string> m_ids;
    std::vector<std::string> m_states;
    std::string m_event;
    std::string m_target;
    std::string m_since;
    std::string m_until;
};

/// A time as people write it on a command line. Throws CommandError.
TimePoint timeFromText(const std::string &text, const std::string &option, TimePoint now);
/// `90s`, `15min`, `2h`, `30d` as a length. Throws CommandError.
std::chrono::seconds lengthFromText(const std::string &text, const std::string &option);

} // namespace targetdesk
