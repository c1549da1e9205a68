// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace targetdesk {

/// The next time after `date` that clocks in `zone` skip (daylight saving begins), the middle of the gap, in the form of `date`:
/// `2026-10-04 02:30:00` for `2026-05-31 13:59:59` in Australia/Melbourne. From the system's zone database, as the engine's
/// dates. Nothing when `date` has no time, or says its own zone or offset (then it is an instant, and no instant is skipped);
/// when there is no such zone; and when its clocks skip nothing within two years, as in UTC. Pure but for the zone files; any
/// thread.
std::optional<std::string> skippedTimeAfter(std::string_view date, std::string_view zone);

} // namespace targetdesk
