// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// What can happen to one value of a context, and breaks templates that were tried with tidy samples only.
enum class Nastiness : std::uint8_t {
    Missing,     ///< the key is not there
    Null,        ///< null
    OtherWay,    ///< true for false, false for true
    EmptyText,   ///< ""
    Quote,       ///< a double quote inside
    Backslash,   ///< a backslash inside, and one at the end
    LineBreak,   ///< a line break and a tab inside
    Emoji,       ///< a character beyond 16 bits, with a joiner
    RightToLeft, ///< Hebrew letters and a direction mark
    Html,        ///< <b>, & and an apostrophe
    VeryLong,    ///< 5,000 characters
    Zero,        ///< 0
    Negative,    ///< below zero
    Huge,        ///< 2^63, which a 64-bit integer cannot hold
    LeapDay,     ///< 29 February
    ClockGap,    ///< a local time that clocks of its zone skip when daylight saving begins
    EmptyList,   ///< []
    TwoElements  ///< the list's first element once more
};

/// A sample with one value changed. A value.
struct NastySample
{
    Nastiness nastiness = Nastiness::Missing;
    std::string path; ///< of the value that was changed, as the trace writes paths
    std::string text; ///< the context, as JSON text
};

/// Stable, for reports and files: "missing", "line-break", …
std::string_view nameOf(Nastiness nastiness);

/// For each of these paths, and for the objects and lists that they lead through, the sample with that value made nasty in every
/// way that fits its type. Nothing else in the text changes, so numbers keep their digits. Paths that the sample does not have
/// are left out; a context that is not JSON has no variants. In the order of the context, then of Nastiness. Pure but for the
/// zone files; any thread. \param displayZone in which the target shows dates; empty: UTC. The zone of a date is the `timezone`
/// beside it, or beside what it is in; where the record names none, it is this one. In a zone without daylight saving no time is
/// skipped.
std::vector<NastySample> nastySamples(std::string_view context, const std::vector<std::string> &paths,
                                      std::string_view displayZone = {});

} // namespace targetdesk
