// SPDX-License-Identifier: MIT
#include "delivery/asciicase.h"

#include <algorithm>

namespace targetdesk {

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

} // namespace targetdesk
