// SPDX-License-Identifier: MIT
#pragma once

#include "twig/object.h"
#include "twig/runtime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twig {

// What the methods of Symfony's UnicodeString do, on UTF-8 in normal form C. Characters are graphemes.

/// Valid UTF-8 in normal form C. \throws php::PhpError InvalidArgumentException "Invalid UTF-8 string."
std::string normalizedText(std::string_view text);
/// A new object for a text that is normalized already, or is to stay as it is. The text is copied.
Value unicodeValue(Runtime &runtime, std::string_view text, UnicodeObject::Case letters = UnicodeObject::Case::Sensitive);

/// Where a needle is, in graphemes. Absent: nowhere.
std::optional<std::int64_t> indexIn(const UnicodeObject &text, std::string_view needle, std::int64_t offset);
std::optional<std::int64_t> lastIndexIn(const UnicodeObject &text, std::string_view needle, std::int64_t offset);
bool startsWith(const UnicodeObject &text, std::string_view prefix);
bool endsWith(const UnicodeObject &text, std::string_view suffix);
bool equals(const UnicodeObject &text, std::string_view other);

/// The place of a match in bytes.
struct ByteRange
{
    std::size_t begin;
    std::size_t size;
};
std::optional<ByteRange> searchIn(std::string_view text, std::string_view needle, bool ignoreCase);

/// In graphemes as PCRE's \X sees them.
std::vector<std::string_view> clusters(std::string_view text);

std::string camelCase(std::string_view text);
std::string snakeCase(std::string_view text);
/// The first letter in title case, or that of each word.
std::string titleCase(std::string_view text, bool allWords);
std::string lowerCase(std::string_view text);

enum class TrimWhere { Start = 1, End = 2, Both = 3 };
/// `characters` may hold ranges: "a..z".
std::string_view trimmed(std::string_view text, std::string_view characters, TrimWhere where);
/// What trim() takes off when nothing is said.
std::string_view trimDefault();
std::string collapsedWhitespace(std::string_view text);
struct Wrapping
{
    std::int64_t width;
    std::string_view lineBreak;
    bool cut;
};
std::string wrapped(Runtime &runtime, const UnicodeObject &text, const Wrapping &how);
/// Cells on a terminal.
std::int64_t widthOf(std::string_view text, bool ignoreAnsiDecoration);

/// In ASCII as far as it goes; `rules` are names of transliterators that come first, "de-ascii" among them.
/// \throws php::PhpError InvalidArgumentException for an unknown name
std::string asciiText(std::string_view text, std::vector<std::string> rules);
/// Symfony's AsciiSlugger. `locale` may be empty.
std::string slugOf(std::string_view text, std::string_view separator, std::string_view locale);

} // namespace twig
