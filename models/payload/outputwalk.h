// SPDX-License-Identifier: MIT
#pragma once

#include "twig/trace.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A value that breaks the JSON text around it.
struct BadValue
{
    enum class Kind { Quote, Control, Backslash };
    Kind kind = Kind::Quote;
    const twig::OutputPiece *piece = nullptr; ///< owned by the trace
    std::size_t offset = 0;                   ///< of the character, in the output
};

/// A JSON parser stumbles after the culprit: a quote in a value ends the text early, and the error is what follows. This walks
/// the output as the template's author meant it: only the template's own text opens and closes JSON texts; what an expression
/// prints inside one should stay inside. Returns the first expression whose output, up to `limit`, would not.
std::optional<BadValue> firstBadValue(std::string_view output, const std::vector<twig::OutputPiece> &pieces, std::size_t limit);

} // namespace targetdesk
