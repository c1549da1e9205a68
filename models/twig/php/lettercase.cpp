// SPDX-License-Identifier: MIT
// The part of unicode.h that deals with upper and lower case.
#include "twig/php/casetables.h"
#include "twig/php/unicode.h"

#include <algorithm>

namespace twig::php {
namespace {

constexpr char32_t CapitalSigma = 0x3A3;
constexpr char32_t SmallSigma = 0x3C3;
constexpr char32_t FinalSigma = 0x3C2;

bool contains(std::span<const casetables::Range> ranges, char32_t c)
{
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), c,
                                        [](char32_t value, const casetables::Range &range) { return value < range.first; });
    return after != ranges.begin() && c <= (after - 1)->last;
}

bool isCased(char32_t c)
{
    return contains(casetables::CasedRanges, c);
}
bool isIgnorable(char32_t c)
{
    return contains(casetables::IgnorableRanges, c);
}

struct Mapping
{
    std::span<const casetables::Run> runs;
    std::span<const casetables::Special> specials;

    void append(std::string &out, char32_t c) const
    {
        const auto special =
            std::lower_bound(specials.begin(), specials.end(), c,
                             [](const casetables::Special &entry, char32_t value) { return entry.from < value; });
        if (special != specials.end() && special->from == c) {
            for (const std::uint32_t to : special->to) {
                if (to != 0) appendUtf8(out, to);
            }
            return;
        }
        appendUtf8(out, single(c));
    }

    char32_t single(char32_t c) const
    {
        auto run = std::upper_bound(runs.begin(), runs.end(), c,
                                    [](char32_t value, const casetables::Run &entry) { return value < entry.first; });
        // Runs in steps of two may be interleaved, so the right one can lie a few entries back.
        for (int tries = 0; tries < 4 && run != runs.begin(); ++tries) {
            --run;
            const std::uint32_t distance = c - run->first;
            if (distance % run->step == 0 && distance / run->step < run->count) {
                return static_cast<char32_t>(static_cast<std::int64_t>(c) + run->delta);
            }
        }
        return c;
    }
};

Mapping upperMapping()
{
    return {casetables::UpperRuns, casetables::UpperSpecials};
}
Mapping lowerMapping()
{
    return {casetables::LowerRuns, casetables::LowerSpecials};
}
Mapping titleMapping()
{
    return {casetables::TitleRuns, casetables::TitleSpecials};
}

/// A capital sigma at `position` (behind it in `text`) ends a word when no cased letter follows, ignorable ones aside.
bool endsWord(std::string_view text, std::size_t position)
{
    while (position < text.size()) {
        const char32_t c = nextCharacter(text, position);
        if (!isIgnorable(c)) return !isCased(c);
    }
    return true;
}

/// Lower case with the rule for sigma, which depends on its neighbours.
class Lowering
{
public:
    void append(std::string &out, char32_t c, std::string_view text, std::size_t behind)
    {
        if (c == CapitalSigma) {
            appendUtf8(out, m_sigmaMayEnd && endsWord(text, behind) ? FinalSigma : SmallSigma);
        } else if (c < 0x80) {
            out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        } else {
            lowerMapping().append(out, c);
        }
        saw(c);
    }
    void saw(char32_t c)
    {
        // What is no character ends a word for the sigma, yet not for the letter that is to be a capital.
        if (c == InvalidCharacter) {
            m_sigmaMayEnd = false;
        } else if (!isIgnorable(c)) {
            m_sigmaMayEnd = m_afterCased = isCased(c);
        }
    }
    bool afterCased() const { return m_afterCased; }

private:
    bool m_afterCased = false;
    bool m_sigmaMayEnd = false;
};

template <bool Upper>
std::string convertBytes(std::string_view text)
{
    std::string out(text);
    for (char &c : out) {
        if (Upper ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z') c = static_cast<char>(c ^ 0x20);
    }
    return out;
}

} // namespace

std::string upper(std::string_view text)
{
    if (isAscii(text)) return convertBytes<true>(text);
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCharacter(text, at);
        if (c < 0x80) {
            out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
        } else {
            upperMapping().append(out, c);
        }
    }
    return out;
}

std::string lower(std::string_view text)
{
    if (isAscii(text)) return convertBytes<false>(text);
    std::string out;
    out.reserve(text.size());
    Lowering lowering;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCharacter(text, at);
        lowering.append(out, c, text, at);
    }
    return out;
}

std::string title(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    Lowering lowering;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCharacter(text, at);
        if (lowering.afterCased()) {
            lowering.append(out, c, text, at);
            continue;
        }
        if (c < 0x80) {
            out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
        } else {
            titleMapping().append(out, c);
        }
        lowering.saw(c);
    }
    return out;
}

std::string capitalize(std::string_view text)
{
    if (text.empty()) return {};
    std::size_t first = 0;
    nextCharacter(text, first);
    return upper(text.substr(0, first)) + lower(text.substr(first));
}

std::string upperFirstByte(std::string_view text)
{
    std::string out(text);
    if (!out.empty()) out[0] = upperBytes(text.substr(0, 1))[0];
    return out;
}

std::string lowerFirstByte(std::string_view text)
{
    std::string out(text);
    if (!out.empty()) out[0] = lowerBytes(text.substr(0, 1))[0];
    return out;
}

std::string upperBytes(std::string_view text)
{
    return convertBytes<true>(text);
}
std::string lowerBytes(std::string_view text)
{
    return convertBytes<false>(text);
}

} // namespace twig::php
