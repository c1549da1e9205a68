// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// One line of a comparison of two texts.
struct DiffLine
{
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    std::string text; ///< without its line end
    int before = 0;   ///< line number in the old text, 1-based; 0 for an added line
    int after = 0;    ///< in the new text; 0 for a removed line
    bool operator==(const DiffLine &) const = default;
};

/// What changed from one text to another, line by line; `\r\n` counts as `\n`. A last line without an end counts as one with it.
/// Pure; any thread. Texts of 10,000 lines with nothing in common take about a second.
std::vector<DiffLine> textDiff(std::string_view before, std::string_view after);

/// The lines that changed, and `around` lines on either side of each; a line of kind Same with number 0 and an empty text stands
/// where some are left out.
std::vector<DiffLine> withoutLongSame(const std::vector<DiffLine> &lines, int around = 3);

} // namespace targetdesk
