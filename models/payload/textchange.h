// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A filter of Twig and what it makes of one text. A value.
struct TextChange
{
    std::string filter; ///< as written behind the bar: `date('c')`
    std::string result; ///< of dates in UTC: right in its form
    /// Other filters of the same form give another meaning (day and month), so that only a person can choose.
    bool isGuess = false;
};

/// What filters make of a text, those that change it: trimmed, in lower case, with _ for blanks, … The likeliest first. Pure.
std::vector<TextChange> textChanges(std::string_view text);

/// The same of a text that is a date, or seconds since 1970: other writings of it. Empty for any other text. Pure.
std::vector<TextChange> dateChanges(std::string_view text);

} // namespace targetdesk
