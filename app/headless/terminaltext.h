// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace targetdesk {

/// Text that others wrote (receivers, senders, files) made fit for a terminal: nothing in it moves the cursor, sets colours or
/// turns the direction of what is read. Control characters are shown as `\x1b`, `\r`, `\t`, C1 controls and marks of direction
/// as `\u009b`, bytes that are no UTF-8 as `\xff`. Machines get the bytes by --json.

/// Line ends stay, `\r\n` as one of ours.
std::string shownText(std::string_view text);
/// Of one line: line ends become blanks.
std::string shownLine(std::string_view text);

} // namespace targetdesk
