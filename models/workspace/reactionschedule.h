// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/fieldreader.h"

#include <string>
#include <vector>

namespace targetdesk {

/// When the deliveries of a reaction go out, if not at once: under "schedule" in the reaction's file. Ours: Omneo's triggers have
/// no delay, and "14 days before" is an automation of its own there (omneo.md 2.6). A value.
struct ReactionSchedule
{
    std::string date;                  ///< context path of the moment that is counted from; empty: when the event occurred
    std::string modify;                ///< the way from there in PHP's words, as `date_modify` takes them: "-14 days 09:00"
    std::string timezone;              ///< IANA name or context path of one; empty: `timezone` beside the date, else UTC
    bool skipPast = false;             ///< what to do about a moment that is over: send at once, or not at all
    std::string key;                   ///< context path: a newer event with the same value replaces what still waits
    std::vector<std::string> cancelOn; ///< events that call off what waits with the same value at `key`
    bool operator==(const ReactionSchedule &) const = default;
};

/// Of the "schedule" object.
ReactionSchedule readSchedule(const Json &object, const std::string &pointer, std::vector<FieldProblem> &problems, Json &unknown);
/// Only what is not standard.
Json toJson(const ReactionSchedule &schedule);

} // namespace targetdesk
