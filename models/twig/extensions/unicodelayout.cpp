// SPDX-License-Identifier: MIT
// Trimming, wrapping, measuring.
#include "twig/extensions/unicodetext.h"

#include "twig/icu/characters.h"
#include "twig/php/text.h"
#include "twig/php/unicode.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <memory>

namespace twig {

namespace {

/// trim()'s list of characters, in which "a..z" is a range.
class CharacterSet
{
public:
    explicit CharacterSet(std::string_view list)
    {
        std::u32string characters;
        for (std::size_t at = 0; at < list.size();)
            characters += php::nextCharacter(list, at);
        const auto isDot = [&](std::size_t i) { return i < characters.size() && characters[i] == U'.'; };
        for (std::size_t i = 0; i < characters.size(); ++i) {
            if (i + 3 < characters.size() && isDot(i + 1) && isDot(i + 2) && characters[i] <= characters[i + 3]) {
                m_ranges.emplace_back(characters[i], characters[i + 3]);
                i += 3;
            } else if (!isDot(i) || !isDot(i + 1)) {
                m_ranges.emplace_back(characters[i], characters[i]);
            }
        }
    }
    bool contains(char32_t character) const
    {
        return std::any_of(m_ranges.begin(), m_ranges.end(),
                           [&](const auto &range) { return character >= range.first && character <= range.second; });
    }

private:
    std::vector<std::pair<char32_t, char32_t>> m_ranges;
};

std::size_t lastCharacter(std::string_view text)
{
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return at;
}

pcre2_code *clusterPattern()
{
    struct Free
    {
        void operator()(pcre2_code *code) const { pcre2_code_free(code); }
    };
    static const std::unique_ptr<pcre2_code, Free> pattern = [] {
        int error = 0;
        PCRE2_SIZE at = 0;
        return std::unique_ptr<pcre2_code, Free>(
            pcre2_compile(reinterpret_cast<PCRE2_SPTR>("\\X"), 2, PCRE2_UTF | PCRE2_UCP, &error, &at, nullptr));
    }();
    return pattern.get();
}

/// A control sequence of a terminal at the start of the text: how long it is, 0 when there is none.
std::size_t ansiSequence(std::string_view text)
{
    if (text.empty() || text[0] != '\x1B') return 0;
    const auto within = [&](std::size_t i, unsigned char low, unsigned char high) {
        return i < text.size() && static_cast<unsigned char>(text[i]) >= low && static_cast<unsigned char>(text[i]) <= high;
    };
    std::size_t at = 1;
    if (at < text.size() && text[at] == '[') {
        std::size_t end = at + 1;
        while (within(end, 0x30, 0x3F))
            ++end;
        while (within(end, 0x20, 0x2F))
            ++end;
        if (within(end, 0x40, 0x7E)) return end + 1;
    } else if (at < text.size() && std::string_view("P]X^_").find(text[at]) != std::string_view::npos) {
        const std::size_t end = text.find("\x1B\\", at + 1);
        if (end != std::string_view::npos) return end + 2;
    }
    while (within(at, 0x20, 0x2F))
        ++at;
    return within(at, 0x30, 0x7E) ? at + 1 : at;
}

bool isControl(char32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

bool isInvisible(char32_t c)
{
    static constexpr std::pair<char32_t, char32_t> Ranges[] = {
        {0x034F, 0x034F},   {0x061C, 0x061C},   {0x1160, 0x11FF},   {0x180E, 0x180E},   {0x200B, 0x200F},
        {0x2028, 0x202E},   {0x2060, 0x206F},   {0xD7B0, 0xD7FF},   {0xFEFF, 0xFEFF},   {0xFFF0, 0xFFFB},
        {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    };
    return std::any_of(std::begin(Ranges), std::end(Ranges),
                       [c](const auto &range) { return c >= range.first && c <= range.second; });
}

constexpr char32_t ZeroWidthJoiner = 0x200D;
constexpr char32_t EmojiPresentation = 0xFE0F;

/// Cells of a line without control characters; -1 when there is one left.
std::int64_t lineWidth(std::string_view line)
{
    std::int64_t width = 0;
    char32_t last = 0;
    int lastCells = 0;
    bool isJoined = false;
    for (std::size_t at = 0; at < line.size();) {
        const char32_t character = php::nextCharacter(line, at);
        const bool wasJoined = std::exchange(isJoined, false);
        if (wasJoined && character > 0x7F && icu::isEmoji(character)) continue;
        if (character == 0 || isInvisible(character)) {
            isJoined = character == ZeroWidthJoiner && last > 0x7F && icu::isEmoji(last);
            continue;
        }
        if (isControl(character)) return -1;
        const bool widens =
            character == EmojiPresentation || (character >= 0x1F3FB && character <= 0x1F3FF && last > 0x7F && icu::isEmoji(last));
        if (widens) {
            if (lastCells == 1 && icu::isEmoji(last)) {
                ++width;
                lastCells = 2;
            }
            continue;
        }
        const int count = icu::cells(character);
        if (count == 0) continue;
        width += count;
        last = character;
        lastCells = count;
    }
    return width;
}

/// The line as a terminal would show it.
std::string shown(std::string_view line)
{
    std::string out;
    for (std::size_t at = 0; at < line.size();) {
        if (const std::size_t sequence = ansiSequence(line.substr(at))) {
            at += sequence;
            continue;
        }
        const std::size_t begin = at;
        if (!isControl(php::nextCharacter(line, at))) out += line.substr(begin, at - begin);
    }
    return out;
}

} // namespace

std::string_view trimDefault()
{
    return {" \t\n\r\0\x0B\x0C\u00A0\uFEFF", 12};
}

std::string_view trimmed(std::string_view text, std::string_view characters, TrimWhere where)
{
    if (characters.empty()) return text;
    const CharacterSet set(characters);
    while (static_cast<int>(where) & static_cast<int>(TrimWhere::Start) && !text.empty()) {
        std::size_t at = 0;
        if (!set.contains(php::nextCharacter(text, at))) break;
        text.remove_prefix(at);
    }
    while (static_cast<int>(where) & static_cast<int>(TrimWhere::End) && !text.empty()) {
        const std::size_t begin = lastCharacter(text);
        std::size_t at = begin;
        if (!set.contains(php::nextCharacter(text, at))) break;
        text.remove_suffix(text.size() - begin);
    }
    return text;
}

std::string collapsedWhitespace(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f'; };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isSpace(text[i]))
            out += text[i];
        else if (i == 0 || !isSpace(text[i - 1]))
            out += ' ';
    }
    return std::string(php::trim(out, php::TrimSet(" \n\r\t\x0C")));
}

std::vector<std::string_view> clusters(std::string_view text)
{
    std::vector<std::string_view> found;
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(clusterPattern(), nullptr);
    std::size_t at = 0;
    while (at < text.size() && pcre2_match(clusterPattern(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), at,
                                           PCRE2_NO_UTF_CHECK, data, nullptr) > 0) {
        const std::size_t end = pcre2_get_ovector_pointer(data)[1];
        if (end <= at) break;
        found.push_back(text.substr(at, end - at));
        at = end;
    }
    pcre2_match_data_free(data);
    return found;
}

std::string wrapped(Runtime &runtime, const UnicodeObject &text, const Wrapping &how)
{
    // PHP's wordwrap() works on bytes: it gets a text with one byte for each character, '#' for a break.
    std::vector<std::string_view> characters;
    std::string mask;
    const std::string_view lineBreak = how.lineBreak;
    for (std::string_view rest = text.text;;) {
        const bool ignoreCase = text.letters == UnicodeObject::Case::Ignored;
        const auto found = lineBreak.empty() ? std::nullopt : searchIn(rest, lineBreak, ignoreCase);
        for (const std::string_view character : clusters(found ? rest.substr(0, found->begin) : rest)) {
            characters.push_back(character);
            mask += character == " " ? ' ' : '?';
        }
        if (!found) break;
        characters.push_back(lineBreak);
        mask += '#';
        rest = rest.substr(found->begin + found->size);
        runtime.step(1 + rest.size() / 64);
    }
    if (text.text.empty()) return {};
    runtime.step(characters.size() / 16);
    runtime.arena().require(text.text.size() + characters.size() * lineBreak.size());
    const std::size_t lastReal = mask.find_last_not_of('#');
    const std::size_t kept = lastReal == std::string::npos ? 0 : lastReal + 1;
    mask = php::wordWrap(std::string_view(mask).substr(0, kept), how.width, "#", how.cut) + mask.substr(kept);

    std::string out;
    std::size_t next = 0;
    std::size_t at = 0;
    for (std::size_t mark = mask.find('#'); mark != std::string::npos; mark = mask.find('#', mark + 1)) {
        for (; at < mark; ++at)
            out += characters[next++];
        if (next < characters.size() && (characters[next] == lineBreak || characters[next] == " ")) ++next;
        out += lineBreak;
        at = mark + 1;
    }
    for (; next < characters.size(); ++next)
        out += characters[next];
    return out;
}

std::int64_t widthOf(std::string_view text, bool ignoreAnsiDecoration)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (ignoreAnsiDecoration && text.substr(i, 2) == "\x1B]") {
            const std::size_t end = text.find_first_of("\x07\x1B\n\r", i + 2); // BEL may end such a sequence
            if (end != std::string_view::npos && text[end] == '\x07') {
                i = end;
                continue;
            }
        }
        if (text[i] == '\r') {
            plain += '\n';
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
        } else if (text[i] != '\0' && text[i] != '\x05' && text[i] != '\x07') {
            plain += text[i];
        }
    }
    if (!ignoreAnsiDecoration) {
        std::string visible;
        for (std::size_t at = 0; at < plain.size();) {
            const std::size_t begin = at;
            if (!isControl(php::nextCharacter(plain, at))) visible.append(plain, begin, at - begin);
        }
        return std::max<std::int64_t>(0, lineWidth(visible));
    }
    std::int64_t widest = 0;
    for (const std::string_view line : php::explode("\n", plain, std::numeric_limits<std::int64_t>::max()))
        widest = std::max(widest, lineWidth(shown(line)));
    return widest;
}

} // namespace twig
