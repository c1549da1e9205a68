// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace targetdesk {

/// JavaScript counts and compares texts in UTF-16 units. Bytes that are not UTF-8, and halves of a pair on the way back,
/// become U+FFFD.
std::u16string toUtf16(std::string_view text);
std::string toUtf8(std::u16string_view text);

} // namespace targetdesk
