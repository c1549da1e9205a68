// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace targetdesk {

/// The secrets of these names, from where `targetdeskctl` looks for them. Throws CommandError for one that is missing or empty.
std::vector<std::string> secretValues(const std::vector<std::string> &names);

} // namespace targetdesk
