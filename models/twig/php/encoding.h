// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace twig::php {

/// iconv($from, $to, $text) of PHP on glibc: names as glibc knows them, "//TRANSLIT" and "//IGNORE" too.
struct ConvertedText
{
    enum class Failure { None, UnknownEncoding, IllegalCharacter, IncompleteCharacter, NameTooLong };
    std::optional<std::string> text; ///< what iconv() returns; nullopt is false
    Failure failure = Failure::None;
    std::string warning; ///< PHP's notice or warning, "iconv(): Detected an illegal character in input string"
};
ConvertedText convertEncoding(std::string_view text, const std::string &to, const std::string &from);

} // namespace twig::php
