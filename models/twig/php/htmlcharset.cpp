// SPDX-License-Identifier: MIT
#include "twig/php/htmlcharset.h"

#include "twig/php/unicode.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace twig::php {

namespace {

constexpr int kNone = -1; ///< there is no byte

int byteAt(std::string_view text, std::size_t at)
{
    return at < text.size() ? static_cast<unsigned char>(text[at]) : kNone;
}

bool isWithin(int byte, int first, int last)
{
    return first <= byte && byte <= last;
}

/// Whether a character can start with it.
bool isStart(HtmlCharset charset, int byte)
{
    switch (charset) {
    case HtmlCharset::SingleByte:
    case HtmlCharset::Big5: return true;
    case HtmlCharset::Big5Hkscs: return byte != 0x80 && byte != 0xFF;
    case HtmlCharset::Gb2312: return byte != 0x8E && byte != 0x8F && byte != 0xA0 && byte != 0xFF;
    case HtmlCharset::ShiftJis: return byte != 0x80 && byte != 0xA0 && byte < 0xFD;
    case HtmlCharset::EucJp: return byte != 0xA0 && byte != 0xFF;
    }
    return true;
}

/// Two bytes if the second fits; what cannot start a character goes with the first.
HtmlCharacter pair(HtmlCharset charset, int second, bool fits)
{
    if (second == kNone) return {1, false};
    if (fits) return {2, true};
    return {isStart(charset, second) ? std::size_t{1} : std::size_t{2}, false};
}

HtmlCharacter eucJp(int first, int second, int third)
{
    constexpr auto charset = HtmlCharset::EucJp;
    const bool isHigh = isWithin(second, 0xA1, 0xFE);
    if (isWithin(first, 0xA1, 0xFE)) return pair(charset, second, isHigh);
    if (first == 0x8E) return pair(charset, second, isWithin(second, 0xA1, 0xDF));
    if (first != 0x8F) return {1, isStart(charset, first)};
    const bool isThirdLost = third != kNone && !isStart(charset, third); // it goes with what is invalid, too
    if (isHigh && isWithin(third, 0xA1, 0xFE)) return {3, true};
    return {pair(charset, second, false).length + (isThirdLost && (isHigh || !isStart(charset, second)) ? 1 : 0), false};
}

} // namespace

std::optional<HtmlCharset> htmlCharset(std::string_view name)
{
    constexpr auto Single = HtmlCharset::SingleByte;
    static constexpr std::pair<std::string_view, HtmlCharset> Known[] = {{"ISO-8859-1", Single},
                                                                         {"ISO8859-1", Single},
                                                                         {"ISO-8859-15", Single},
                                                                         {"ISO8859-15", Single},
                                                                         {"CP866", Single},
                                                                         {"IBM866", Single},
                                                                         {"866", Single},
                                                                         {"CP1251", Single},
                                                                         {"WINDOWS-1251", Single},
                                                                         {"WIN-1251", Single},
                                                                         {"1251", Single},
                                                                         {"CP1252", Single},
                                                                         {"WINDOWS-1252", Single},
                                                                         {"1252", Single},
                                                                         {"KOI8-R", Single},
                                                                         {"KOI8-RU", Single},
                                                                         {"KOI8R", Single},
                                                                         {"ISO8859-5", Single},
                                                                         {"ISO-8859-5", Single},
                                                                         {"MACROMAN", Single},
                                                                         {"BIG5", HtmlCharset::Big5},
                                                                         {"950", HtmlCharset::Big5},
                                                                         {"BIG5-HKSCS", HtmlCharset::Big5Hkscs},
                                                                         {"GB2312", HtmlCharset::Gb2312},
                                                                         {"936", HtmlCharset::Gb2312},
                                                                         {"SHIFT_JIS", HtmlCharset::ShiftJis},
                                                                         {"SJIS", HtmlCharset::ShiftJis},
                                                                         {"932", HtmlCharset::ShiftJis},
                                                                         {"EUC-JP", HtmlCharset::EucJp},
                                                                         {"EUCJP", HtmlCharset::EucJp}};
    const std::string upper = upperBytes(name);
    const auto found = std::find_if(std::begin(Known), std::end(Known), [&](const auto &one) { return one.first == upper; });
    return found == std::end(Known) ? std::nullopt : std::optional(found->second);
}

HtmlCharacter htmlCharacter(HtmlCharset charset, std::string_view rest)
{
    const int first = byteAt(rest, 0);
    const int second = byteAt(rest, 1);
    switch (charset) {
    case HtmlCharset::SingleByte: return {1, true};
    case HtmlCharset::Big5:
    case HtmlCharset::Big5Hkscs:
        if (!isWithin(first, 0x81, 0xFE)) return {1, true};
        return pair(charset, second, isWithin(second, 0x40, 0x7E) || isWithin(second, 0xA1, 0xFE));
    case HtmlCharset::Gb2312:
        if (!isWithin(first, 0xA1, 0xFE)) return {1, isStart(charset, first)};
        return pair(charset, second, isWithin(second, 0xA1, 0xFE));
    case HtmlCharset::ShiftJis:
        if (!isWithin(first, 0x81, 0x9F) && !isWithin(first, 0xE0, 0xFC)) return {1, isStart(charset, first)};
        return pair(charset, second, isWithin(second, 0x40, 0xFC) && second != 0x7F);
    case HtmlCharset::EucJp: return eucJp(first, second, byteAt(rest, 2));
    }
    return {1, true};
}

} // namespace twig::php
