// SPDX-License-Identifier: MIT
#include "twig/php/text.h"

#include "twig/php/phperror.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace twig::php {

TrimSet::TrimSet(std::string_view list)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto first = static_cast<unsigned char>(list[i]);
        auto last = first;
        // "a..z" is a range when it goes upwards; anything else stands for itself.
        if (i + 3 < list.size() && list[i + 1] == '.' && list[i + 2] == '.' && static_cast<unsigned char>(list[i + 3]) >= first) {
            last = static_cast<unsigned char>(list[i + 3]);
            i += 3;
        }
        for (unsigned byte = first; byte <= last; ++byte)
            m_bits[byte >> 6] |= std::uint64_t{1} << (byte & 63);
    }
}

const TrimSet &TrimSet::whiteSpace()
{
    static const TrimSet set(std::string_view(" \t\n\r\0\x0B", 6));
    return set;
}

std::string_view trim(std::string_view text, const TrimSet &set, TrimSide side)
{
    if (side != TrimSide::Right) {
        while (!text.empty() && set.contains(static_cast<unsigned char>(text.front())))
            text.remove_prefix(1);
    }
    if (side != TrimSide::Left) {
        while (!text.empty() && set.contains(static_cast<unsigned char>(text.back())))
            text.remove_suffix(1);
    }
    return text;
}

std::string replacePairs(std::string_view text, std::span<const std::pair<std::string_view, std::string_view>> pairs,
                         std::size_t limit)
{
    std::unordered_map<std::string_view, std::string_view> replacements;
    std::vector<std::size_t> sizes;
    bool begins[256] = {};
    for (const auto &[key, value] : pairs) {
        if (key.empty() || key.size() > text.size()) continue;
        replacements[key] = value;
        begins[static_cast<unsigned char>(key[0])] = true;
        if (std::find(sizes.begin(), sizes.end(), key.size()) == sizes.end()) sizes.push_back(key.size());
    }
    if (replacements.empty()) return std::string(text);
    std::sort(sizes.begin(), sizes.end(), std::greater<>());

    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t used = 0;
        if (begins[static_cast<unsigned char>(text[at])]) {
            for (const std::size_t size : sizes) {
                if (size > text.size() - at) continue;
                const auto found = replacements.find(text.substr(at, size));
                if (found == replacements.end()) continue;
                if (found->second.size() > limit - std::min(out.size(), limit)) throw TextTooLong{limit};
                out += found->second;
                used = size;
                break;
            }
        }
        if (used == 0) out += text[at++];
        at += used;
    }
    return out;
}

std::size_t find(std::string_view text, std::string_view wanted, std::size_t from)
{
    constexpr std::size_t Short = 64;
    if (wanted.size() <= Short || text.size() <= Short * Short) return text.find(wanted, from);
    // Knuth, Morris and Pratt: how much of the beginning of `wanted` each of its beginnings ends with.
    std::vector<std::uint32_t> borders(wanted.size());
    std::size_t matched = 0;
    for (std::size_t i = 1; i < wanted.size(); ++i) {
        while (matched && wanted[i] != wanted[matched])
            matched = borders[matched - 1];
        if (wanted[i] == wanted[matched]) ++matched;
        borders[i] = static_cast<std::uint32_t>(matched);
    }
    matched = 0;
    for (std::size_t i = from; i < text.size(); ++i) {
        while (matched && text[i] != wanted[matched])
            matched = borders[matched - 1];
        if (text[i] == wanted[matched]) ++matched;
        if (matched == wanted.size()) return i + 1 - matched;
    }
    return std::string_view::npos;
}

std::string nl2br(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' || c == '\n') {
            out += "<br />";
            const char other = c == '\r' ? '\n' : '\r';
            if (i + 1 < text.size() && text[i + 1] == other) {
                out += c;
                ++i;
            }
        }
        out += text[i];
    }
    return out;
}

