// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

class QTextDocument;

namespace targetdesk {

/// Positions of the bracket beside `position` (before it, else after it) and of its partner, looking no further than
/// `reach` characters; {-1, -1} when there is none.
std::pair<int, int> matchingBrackets(const QTextDocument &document, int position, int reach = 20'000);

} // namespace targetdesk
