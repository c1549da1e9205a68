// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"

#include <string>

namespace targetdesk {

/// Lines for a log that machines read: one JSON object each, without line breaks and without secrets.

/// How a try, or a delivery that could not be tried, ended.
std::string settlementLine(const ClaimedDelivery &delivery, const Settlement &settlement, TimePoint now);
/// Something that an operator should look at.
std::string noticeLine(const Notice &notice);
std::string troubleLine(const std::string &what, const std::string &text, TimePoint now);

} // namespace targetdesk
