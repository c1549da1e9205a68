// SPDX-License-Identifier: MIT
// The methods that look for something in the text.
#include "twig/extensions/unicodemethod.h"

#include "twig/extensions/unicodeanswer.h"
#include "twig/extensions/unicodetext.h"
#include "twig/icu/graphemes.h"

namespace twig {

using namespace unicodeanswer;

namespace {

using Kind = MethodParameter::Type;
using Text = const UnicodeObject &;
using Call = const MethodArguments &;

/// The first of several needles, the latest of them for the last.
struct Found
{
    std::optional<std::int64_t> at;
    std::string_view needle;
};

Found firstOf(Text text, Call call, std::int64_t offset)
{
    Found found;
    for (const std::string_view needle : call.list(0)) {
        const auto at = indexIn(text, needle, offset);
        if (at && (!found.at || *at < *found.at)) found = {at, needle};
    }
    return found;
}

Found lastOf(Text text, Call call, std::int64_t offset)
{
    Found found;
    for (const std::string_view needle : call.list(0)) {
        const auto at = lastIndexIn(text, needle, offset);
        if (at && (!found.at || *at >= *found.at)) {
            found = {at, needle};
            offset = *at;
        }
    }
    return found;
}

Value positionValue(std::optional<std::int64_t> at)
{
    return at ? Value::integer(*at) : Value::null();
}

Value indexOf(Text text, Call call)
{
    return positionValue(firstOf(text, call, call.integer(1, 0)).at);
}

Value indexOfLast(Text text, Call call)
{
    return positionValue(lastOf(text, call, call.integer(1, 0)).at);
}

Value containsAny(Text text, Call call)
{
    return Value::boolean(firstOf(text, call, 0).at.has_value());
}

Value behind(Text text, Call call, const Found &found)
{
    if (!found.at) return plain(call, text.text);
    const std::int64_t skipped = call.boolean(1, false) ? 0 : icu::graphemeCount(found.needle);
    return plain(call, icu::graphemeSlice(text.text, *found.at + skipped));
}

Value upTo(Text text, Call call, const Found &found)
{
    if (!found.at) return plain(call, text.text);
    const std::int64_t kept = call.boolean(1, false) ? icu::graphemeCount(found.needle) : 0;
    return plain(call, icu::graphemeSlice(text.text, 0, *found.at + kept));
}

Value after(Text text, Call call)
{
    return behind(text, call, firstOf(text, call, call.integer(2, 0)));
}

Value afterLast(Text text, Call call)
{
    return behind(text, call, lastOf(text, call, call.integer(2, 0)));
}

Value before(Text text, Call call)
{
    return upTo(text, call, firstOf(text, call, call.integer(2, 0)));
}

Value beforeLast(Text text, Call call)
{
    return upTo(text, call, lastOf(text, call, call.integer(2, 0)));
}

template <bool (*Holds)(Text, std::string_view)>
Value anyOf(Text text, Call call)
{
    for (const std::string_view other : call.list(0))
        if (Holds(text, other)) return Value::boolean(true);
    return Value::boolean(false);
}

constexpr MethodParameter Needle[] = {
    {"needle", Kind::TextOrList}, {"includeNeedle", Kind::Boolean, false}, {"offset", Kind::Integer, false}};
constexpr MethodParameter NeedleOnly[] = {{"needle", Kind::TextOrList}};
constexpr MethodParameter AnySuffix[] = {{"suffix", Kind::TextOrList}};
constexpr MethodParameter AnyString[] = {{"string", Kind::TextOrList}};
constexpr MethodParameter NeedleOffset[] = {{"needle", Kind::TextOrList}, {"offset", Kind::Integer, false}};
constexpr MethodParameter AnyPrefix[] = {{"prefix", Kind::TextOrList}};

constexpr UnicodeMethod Methods[] = {
    {"after", Needle, after},
    {"afterlast", Needle, afterLast},
    {"before", Needle, before},
    {"beforelast", Needle, beforeLast},
    {"containsany", NeedleOnly, containsAny},
    {"endswith", AnySuffix, anyOf<endsWith>},
    {"equalsto", AnyString, anyOf<equals>},
    {"indexof", NeedleOffset, indexOf},
    {"indexoflast", NeedleOffset, indexOfLast},
    {"startswith", AnyPrefix, anyOf<startsWith>},
};

} // namespace

std::span<const UnicodeMethod> unicodeSearchMethods()
{
    return Methods;
}

} // namespace twig
