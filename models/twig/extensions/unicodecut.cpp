// SPDX-License-Identifier: MIT
// The methods that cut the text.
#include "twig/extensions/unicodemethod.h"

#include "twig/extensions/unicodeanswer.h"
#include "twig/extensions/unicoderegex.h"
#include "twig/extensions/unicodetext.h"
#include "twig/icu/characters.h"
#include "twig/icu/graphemes.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"

#include <algorithm>
#include <limits>

namespace twig {

using namespace unicodeanswer;

namespace {

using Case = UnicodeObject::Case;
using Kind = MethodParameter::Type;
using Text = const UnicodeObject &;
using Call = const MethodArguments &;

Value slice(Text text, Call call)
{
    return plain(call, icu::graphemeSlice(text.text, call.integer(0, 0), call.optionalInteger(1)));
}

Value splice(Text text, Call call)
{
    const std::int64_t start = call.integer(1, 0);
    const auto length = call.optionalInteger(2);
    const std::string_view head = start ? icu::graphemeSlice(text.text, 0, start) : std::string_view();
    const std::string_view rest = text.text.substr(head.size());
    std::size_t cut = rest.size();
    if (length) cut = *length ? icu::graphemeSlice(rest, 0, *length).size() : 0;
    return normal(call, std::string(head) + std::string(call.text(0)) + std::string(rest.substr(cut)));
}

Value split(Text text, Call call)
{
    std::int64_t left = call.optionalInteger(1).value_or(std::numeric_limits<std::int32_t>::max());
    if (left < 1) failArgument("Split limit must be a positive integer.");
    if (call.text(0).empty()) failArgument("Split delimiter is empty.");
    if (call.optionalInteger(2)) return splitByPattern(text, call);
    const auto delimiter = icu::normalized(call.text(0));
    if (!delimiter) failArgument("Split delimiter is not a valid UTF-8 string.");
    Array *pieces = call.runtime().newArray();
    std::string_view rest = text.text;
    for (; left > 1; --left) {
        const auto found = searchIn(rest, *delimiter, text.letters == Case::Ignored);
        if (!found) break;
        call.runtime().step(1 + rest.size() / 64);
        pieces->append(call.runtime().arena(), plain(call, rest.substr(0, found->begin)));
        rest = rest.substr(found->begin + found->size);
    }
    pieces->append(call.runtime().arena(), plain(call, rest));
    return Value::array(pieces);
}

Value chunk(Text text, Call call)
{
    const std::int64_t length = call.integer(0, 1);
    if (length < 1) failArgument("The chunk length must be greater than zero.");
    Array *chunks = call.runtime().newArray();
    if (text.text.empty()) return Value::array(chunks);
    const std::vector<std::string_view> characters = clusters(text.text);
    call.runtime().step(characters.size());
    std::string piece;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        piece += characters[i];
        if ((i + 1) % static_cast<std::uint64_t>(length) && i + 1 < characters.size()) continue;
        chunks->append(call.runtime().arena(), plain(call, piece));
        piece.clear();
    }
    return Value::array(chunks);
}

template <TrimWhere Where>
Value trim(Text text, Call call)
{
    const std::string_view characters = call.text(0, trimDefault());
    if (!php::isValidUtf8(characters)) failArgument("Invalid UTF-8 chars.");
    return plain(call, trimmed(text.text, characters, Where));
}

template <bool AtStart>
Value trimAffix(Text text, Call call)
{
    const bool ignoreCase = text.letters == Case::Ignored;
    for (const std::string_view affix : call.list(0)) {
        const std::string wanted = normalizedText(affix);
        if (wanted.empty() || wanted.size() > text.text.size()) continue;
        const std::size_t kept = text.text.size() - wanted.size();
        const std::string_view end = AtStart ? text.text.substr(0, wanted.size()) : text.text.substr(kept);
        if (ignoreCase ? icu::folded(end) != icu::folded(wanted) : end != wanted) continue;
        return plain(call, AtStart ? text.text.substr(wanted.size()) : text.text.substr(0, kept));
    }
    return plain(call, text.text);
}

Value truncate(Text text, Call call)
{
    std::int64_t length = call.integer(0, 0);
    const std::string ellipsis = normalizedText(call.text(1));
    if (icu::graphemeCount(text.text) <= length) return plain(call, text.text);
    std::int64_t ellipsisLength = icu::graphemeCount(ellipsis);
    if (length < ellipsisLength) ellipsisLength = 0;
    if (!call.boolean(2, true)) {
        std::optional<std::int64_t> space;
        for (const std::string_view white : {" ", "\r", "\n", "\t"}) {
            const auto at = indexIn(text, white, (length ? length : 1) - 1);
            if (at && (!space || *at < *space)) space = at;
        }
        if (!space) return plain(call, text.text);
        length = *space + ellipsisLength;
    }
    const std::string_view kept = icu::graphemeSlice(text.text, 0, length - ellipsisLength);
    if (!ellipsisLength) return plain(call, kept);
    return normal(call, std::string(trimmed(kept, trimDefault(), TrimWhere::End)) + ellipsis);
}

constexpr MethodParameter ChunkLength[] = {{"length", Kind::Integer, false}};
constexpr MethodParameter StartLength[] = {{"start", Kind::Integer, false}, {"length", Kind::OptionalInteger, false}};
constexpr MethodParameter Splice[] = {
    {"replacement", Kind::Text}, {"start", Kind::Integer, false}, {"length", Kind::OptionalInteger, false}};
constexpr MethodParameter Split[] = {
    {"delimiter", Kind::Text}, {"limit", Kind::OptionalInteger, false}, {"flags", Kind::OptionalInteger, false}};
constexpr MethodParameter Characters[] = {{"chars", Kind::Text, false}};
constexpr MethodParameter AnyPrefix[] = {{"prefix", Kind::TextOrList}};
constexpr MethodParameter AnySuffix[] = {{"suffix", Kind::TextOrList}};
constexpr MethodParameter Truncate[] = {
    {"length", Kind::Integer}, {"ellipsis", Kind::Text, false}, {"cut", Kind::Boolean, false}};

constexpr UnicodeMethod Methods[] = {
    {"chunk", ChunkLength, chunk},
    {"slice", StartLength, slice},
    {"splice", Splice, splice},
    {"split", Split, split},
    {"trim", Characters, trim<TrimWhere::Both>},
    {"trimend", Characters, trim<TrimWhere::End>},
    {"trimprefix", AnyPrefix, trimAffix<true>},
    {"trimstart", Characters, trim<TrimWhere::Start>},
    {"trimsuffix", AnySuffix, trimAffix<false>},
    {"truncate", Truncate, truncate},
};

} // namespace

std::span<const UnicodeMethod> unicodeCutMethods()
{
    return Methods;
}

} // namespace twig
