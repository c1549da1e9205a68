// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"

#include <cstdint>
#include <string>

namespace targetdesk {

/// Lines for a log that machines read: one JSON object each, without line breaks and without secrets.

/// How a try, or a delivery that could not be tried, ended.
std::string settlementLine(const ClaimedDelivery &delivery, const Settlement &settlement, TimePoint now);
/// Something that an operator should look at.
std::string noticeLine(const Notice &notice);
/// A request that was refused; `leftOut` are others of that status that have no line.
std::string refusalLine(int status, const std::string &cause, std::int64_t leftOut, TimePoint now);
std::string troubleLine(const std::string &what, const std::string &text, TimePoint now);

} // namespace targetdesk
