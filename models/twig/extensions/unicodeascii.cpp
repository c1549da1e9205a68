// SPDX-License-Identifier: MIT
// Text in ASCII: transliteration and slugs.
#include "twig/extensions/unicodetext.h"

#include "twig/icu/characters.h"
#include "twig/php/phperror.h"
#include "twig/php/text.h"
#include "twig/php/unicode.h"

#include <clocale>
#include <iconv.h>

#include <algorithm>

namespace twig {

namespace {

/// What of Latin-ASCII is more than taking a letter's marks off: those letters and signs alone are replaced, by ICU's own rules.
constexpr std::pair<char16_t, char16_t> LatinLetters[] = {
    {0x00A9, 0x00A9}, {0x00AB, 0x00AB}, {0x00AE, 0x00AE}, {0x00BB, 0x00BE}, {0x00C6, 0x00C6}, {0x00D0, 0x00D0}, {0x00D7, 0x00D8},
    {0x00DE, 0x00DF}, {0x00E6, 0x00E6}, {0x00F0, 0x00F0}, {0x00F7, 0x00F8}, {0x00FE, 0x00FE}, {0x0110, 0x0111}, {0x0126, 0x0127},
    {0x0131, 0x0131}, {0x0138, 0x0138}, {0x013F, 0x0142}, {0x0149, 0x014B}, {0x0152, 0x0153}, {0x0166, 0x0167}, {0x0180, 0x0183},
    {0x0187, 0x018C}, {0x0190, 0x0193}, {0x0195, 0x019A}, {0x019D, 0x019E}, {0x01A2, 0x01A5}, {0x01AB, 0x01AE}, {0x01B2, 0x01B6},
    {0x01C4, 0x01C6}, {0x01E4, 0x01E5}, {0x0221, 0x0221}, {0x0224, 0x0225}, {0x0234, 0x0240}, {0x0243, 0x0244}, {0x0246, 0x0249},
    {0x024C, 0x024F}, {0x0253, 0x0253}, {0x0255, 0x0257}, {0x025B, 0x025B}, {0x025F, 0x0262}, {0x0266, 0x0268}, {0x026A, 0x026D},
    {0x0271, 0x0274}, {0x0276, 0x0276}, {0x027C, 0x027E}, {0x0280, 0x0280}, {0x0282, 0x0282}, {0x0288, 0x0289}, {0x028B, 0x028B},
    {0x028F, 0x0291}, {0x0299, 0x0299}, {0x029B, 0x029D}, {0x029F, 0x02A0}, {0x02A3, 0x02A3}, {0x02A5, 0x02A6}, {0x02AA, 0x02AB},
    {0x1D00, 0x1D01}, {0x1D03, 0x1D07}, {0x1D0A, 0x1D0D}, {0x1D0F, 0x1D0F}, {0x1D18, 0x1D18}, {0x1D1B, 0x1D1C}, {0x1D20, 0x1D22},
    {0x1D6B, 0x1D76}, {0x1D7A, 0x1D7B}, {0x1D7D, 0x1D7E}, {0x1D80, 0x1D8A}, {0x1D8C, 0x1D8F}, {0x1D91, 0x1D93}, {0x1D96, 0x1D96},
    {0x1D99, 0x1D99}, {0x1E9A, 0x1E9A}, {0x1E9C, 0x1E9E}, {0x1EFA, 0x1EFF}, {0x2010, 0x2016}, {0x2018, 0x201F}, {0x2032, 0x2033},
    {0x2039, 0x203A}, {0x2044, 0x2046}, {0x204E, 0x204E}, {0x20A0, 0x20A0}, {0x20A2, 0x20A4}, {0x20A7, 0x20A7}, {0x20B9, 0x20BA},
    {0x210C, 0x210C}, {0x211E, 0x211E}, {0x2153, 0x215F}, {0x2212, 0x2212}, {0x2215, 0x2216}, {0x2223, 0x2223}, {0x2225, 0x2225},
    {0x226A, 0x226B}, {0x2985, 0x2986}, {0x3001, 0x3002}, {0x3007, 0x300B}, {0x3014, 0x3015}, {0x3018, 0x301B}, {0x301D, 0x301E},
    {0x33A7, 0x33A7}, {0x33AE, 0x33AE}, {0x33C6, 0x33C6}, {0x33D7, 0x33D7}, {0x33DE, 0x33DF}, {0xFE11, 0xFE12}, {0xFE31, 0xFE32},
    {0xFE39, 0xFE3A}, {0xFE3D, 0xFE40}, {0xFE51, 0xFE51}, {0xFE58, 0xFE58}, {0xFE5D, 0xFE5E}, {0xFF5F, 0xFF61}, {0xFF64, 0xFF64},
};

template <typename Change>
std::string perCharacter(std::string_view text, Change change)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t character = php::nextCharacter(text, at);
        change(out, character, text.substr(begin, at - begin));
    }
    return out;
}

