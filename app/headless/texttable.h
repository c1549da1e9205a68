// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace targetdesk {

/// Rows as lines with their cells under each other, two spaces between; a cell's width is counted in characters.
std::string textTable(const std::vector<std::vector<std::string>> &rows);

} // namespace targetdesk
