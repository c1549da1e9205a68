// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace targetdesk {

/// For header names, schemes and hosts: ASCII only, whatever the locale; other bytes stay.
std::string lowerCase(std::string_view text);

} // namespace targetdesk
