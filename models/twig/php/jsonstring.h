// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace twig::php {

/// PHP's values of the JSON_* constants.
namespace JsonFlag {
inline constexpr unsigned HexTag = 1;
inline constexpr unsigned HexAmp = 2;
inline constexpr unsigned HexApos = 4;
inline constexpr unsigned HexQuot = 8;
inline constexpr unsigned ForceObject = 16;
inline constexpr unsigned NumericCheck = 32;
inline constexpr unsigned UnescapedSlashes = 64;
inline constexpr unsigned PrettyPrint = 128;
inline constexpr unsigned UnescapedUnicode = 256;
inline constexpr unsigned PartialOutputOnError = 512;
inline constexpr unsigned PreserveZeroFraction = 1024;
inline constexpr unsigned UnescapedLineTerminators = 2048;
inline constexpr unsigned InvalidUtf8Ignore = 1 << 20;
inline constexpr unsigned InvalidUtf8Substitute = 1 << 21;
inline constexpr unsigned ThrowOnError = 1 << 22;
} // namespace JsonFlag

/// Appends a string literal with its quotes as json_encode does. NumericCheck is honoured: a numeric string comes out as a
/// number. \return false for invalid UTF-8 that no flag covers; then nothing was appended (json_encode: false, or null with
/// PartialOutputOnError).
bool appendJsonString(std::string &out, std::string_view text, unsigned flags = 0);

/// A float as json_encode writes it. \return false for INF and NAN, with nothing appended (PHP: error 7, "0" with
/// PartialOutputOnError)
bool appendJsonDouble(std::string &out, double value, unsigned flags = 0);

} // namespace twig::php
