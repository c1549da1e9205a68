// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace targetdesk {

/// `1 event`, `2 events`: a number with its word, for people.
inline std::string counted(std::int64_t count, const char *one, const char *many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

} // namespace targetdesk