std::string wordWrap(std::string_view text, std::int64_t width, std::string_view lineBreak, bool cut)
{
    if (text.empty()) return {};
    if (lineBreak.empty()) throw PhpError("ValueError", "wordwrap(): Argument #3 ($break) must not be empty");
    if (width == 0 && cut)
        throw PhpError("ValueError", "wordwrap(): Argument #4 ($cut_long_words) cannot be true when argument #2 ($width) is 0");
    std::string out;
    std::int64_t lineBegin = 0;
    std::int64_t lastSpace = 0;
    const auto size = static_cast<std::int64_t>(text.size());
    const auto piece = [text](std::int64_t from, std::int64_t to) {
        return text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    };
    const auto breakSize = static_cast<std::int64_t>(lineBreak.size());
    // Lines are [lineBegin, current); lastSpace is where one may be broken.
    for (std::int64_t current = 0; current < size; ++current) {
        if (text[static_cast<std::size_t>(current)] == lineBreak[0] && current + breakSize < size &&
            piece(current, current + breakSize) == lineBreak) {
            out += piece(lineBegin, current + breakSize);
            current += breakSize - 1;
            lineBegin = lastSpace = current + 1;
        } else if (text[static_cast<std::size_t>(current)] == ' ') {
            if (current - lineBegin >= width) {
                out += piece(lineBegin, current);
                out += lineBreak;
                lineBegin = current + 1;
            }
            lastSpace = current;
        } else if (current - lineBegin >= width && cut && lineBegin >= lastSpace) {
            out += piece(lineBegin, current);
            out += lineBreak;
            lineBegin = lastSpace = current;
        } else if (current - lineBegin >= width && lineBegin < lastSpace) {
            out += piece(lineBegin, lastSpace);
            out += lineBreak;
            lineBegin = lastSpace = lastSpace + 1;
        }
    }
    out += piece(lineBegin, size);
    return out;
}

std::size_t levenshtein(std::string_view a, std::string_view b)
{
    if (a.size() > b.size()) std::swap(a, b);
    std::vector<std::size_t> row(a.size() + 1);
    for (std::size_t i = 0; i <= a.size(); ++i)
        row[i] = i;
    for (std::size_t j = 0; j < b.size(); ++j) {
        std::size_t diagonal = row[0]++;
        for (std::size_t i = 0; i < a.size(); ++i) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[i + 1];
            row[i + 1] = std::min({changed, row[i + 1] + 1, row[i] + 1});
        }
    }
    return row.back();
}

std::string pad(std::string_view text, std::int64_t wanted, std::string_view with, PadSide side)
{
    if (wanted < 0 || static_cast<std::size_t>(wanted) <= text.size()) return std::string(text);
    if (with.empty()) throw PhpError("ValueError", "str_pad(): Argument #3 ($pad_string) must not be empty");
    const std::size_t missing = static_cast<std::size_t>(wanted) - text.size();
    const std::size_t left = side == PadSide::Left ? missing : side == PadSide::Right ? 0 : missing / 2;
    std::string out;
    out.reserve(static_cast<std::size_t>(wanted));
    const auto fill = [&out, with](std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            out += with[i % with.size()];
    };
    fill(left);
    out += text;
    fill(missing - left);
    return out;
}

std::vector<std::string_view> explode(std::string_view delimiter, std::string_view text, std::int64_t limit)
{
    if (delimiter.empty()) throw PhpError("ValueError", "explode(): Argument #1 ($separator) must not be empty");
    std::vector<std::string_view> parts;
    const auto most = limit == 0 ? 1u : limit > 0 ? static_cast<std::size_t>(limit) : std::numeric_limits<std::size_t>::max();
    std::size_t begin = 0;
    while (parts.size() + 1 < most) {
        const std::size_t end = find(text, delimiter, begin);
        if (end == std::string_view::npos) break;
        parts.push_back(text.substr(begin, end - begin));
        begin = end + delimiter.size();
    }
    parts.push_back(text.substr(begin));
    if (limit < 0) {
        const std::uint64_t dropped = 0 - static_cast<std::uint64_t>(limit);
        parts.resize(parts.size() > dropped ? parts.size() - static_cast<std::size_t>(dropped) : 0);
    }
    return parts;
}

} // namespace twig::php
