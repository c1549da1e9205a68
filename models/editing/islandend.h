// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace targetdesk {

/// Where an output or a tag that does not lex may be meant to end.
struct IslandEnd
{
    std::size_t end = 0; ///< behind the delimiter, or where it should stand
    bool isClosed = false;
    std::string missing; ///< what would close the open texts, brackets and the island
};

/// For an island that opens at `begin`. Without a delimiter it ends with its line, or where the next one opens.
IslandEnd findIslandEnd(std::string_view source, std::size_t begin);

} // namespace targetdesk
