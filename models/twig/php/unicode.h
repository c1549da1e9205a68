// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twig::php {

/// UTF-8 as the mbstring of PHP 8.4 reads it. An invalid sequence counts as characters by mbstring's rules; where a function
/// writes, it is replaced by "?".

/// preg_match('//u'): no surrogates, no overlong forms, nothing past U+10FFFF.
bool isValidUtf8(std::string_view text);

/// How many bytes the well-formed sequence at `position` has (1 … 4); 0 when there is none.
std::size_t validSequence(std::string_view text, std::size_t position);

/// How many bytes htmlspecialchars and json_encode replace by one U+FFFD where validSequence() is 0.
std::size_t invalidLength(std::string_view text, std::size_t position);

/// Reads the character at `position` (which moves on by at least one byte). U+FFFFFFFF for an invalid sequence, of which the
/// longest invalid prefix is taken, as mbstring does.
inline constexpr char32_t InvalidCharacter = 0xFFFFFFFF;
char32_t nextCharacter(std::string_view text, std::size_t &position);

void appendUtf8(std::string &out, char32_t character);

/// No byte from 0x80 on: characters are bytes then.
bool isAscii(std::string_view text);

/// mb_strlen
std::size_t length(std::string_view text);

/// mb_substr: negative start and length count from the end, nullopt is "to the end".
std::string substring(std::string_view text, std::int64_t start, std::optional<std::int64_t> length = std::nullopt);

/// mb_str_split: views of pieces of `size` characters (≥ 1, the caller has checked).
std::vector<std::string_view> splitCharacters(std::string_view text, std::size_t size = 1);

/// preg_split('/(?<!^)(?!$)/u', $text) as Twig's split('') and random() do: characters, but "\n" at the very end stays with the
/// one before it, and "" gives [""]. \return nullopt for invalid UTF-8 (preg_split: false)
std::optional<std::vector<std::string_view>> pregCharacters(std::string_view text);

/// Twig's "reverse" of a string: by characters. Twig converts to UTF-32 through iconv and back; invalid UTF-8 makes that fail.
/// \return nullopt for invalid UTF-8
std::optional<std::string> reverseCharacters(std::string_view text);

/// mb_strtoupper, mb_strtolower, mb_convert_case(MB_CASE_TITLE): full mappings (ß → SS), final sigma as PHP 8.4.
std::string upper(std::string_view text);
std::string lower(std::string_view text);
std::string title(std::string_view text);

/// Twig's "capitalize": first character in upper case, the others in lower case.
std::string capitalize(std::string_view text);

/// ASCII only, as PHP 8's ucfirst, lcfirst, strtoupper and strtolower.
std::string upperFirstByte(std::string_view text);
std::string lowerFirstByte(std::string_view text);
std::string upperBytes(std::string_view text);
std::string lowerBytes(std::string_view text);

} // namespace twig::php
