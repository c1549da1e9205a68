// SPDX-License-Identifier: MIT
// Letter case and words.
#include "twig/extensions/unicodetext.h"

#include "twig/icu/characters.h"
#include "twig/php/text.h"
#include "twig/php/unicode.h"

namespace twig {

namespace {

constexpr std::string_view DottedCapitalI = "\u0130";
constexpr std::string_view DottedSmallI = "i\u0307";

std::u32string charactersOf(std::string_view text)
{
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();)
        characters += php::nextCharacter(text, at);
    return characters;
}

std::string utf8(char32_t character)
{
    std::string out;
    php::appendUtf8(out, character);
    return out;
}

/// PCRE's \b.
bool isWordBoundary(const std::u32string &text, std::size_t at)
{
    const bool before = at > 0 && icu::isWord(text[at - 1]);
    const bool after = at < text.size() && icu::isWord(text[at]);
    return before != after;
}

/// Everything but letters and digits as single spaces.
std::u32string spaced(std::string_view text)
{
    std::u32string out;
    bool inGap = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = php::nextCharacter(text, at);
        const bool kept = icu::isLetter(character) || (character >= '0' && character <= '9');
        if (kept)
            out += character;
        else if (!inGap)
            out += U' ';
        inGap = !kept;
    }
    return out;
}

} // namespace

std::string lowerCase(std::string_view text)
{
    if (text.find(DottedCapitalI) == std::string_view::npos) return php::lower(text);
    const std::pair<std::string_view, std::string_view> pairs[] = {{DottedCapitalI, DottedSmallI}};
    return php::lower(php::replacePairs(text, pairs));
}

std::string camelCase(std::string_view text)
{
    const std::u32string words = spaced(text);
    std::string out;
    bool isFirst = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
        // Where a word begins or has just ended, unless a capital follows: the space behind a word counts as a place, too.
        const bool changes = isWordBoundary(words, i) && !(i + 1 < words.size() && icu::isUpperCase(words[i + 1]));
        if (!changes) {
            if (words[i] != U' ') php::appendUtf8(out, words[i]);
            continue;
        }
        const std::string letter = utf8(words[i]);
        if (letter != " ") out += isFirst ? lowerCase(letter) : php::title(letter);
        isFirst = false;
    }
    return out;
}

std::string snakeCase(std::string_view text)
{
    const std::u32string words = charactersOf(camelCase(text));
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && icu::isUpperCase(words[i])) {
            const bool endsRun = icu::isUpperCase(words[i - 1]) && i + 1 < words.size() && icu::isLowerCase(words[i + 1]);
            const bool isDigit = words[i - 1] >= '0' && words[i - 1] <= '9';
            if (endsRun || isDigit || icu::isLowerCase(words[i - 1])) out += '_';
        }
        php::appendUtf8(out, words[i]);
    }
    return php::lower(out);
}

std::string titleCase(std::string_view text, bool allWords)
{
    const std::u32string characters = charactersOf(text);
    std::string out;
    bool isDone = false;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (isDone || characters[i] == U'\n' || !isWordBoundary(characters, i)) {
            php::appendUtf8(out, characters[i]);
            continue;
        }
        out += php::title(utf8(characters[i]));
        isDone = !allWords;
    }
    return out;
}

} // namespace twig
