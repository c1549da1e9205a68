// SPDX-License-Identifier: MIT
// Finding text in text.
#include "twig/extensions/unicodetext.h"

#include "twig/icu/characters.h"
#include "twig/icu/graphemes.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"

#include <algorithm>

namespace twig {

namespace {

using Case = UnicodeObject::Case;

/// The needle in the form of the text; nullopt when it is empty or not UTF-8.
std::optional<std::string> needleFor(const UnicodeObject &text, std::string_view needle)
{
    auto form = icu::normalized(needle, text.letters == Case::Decomposed ? icu::Form::Nfd : icu::Form::Nfc);
    return form && !form->empty() ? std::move(form) : std::nullopt;
}

bool isBoundary(std::string_view text, std::size_t at)
{
    const std::vector<std::uint32_t> breaks = icu::graphemeBreaks(text);
    return std::binary_search(breaks.begin(), breaks.end(), static_cast<std::uint32_t>(at));
}

bool foldedStart(std::string_view text, std::string_view prefix)
{
    const std::string with = icu::folded(prefix);
    return icu::folded(text).compare(0, with.size(), with) == 0;
}

/// grapheme_extract(…, GRAPHEME_EXTR_MAXBYTES): whole graphemes, of at most so many bytes together.
std::string_view wholeGraphemes(std::string_view text, std::size_t bytes)
{
    if (bytes >= text.size()) return text;
    const std::vector<std::uint32_t> breaks = icu::graphemeBreaks(text);
    const auto next = std::upper_bound(breaks.begin(), breaks.end(), static_cast<std::uint32_t>(bytes));
    return text.substr(0, *std::prev(next));
}

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Byte offset after so many characters.
std::size_t afterCharacters(std::string_view text, std::size_t count)
{
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count)
        php::nextCharacter(text, at);
    return at;
}

/// mb_stripos() from a character on, in bytes.
std::optional<ByteRange> findFolded(std::string_view text, std::string_view needle, std::size_t fromCharacter)
{
    const std::size_t characters = php::length(needle);
    const std::string wanted = icu::folded(needle);
    for (std::size_t at = afterCharacters(text, fromCharacter); at < text.size();) {
        const std::size_t size = afterCharacters(text.substr(at), characters);
        if (icu::folded(text.substr(at, size)) == wanted) return ByteRange{at, size};
        php::nextCharacter(text, at);
    }
    return std::nullopt;
}

} // namespace

std::string normalizedText(std::string_view text)
{
    if (php::isAscii(text)) return std::string(text);
    auto form = icu::normalized(text);
    if (!form) throw php::PhpError("Symfony\\Component\\String\\Exception\\InvalidArgumentException", "Invalid UTF-8 string.");
    return *form;
}

std::optional<std::int64_t> indexIn(const UnicodeObject &text, std::string_view needle, std::int64_t offset)
{
    const auto wanted = needleFor(text, needle);
    if (!wanted) return std::nullopt;
    return icu::findGrapheme(text.text, *wanted, offset, {.ignoreCase = text.letters == Case::Ignored});
}

std::optional<std::int64_t> lastIndexIn(const UnicodeObject &text, std::string_view needle, std::int64_t offset)
{
    const auto wanted = needleFor(text, needle);
    if (!wanted) return std::nullopt;
    std::string_view within = text.text;
    if (offset < 0) {
        offset += icu::graphemeCount(*wanted);
        if (offset < 0) within = icu::graphemeSlice(within, 0, offset);
        offset = 0;
    }
    return icu::findGrapheme(within, *wanted, offset, {.ignoreCase = text.letters == Case::Ignored, .last = true});
}

bool startsWith(const UnicodeObject &text, std::string_view prefix)
{
    const auto wanted = needleFor(text, prefix);
    if (!wanted) return false;
    if (text.letters == Case::Ignored) return foldedStart(wholeGraphemes(text.text, wanted->size()), *wanted);
    return text.text.starts_with(*wanted) && isBoundary(text.text, wanted->size());
}

bool endsWith(const UnicodeObject &text, std::string_view suffix)
{
    const auto wanted = needleFor(text, suffix);
    if (!wanted || wanted->size() > text.text.size()) return false;
    if (text.letters != Case::Ignored) return text.text.ends_with(*wanted);
    std::string_view end = text.text.substr(text.text.size() - wanted->size());
    while (!end.empty() && isContinuation(end.front()))
        end.remove_prefix(1);
    return foldedStart(end, *wanted);
}

bool equals(const UnicodeObject &text, std::string_view other)
{
    if (other.empty()) return text.text.empty();
    const auto wanted = needleFor(text, other);
    if (!wanted) return false;
    if (text.letters == Case::Ignored) return wanted->size() == text.text.size() && foldedStart(text.text, *wanted);
    return *wanted == text.text;
}

std::optional<ByteRange> searchIn(std::string_view text, std::string_view needle, bool ignoreCase)
{
    if (!ignoreCase && php::isAscii(text) && php::isAscii(needle) && text.find('\r') == std::string_view::npos) {
        const std::size_t found = text.find(needle); // the same, without counting graphemes
        return found == std::string_view::npos ? std::nullopt : std::optional(ByteRange{found, needle.size()});
    }
    const auto found = icu::findGrapheme(text, needle, 0, {.ignoreCase = ignoreCase});
    if (!found) return std::nullopt;
    // The search ignores what has no weight, such as U+200B: what it found may be something else, or begin later.
    const std::size_t offset = icu::graphemeSlice(text, 0, *found).size();
    const std::string_view match = text.substr(offset, needle.size());
    const std::size_t previous = *found ? icu::graphemeSlice(text, 0, *found - 1).size() : 0;
    if (!ignoreCase) {
        if (match == needle) return ByteRange{offset, needle.size()};
        const std::size_t from = std::min(offset + 1 > needle.size() ? offset + 1 - needle.size() : 0, previous + 1);
        const std::size_t again = text.find(needle, from);
        return again == std::string_view::npos ? std::nullopt : std::optional(ByteRange{again, needle.size()});
    }
    const auto sameAs = [&](std::string_view a, std::string_view b) {
        return icu::findGrapheme(a, b, 0, {.ignoreCase = true}) == std::optional<std::int64_t>(0);
    };
    if (php::lowerBytes(needle) == php::lowerBytes(match) ||
        (php::isValidUtf8(match) && !match.empty() &&
         (icu::folded(needle) == icu::folded(match) || (sameAs(needle, match) && sameAs(match, needle)))))
        return ByteRange{offset, needle.size()};
    const std::size_t characters = php::length(needle);
    const std::size_t before = *found ? php::length(icu::graphemeSlice(text, 0, *found - 1)) : 0;
    const std::size_t at = php::length(text.substr(0, offset));
    return findFolded(text, needle, std::min(at + 1 > characters ? at + 1 - characters : 0, before + 1));
}

} // namespace twig