std::string latinAscii(std::string_view text)
{
    return perCharacter(text, [](std::string &out, char32_t character, std::string_view bytes) {
        const auto range = std::lower_bound(std::begin(LatinLetters), std::end(LatinLetters), character,
                                            [](const auto &entry, char32_t value) { return entry.second < value; });
        if (range == std::end(LatinLetters) || character < range->first)
            out += bytes;
        else
            out += icu::transliterated("Latin-ASCII", bytes).value_or(std::string(bytes));
    });
}

/// An umlaut as German writes it without: "ae", and "AE" unless a small letter follows.
std::string germanAscii(std::string_view text)
{
    static constexpr std::string_view Diaeresis = "\u0308";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (std::string_view("aouAOU").find(text[i]) == std::string_view::npos) continue;
        if (text.substr(i + 1, Diaeresis.size()) != Diaeresis) continue;
        const bool isCapital = text[i] < 'a';
        i += Diaeresis.size();
        std::size_t next = i + 1;
        const bool smallFollows = next < text.size() && icu::isLowerCase(php::nextCharacter(text, next));
        out += isCapital && !smallFollows ? 'E' : 'e';
    }
    return out;
}

/// glibc's own transliteration in the "C" locale, letter by letter; "?" for what it does not know.
std::string asciiByIconv(std::string_view text)
{
    static const locale_t plain = newlocale(LC_CTYPE_MASK, "C", nullptr);
    const locale_t previous = uselocale(plain);
    const iconv_t converter = iconv_open("ASCII//TRANSLIT", "UTF-8");
    std::string out = perCharacter(text, [&](std::string &to, char32_t character, std::string_view bytes) {
        if (character < 0x80) {
            to += bytes;
            return;
        }
        char buffer[64];
        char *in = const_cast<char *>(bytes.data());
        char *end = buffer;
        std::size_t left = bytes.size();
        std::size_t room = sizeof buffer;
        if (converter == reinterpret_cast<iconv_t>(-1) ||
            iconv(converter, &in, &left, &end, &room) == static_cast<std::size_t>(-1))
            end = buffer;
        std::string_view letters(buffer, static_cast<std::size_t>(end - buffer));
        if (letters.size() > 1) letters.remove_prefix(std::min(letters.size(), letters.find_first_not_of("'`\"^~")));
        to += end == buffer ? std::string_view("?") : letters;
    });
    if (converter != reinterpret_cast<iconv_t>(-1)) iconv_close(converter);
    uselocale(previous);
    return out;
}

std::string applied(const std::string &rule, std::string text)
{
    if (rule == "nfd") return icu::normalized(text, icu::Form::Nfd).value_or(std::string());
    if (rule == "nfkd") return icu::normalized(text, icu::Form::Nfkd).value_or(std::string());
    if (rule == "latin-ascii") return latinAscii(text);
    if (rule == "de-ascii") return germanAscii(text);
    if (rule == "[:nonspacing mark:] remove")
        return perCharacter(text, [](std::string &out, char32_t character, std::string_view bytes) {
            if (!icu::isMark(character)) out += bytes;
        });
    auto changed = icu::transliterated(rule, text);
    if (!changed && rule == "any-latin/bgn") changed = icu::transliterated("any-latin", text);
    if (!changed)
        throw php::PhpError("Symfony\\Component\\String\\Exception\\InvalidArgumentException",
                            "Unknown transliteration rule \"" + rule + "\".");
    return std::move(*changed);
}

/// The language of each locale that has a transliterator of its own.
constexpr std::pair<std::string_view, std::string_view> Transliterators[] = {
    {"am", "Amharic"}, {"ar", "Arabic"},  {"az", "Azerbaijani"},  {"be", "Belarusian"}, {"bg", "Bulgarian"}, {"bn", "Bengali"},
    {"el", "Greek"},   {"fa", "Persian"}, {"he", "Hebrew"},       {"hy", "Armenian"},   {"ka", "Georgian"},  {"kk", "Kazakh"},
    {"ky", "Kirghiz"}, {"ko", "Korean"},  {"mk", "Macedonian"},   {"mn", "Mongolian"},  {"or", "Oriya"},     {"ps", "Pashto"},
    {"ru", "Russian"}, {"sr", "Serbian"}, {"sr_Cyrl", "Serbian"}, {"th", "Thai"},       {"tk", "Turkmen"},   {"uk", "Ukrainian"},
    {"uz", "Uzbek"},   {"zh", "Han"},
};

