// SPDX-License-Identifier: MIT
#include "twig/icu/graphemes.h"

#include "twig/php/unicode.h"

#include <unicode/brkiter.h>
#include <unicode/ucol.h>
#include <unicode/unistr.h>
#include <unicode/usearch.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <string>

namespace twig::icu {

namespace {

/// Bytes are graphemes then; "\r\n" is one of two bytes.
bool isPlain(std::string_view text)
{
    return php::isAscii(text) && text.find("\r\n") == std::string_view::npos;
}

::icu::BreakIterator *breakIterator()
{
    thread_local const std::unique_ptr<::icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<::icu::BreakIterator>(
            ::icu::BreakIterator::createCharacterInstance(::icu::Locale::getRoot(), status));
    }();
    return iterator.get();
}

/// The length of the text up to `position`, in graphemes.
std::int64_t graphemesBefore(::icu::BreakIterator &iterator, std::int32_t position)
{
    std::int64_t count = 0;
    for (std::int32_t at = iterator.first(); at < position; ++count) {
        at = iterator.next();
        if (at == ::icu::BreakIterator::DONE) break;
    }
    return count;
}

/// Where the search begins, in code units; nullopt when there is no such grapheme.
std::optional<std::int32_t> startOf(::icu::BreakIterator &iterator, std::int64_t offset)
{
    const bool backwards = offset < 0;
    std::int32_t at = backwards ? iterator.last() : iterator.first();
    for (std::int64_t left = backwards ? -offset : offset; left > 0; --left) {
        at = backwards ? iterator.previous() : iterator.next();
        if (at == ::icu::BreakIterator::DONE) return std::nullopt;
    }
    return at;
}

/// ICU's search by collation: it ignores what has no weight, and never ends in the middle of a grapheme.
std::optional<std::int64_t> searchByWeight(std::string_view text, std::string_view needle, std::int64_t offset,
                                           GraphemeSearch how)
{
    const auto wide = [](std::string_view of) {
        return ::icu::UnicodeString::fromUTF8({of.data(), static_cast<std::int32_t>(of.size())});
    };
    const ::icu::UnicodeString haystack = wide(text);
    const ::icu::UnicodeString wanted = wide(needle);
    ::icu::BreakIterator &iterator = *breakIterator();
    iterator.setText(haystack);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UStringSearch, void (*)(UStringSearch *)> search(
        usearch_open(wanted.getBuffer(), wanted.length(), haystack.getBuffer(), haystack.length(), "",
                     reinterpret_cast<UBreakIterator *>(&iterator), &status),
        usearch_close);
    if (U_FAILURE(status)) return std::nullopt;
    if (how.ignoreCase) {
        ucol_setAttribute(usearch_getCollator(search.get()), UCOL_STRENGTH, UCOL_SECONDARY, &status);
        usearch_reset(search.get());
    }
    std::int32_t start = 0;
    if (offset != 0) {
        const auto begin = startOf(iterator, offset);
        if (!begin) return std::nullopt;
        start = *begin;
        usearch_setOffset(search.get(), start, &status);
    }
    const std::int32_t found = how.last ? usearch_last(search.get(), &status) : usearch_next(search.get(), &status);
    if (U_FAILURE(status) || found == USEARCH_DONE || (how.last && found < start)) return std::nullopt;
    if (!iterator.isBoundary(found)) return std::nullopt;
    return graphemesBefore(iterator, found);
}

std::optional<std::int64_t> position(std::size_t found)
{
    return found == std::string_view::npos ? std::nullopt : std::optional<std::int64_t>(static_cast<std::int64_t>(found));
}

/// grapheme_strrpos() of plain text: a negative offset says how far from the end the last match may begin.
std::optional<std::int64_t> lastPlain(std::string_view text, std::string_view needle, std::int64_t offset)
{
    const auto size = static_cast<std::int64_t>(text.size());
    const auto length = static_cast<std::int64_t>(needle.size());
    if (offset >= 0) {
        const std::size_t found = text.rfind(needle);
        return found != std::string_view::npos && static_cast<std::int64_t>(found) >= offset ? position(found) : std::nullopt;
    }
    const std::int64_t latest = -offset < length ? size - length : size + offset;
    return latest < 0 ? std::nullopt : position(text.rfind(needle, static_cast<std::size_t>(latest)));
}

} // namespace

std::vector<std::uint32_t> graphemeBreaks(std::string_view text)
{
    std::vector<std::uint32_t> breaks;
    if (isPlain(text)) {
        breaks.resize(text.size() + 1);
        for (std::size_t i = 0; i <= text.size(); ++i)
            breaks[i] = static_cast<std::uint32_t>(i);
        return breaks;
    }
    UErrorCode status = U_ZERO_ERROR;
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &status);
    ::icu::BreakIterator &iterator = *breakIterator();
    iterator.setText(&source, status);
    for (std::int32_t at = iterator.first(); at != ::icu::BreakIterator::DONE; at = iterator.next())
        breaks.push_back(static_cast<std::uint32_t>(at));
    utext_close(&source);
    return breaks;
}

std::int64_t graphemeCount(std::string_view text)
{
    return static_cast<std::int64_t>(isPlain(text) ? text.size() : graphemeBreaks(text).size() - 1);
}

std::string_view graphemeSlice(std::string_view text, std::int64_t start, std::optional<std::int64_t> length)
{
    const bool plain = isPlain(text);
    const std::vector<std::uint32_t> breaks = plain ? std::vector<std::uint32_t>() : graphemeBreaks(text);
    const auto count = static_cast<std::int64_t>(plain ? text.size() : breaks.size() - 1);
    if (start > count) return {};
    if (start < 0) start = std::max<std::int64_t>(0, count + start);
    std::int64_t end = count;
    if (length) end = *length < 0 ? count + *length : std::min(count, start + *length);
    if (end <= start) return {};
    const auto byte = [&](std::int64_t at) {
        return static_cast<std::size_t>(plain ? at : static_cast<std::int64_t>(breaks[static_cast<std::size_t>(at)]));
    };
    return text.substr(byte(start), byte(end) - byte(start));
}

std::optional<std::int64_t> findGrapheme(std::string_view text, std::string_view needle, std::int64_t offset, GraphemeSearch how)
{
    const auto size = static_cast<std::int64_t>(text.size());
    if (offset > size || offset < -size || !php::isValidUtf8(text)) return std::nullopt;
    const bool plain = isPlain(text);
    if (how.last) {
        if (plain) {
            const auto found = how.ignoreCase ? lastPlain(php::lowerBytes(text), php::lowerBytes(needle), offset)
                                              : lastPlain(text, needle, offset);
            if (found || isPlain(needle)) return found;
        }
        return searchByWeight(text, needle, offset, how);
    }
    if (plain) {
        const auto begin = static_cast<std::size_t>(offset < 0 ? size + offset : offset);
        const auto found =
            position(how.ignoreCase ? php::lowerBytes(text).find(php::lowerBytes(needle), begin) : text.find(needle, begin));
        if (found || isPlain(needle)) return found;
    }
    return searchByWeight(text, needle, offset, how); // even where the bytes are not there: it ignores what has no weight
}

} // namespace twig::icu
