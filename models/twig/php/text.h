// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twig::php {

/// Which bytes trim() takes off, from PHP's list with `a..z` ranges. Build once, use often.
class TrimSet
{
public:
    explicit TrimSet(std::string_view list);
    bool contains(unsigned char byte) const { return m_bits[byte >> 6] >> (byte & 63) & 1; }
    /// Twig's and PHP's default: " \t\n\r\0\x0B".
    static const TrimSet &whiteSpace();

private:
    std::uint64_t m_bits[4] = {};
};

enum class TrimSide { Both, Left, Right };
/// trim, ltrim, rtrim: the view points into `text`.
std::string_view trim(std::string_view text, const TrimSet &set = TrimSet::whiteSpace(), TrimSide side = TrimSide::Both);

/// strtr($text, $pairs): at each place the longest key wins, what was replaced is not looked at again. Empty keys are ignored.
/// Of equal keys the last one counts.
/// \throws TextTooLong before the result grows beyond `limit` bytes
std::string replacePairs(std::string_view text, std::span<const std::pair<std::string_view, std::string_view>> pairs,
                         std::size_t limit = std::string_view::npos);

/// Where `wanted` first is in the text from `from` on, or npos. As string_view::find(), but the time that it takes grows no
/// faster than the two texts do, whatever is in them.
std::size_t find(std::string_view text, std::string_view wanted, std::size_t from = 0);

/// nl2br: "<br />" before "\r\n", "\n\r", "\n", "\r".
std::string nl2br(std::string_view text);

/// strip_tags, PHP's state machine; `allowed` is "<p><a>" (an array of names is joined to that by the caller).
std::string stripTags(std::string_view text, std::string_view allowed = {});

/// wordwrap. \throws PhpError ValueError for an empty break, or width 0 with cut
std::string wordWrap(std::string_view text, std::int64_t width, std::string_view lineBreak, bool cut);

/// levenshtein with cost 1 each, on bytes.
std::size_t levenshtein(std::string_view a, std::string_view b);

enum class PadSide { Left, Right, Both };
/// str_pad. \throws PhpError ValueError for an empty pad
std::string pad(std::string_view text, std::int64_t length, std::string_view with, PadSide side);

/// explode($delimiter, $text, $limit): as PHP, limit 0 is 1, a negative limit drops from the end. \throws PhpError ValueError for
/// an empty delimiter
std::vector<std::string_view> explode(std::string_view delimiter, std::string_view text, std::int64_t limit);

} // namespace twig::php
