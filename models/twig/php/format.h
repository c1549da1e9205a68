// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace twig::php {

/// An array or an object: its text for %s and its number for all else.
struct FormatCompound
{
    std::string_view text;
    int number;
    std::vector<std::string> *warnings = nullptr; ///< where PHP's words about the conversion go; may be null
    std::string_view className = {};              ///< of an object
    bool hasText = true;                          ///< false: %s refuses it
};

/// An argument of sprintf; strings are only looked at during the call.
using FormatArgument = std::variant<std::monostate, bool, std::int64_t, double, std::string_view, FormatCompound>;

/// sprintf($format, …$arguments): %% b c d e E f F g G h H o s u x X, argnum$, flags - + 0 space and 'c, width, .precision, `*`.
/// \throws PhpError ArgumentCountError "5 arguments are required, 3 given" (counts the format itself, as sprintf does),
/// ValueError
///         "Unknown format specifier "y"", "Missing format specifier at end of string", …, Error for an object without a text
/// \throws TextTooLong before the result grows beyond `limit` bytes
std::string format(std::string_view format, std::span<const FormatArgument> arguments,
                   std::size_t limit = std::string_view::npos);

} // namespace twig::php
