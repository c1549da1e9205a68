// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/deliveryrecord.h"
#include "workspace/json.h"

#include <string>
#include <vector>

namespace targetdesk {

/// Prints rows in aligned columns, by shownLine(); the first one is the head.
void printTable(std::vector<std::vector<std::string>> rows);
/// Prints deliveries as a table for people on standard output: id, event, target, state, tries, last status, age, when it is
/// tried next, and as much of the reason as fits into the terminal's line.
void printDeliveryTable(const std::vector<DeliveryRecord> &deliveries, TimePoint now);

/// What --json says of itself.
inline constexpr const char *kJsonHelp =
    "For machines; errors are text on standard error all the same, with nothing on standard output";

/// Prints JSON for machines, indented, on standard output; bytes that are no UTF-8 are replaced.
void printJson(const Json &json);

/// "3 s", "5 min", "2 h", "4 d".
std::string ageText(std::chrono::milliseconds age);
/// "in 5 min", "now".
std::string dueText(TimePoint due, TimePoint now);

} // namespace targetdesk
