// SPDX-License-Identifier: MIT
// The methods that change the text, or tell about it.
#include "twig/extensions/unicodemethod.h"

#include "twig/extensions/unicodeanswer.h"
#include "twig/extensions/unicoderegex.h"
#include "twig/extensions/unicodetext.h"
#include "twig/icu/characters.h"
#include "twig/icu/graphemes.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"

#include <algorithm>

namespace twig {

using namespace unicodeanswer;

namespace {

using Case = UnicodeObject::Case;
using Kind = MethodParameter::Type;
using Text = const UnicodeObject &;
using Call = const MethodArguments &;

// Changing

Value replace(Text text, Call call)
{
    const auto from = icu::normalized(call.text(0));
    if (!from || from->empty()) return plain(call, text.text);
    const std::string_view to = call.text(1);
    std::string out;
    std::string_view rest = text.text;
    while (!rest.empty()) {
        const auto found = searchIn(rest, *from, text.letters == Case::Ignored);
        if (!found) break;
        call.runtime().step(1 + rest.size() / 64);
        out += rest.substr(0, found->begin);
        out += to;
        call.runtime().arena().require(out.size());
        rest = rest.substr(found->begin + found->size);
    }
    return normal(call, out + std::string(rest));
}

Value reverse(Text text, Call call)
{
    std::string out;
    std::vector<std::string_view> characters = clusters(text.text);
    std::reverse(characters.begin(), characters.end());
    for (const std::string_view character : characters)
        out += character;
    return plain(call, out);
}

template <std::string (*Change)(std::string_view)>
Value changed(Text text, Call call)
{
    return plain(call, Change(text.text));
}

Value title(Text text, Call call)
{
    return plain(call, titleCase(text.text, call.boolean(0, false)));
}

Value foldedText(Text text, Call call)
{
    if (call.boolean(0, true)) return plain(call, icu::normalized(text.text, icu::Form::NfkcFold).value_or(std::string()));
    return plain(call, lowerCase(icu::fullyFolded(icu::normalized(text.text).value_or(std::string()))));
}

Value wordwrap(Text text, Call call)
{
    const Wrapping how{.width = call.integer(0, 75), .lineBreak = call.text(1, "\n"), .cut = call.boolean(2, false)};
    return plain(call, wrapped(call.runtime(), text, how));
}

Value ascii(Text text, Call call)
{
    call.runtime().step(text.text.size());
    std::vector<std::string> rules;
    if (call.isGiven(0))
        for (const std::string_view rule : call.list(0))
            rules.emplace_back(rule);
    return plain(call, asciiText(text.text, std::move(rules)));
}

Value normalize(Text text, Call call)
{
    // Normalizer::NFD, NFKD, NFC and NFKC
    static constexpr std::pair<std::int64_t, icu::Form> Forms[] = {
        {4, icu::Form::Nfd}, {8, icu::Form::Nfkd}, {16, icu::Form::Nfc}, {32, icu::Form::Nfkc}};
    const std::int64_t form = call.integer(0, 16);
    for (const auto &[number, wanted] : Forms) {
        if (number != form) continue;
        const bool decomposes = number < 16 && !icu::isNormalized(text.text, wanted);
        return unicodeValue(call.runtime(), icu::normalized(text.text, wanted).value_or(std::string()),
                            decomposes ? Case::Decomposed : Case::Sensitive);
    }
    failArgument("Unsupported normalization form.");
}

Value ignoreCase(Text text, Call call)
{
    return unicodeValue(call.runtime(), text.text, Case::Ignored);
}

// Telling

Value length(Text text, Call)
{
    return Value::integer(icu::graphemeCount(text.text));
}

Value width(Text text, Call call)
{
    return Value::integer(widthOf(text.text, call.boolean(0, true)));
}

Value isEmptyText(Text text, Call)
{
    return Value::boolean(text.text.empty());
}

Value bytesAt(Text text, Call call)
{
    Array *bytes = call.runtime().newArray();
    for (const char byte : icu::graphemeSlice(text.text, call.integer(0, 0), 1))
        bytes->append(call.runtime().arena(), Value::integer(static_cast<unsigned char>(byte)));
    return Value::array(bytes);
}

Value codePointsAt(Text text, Call call)
{
    Array *points = call.runtime().newArray();
    const std::string_view character = icu::graphemeSlice(text.text, call.integer(0, 0), 1);
    for (std::size_t at = 0; at < character.size();)
        points->append(call.runtime().arena(), Value::integer(static_cast<std::int64_t>(php::nextCharacter(character, at))));
    return Value::array(points);
}

Value toString(Text text, Call)
{
    return Value::string(text.text);
}

Value same(Text text, Call call)
{
    return plain(call, text.text);
}

constexpr MethodParameter Rules[] = {{"rules", Kind::List, false}};
constexpr MethodParameter Offset[] = {{"offset", Kind::Integer}};
constexpr MethodParameter Compat[] = {{"compat", Kind::Boolean, false}};
constexpr MethodParameter NormalForm[] = {{"form", Kind::Integer, false}};
constexpr MethodParameter FromTo[] = {{"from", Kind::Text}, {"to", Kind::Text}};
constexpr MethodParameter AllWords[] = {{"allWords", Kind::Boolean, false}};
constexpr MethodParameter Ansi[] = {{"ignoreAnsiDecoration", Kind::Boolean, false}};
constexpr MethodParameter Wordwrap[] = {
    {"width", Kind::Integer, false}, {"break", Kind::Text, false}, {"cut", Kind::Boolean, false}};

constexpr MethodParameter Pattern[] = {{"regexp", Kind::Text}, {"flags", Kind::Integer, false}, {"offset", Kind::Integer, false}};
constexpr MethodParameter PatternTo[] = {{"fromRegexp", Kind::Text}, {"to", Kind::TextOrClosure}};

constexpr UnicodeMethod Methods[] = {
    {"match", Pattern, matchMethod},
    {"replacematches", PatternTo, replaceMatchesMethod},
    {"__tostring", {}, toString},
    {"ascii", Rules, ascii},
    {"bytesat", Offset, bytesAt},
    {"camel", {}, changed<camelCase>},
    {"codepointsat", Offset, codePointsAt},
    {"collapsewhitespace", {}, changed<collapsedWhitespace>},
    {"folded", Compat, foldedText},
    {"ignorecase", {}, ignoreCase},
    {"isempty", {}, isEmptyText},
    {"jsonserialize", {}, toString},
    {"length", {}, length},
    {"lower", {}, changed<lowerCase>},
    {"normalize", NormalForm, normalize},
    {"replace", FromTo, replace},
    {"reverse", {}, reverse},
    {"snake", {}, changed<snakeCase>},
    {"title", AllWords, title},
    {"tostring", {}, toString},
    {"tounicodestring", {}, same},
    {"upper", {}, changed<php::upper>},
    {"width", Ansi, width},
    {"wordwrap", Wordwrap, wordwrap},
};

} // namespace

std::span<const UnicodeMethod> unicodeChangeMethods()
{
    return Methods;
}

} // namespace twig