std::string_view parentOf(std::string_view locale)
{
    const std::size_t end = locale.find_last_of("_-");
    return end == std::string_view::npos ? std::string_view() : locale.substr(0, end);
}

std::vector<std::string> rulesFor(std::string_view locale)
{
    if (locale == "de" || locale.starts_with("de_") || locale.starts_with("de-")) return {"de-ascii"};
    std::string name(locale);
    std::replace(name.begin(), name.end(), '-', '_');
    for (const std::string_view candidate : {std::string_view(name), parentOf(name)}) {
        if (candidate == "de") return {"de-ascii"};
        for (const auto &[known, language] : Transliterators) {
            if (known != candidate) continue;
            const std::string id = std::string(language) + "-Latin";
            if (icu::transliterated(id + "/BGN", "")) return {id + "/BGN"};
            if (icu::transliterated(id, "")) return {id};
            return {};
        }
    }
    return {};
}

/// What preg_replace() makes of "\0" and "$1" in a replacement, for a pattern without groups.
void appendReplacement(std::string &out, std::string_view replacement, std::string_view match)
{
    const auto digits = [&](std::size_t at) {
        std::size_t end = at;
        while (end < replacement.size() && end < at + 2 && replacement[end] >= '0' && replacement[end] <= '9')
            ++end;
        return end - at;
    };
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        const bool isBackslash = replacement[i] == '\\';
        const bool isBraced = replacement[i] == '$' && i + 1 < replacement.size() && replacement[i + 1] == '{';
        const std::size_t at = i + (isBraced ? 2 : 1);
        const std::size_t count = isBackslash || replacement[i] == '$' ? digits(at) : 0;
        if (count && (!isBraced || (at + count < replacement.size() && replacement[at + count] == '}'))) {
            if (replacement.substr(at, count).find_first_not_of('0') == std::string_view::npos) out += match;
            i = at + count - (isBraced ? 0 : 1);
            continue;
        }
        if (isBackslash && i + 1 < replacement.size() && replacement[i + 1] == '\\') ++i;
        out += replacement[i];
    }
}

} // namespace

std::string asciiText(std::string_view source, std::vector<std::string> rules)
{
    std::string done;
    std::string rest(source);
    rules.insert(rules.begin(), "nfd");
    rules.insert(rules.end(), {"latin-ascii", "any-latin/bgn", "nfkd", "[:nonspacing mark:] remove"});
    auto rule = rules.begin();
    for (;;) {
        std::size_t plain = 0;
        while (plain < rest.size() && static_cast<unsigned char>(rest[plain]) < 0x80)
            ++plain;
        if (plain + 1 >= rest.size()) break;
        if (plain > 1) { // the last plain letter stays: a mark may follow
            done.append(rest, 0, plain - 1);
            rest.erase(0, plain - 1);
        }
        if (rule != rules.end() && rule->empty()) rule = rules.end(); // an empty rule ends them all
        if (rule != rules.end())
            rest = applied(php::lowerBytes(*rule++), std::move(rest));
        else
            rest = asciiByIconv(rest);
    }
    return done + rest;
}

std::string slugOf(std::string_view text, std::string_view separator, std::string_view locale)
{
    std::string ascii = asciiText(normalizedText(text), rulesFor(locale));
    if (locale == "en" || parentOf(locale) == "en") {
        static constexpr std::pair<std::string_view, std::string_view> Symbols[] = {{"@", " at "}, {"&", " and "}};
        ascii = php::replacePairs(ascii, Symbols);
    }
    const auto isPlain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::string out;
    for (std::size_t i = 0; i < ascii.size(); ++i) {
        if (isPlain(ascii[i])) {
            out += ascii[i];
            continue;
        }
        std::size_t end = i;
        while (end < ascii.size() && !isPlain(ascii[end]))
            ++end;
        appendReplacement(out, separator, std::string_view(ascii).substr(i, end - i));
        i = end - 1;
    }
    return std::string(trimmed(normalizedText(out), separator, TrimWhere::Both));
}

} // namespace twig
