// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace targetdesk {

/// Where `wanted` ends when it stands at `begin` of `text` in any mixture of spellings: as it is, percent-encoded, with `+` for a
/// blank, as JSON escapes it. `begin` when it does not stand there. Decodes on the fly, allocates nothing, and reads no more of
/// `text` than matches. Pure; any thread.
std::size_t endOfSpelling(std::string_view text, std::size_t begin, std::string_view wanted);

/// The first byte that an escape at the start of `text`, which is not empty, stands for; nothing: there is none.
std::optional<char> spelledByte(std::string_view text);

} // namespace targetdesk
