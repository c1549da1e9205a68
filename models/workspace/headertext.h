// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace targetdesk {

/// True for a header's name as HTTP allows it: a token (RFC 9110, section 5.6.2). A method is one, too.
bool isHeaderName(std::string_view name);

/// True when a header's value holds what ends a header: a line break or NUL (RFC 9110, section 5.5).
bool breaksHeader(std::string_view value);

/// True when a Twig template prints such a byte whatever its expressions give: it stands in the text between the tags. What the
/// expressions print is known when a request is made, and judged there.
bool templateBreaksHeader(std::string_view source);

} // namespace targetdesk
