// SPDX-License-Identifier: MIT
#include "twig/extensions/unicoderegex.h"

#include "twig/convert.h"
#include "twig/extensions/unicodeanswer.h"
#include "twig/extensions/unicodetext.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"
#include "twig/regex.h"

#include <limits>

namespace twig {

using namespace unicodeanswer;

namespace {

using Groups = std::vector<Regex::Group>;

namespace MatchFlag {
constexpr std::int64_t PatternOrder = 1;
constexpr std::int64_t SetOrder = 2;
constexpr std::int64_t OffsetCapture = 256;
} // namespace MatchFlag

namespace SplitFlag {
constexpr std::int64_t NoEmpty = 1;
constexpr std::int64_t DelimiterCapture = 2;
constexpr std::int64_t OffsetCapture = 4;
} // namespace SplitFlag

Regex patternFor(const UnicodeObject &text, std::string_view written, std::string_view function)
{
    std::string pattern(written);
    if (text.letters == UnicodeObject::Case::Ignored) pattern += 'i';
    Regex regex(pattern + 'u');
    if (!regex.error().empty()) failArgument(std::string(function) + "(): " + regex.error());
    return regex;
}

/// All matches, one after the other, as preg_match_all() finds them; `visit` answers whether to go on.
template <typename Visit>
void eachMatch(Runtime &runtime, const Regex &regex, std::string_view subject, std::size_t from, Visit visit)
{
    Groups groups;
    bool wasEmpty = false;
    while (from <= subject.size()) {
        runtime.step(1 + (subject.size() - from) / 64);
        const Regex::Result result = regex.search(subject, from, groups, wasEmpty);
        if (result == Regex::Result::GaveUp)
            throw php::PhpError("Symfony\\Component\\String\\Exception\\RuntimeException",
                                "Matching failed with error: Backtrack limit exhausted");
        if (result == Regex::Result::NoMatch) {
            if (!wasEmpty || from >= subject.size()) return;
            php::nextCharacter(subject, from); // nothing but the empty match here: go on behind the next character
            wasEmpty = false;
            continue;
        }
        if (!visit(groups)) return;
        wasEmpty = groups[0].begin == groups[0].end;
        from = groups[0].end;
    }
}

Value groupValue(Runtime &runtime, const UnicodeObject &text, const Regex::Group &group, bool withOffset)
{
    const Value matched = group.isSet ? Value::string(text.text.substr(group.begin, group.end - group.begin)) : Value::null();
    if (!withOffset) return matched;
    const Value pair[] = {matched, Value::integer(group.isSet ? static_cast<std::int64_t>(group.begin) : -1)};
    return Value::array(Array::createList(runtime.arena(), pair));
}

Array *groupArray(Runtime &runtime, const UnicodeObject &text, const Regex &regex, const Groups &groups, bool withOffset)
{
    Array *all = runtime.newArray();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const Value value = groupValue(runtime, text, groups[i], withOffset);
        const std::string &name = regex.groupNames()[i];
        if (!name.empty()) all->set(runtime.arena(), Value::string(runtime.arena().copy(name)), value);
        all->set(runtime.arena(), Value::integer(static_cast<std::int64_t>(i)), value);
    }
    return all;
}

/// preg_replace()'s replacement: "$1", "${1}", "\1".
void appendReplacement(std::string &out, std::string_view replacement, std::string_view subject, const Groups &groups)
{
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        const char c = replacement[i];
        const bool isBraced = replacement.substr(i, 2) == "${";
        std::size_t end = i + (isBraced ? 2 : 1);
        std::size_t number = 0;
        std::size_t digits = 0;
        for (; digits < 2 && end < replacement.size() && replacement[end] >= '0' && replacement[end] <= '9'; ++digits, ++end)
            number = number * 10 + static_cast<std::size_t>(replacement[end] - '0');
        const bool isClosed = !isBraced || (end < replacement.size() && replacement[end] == '}');
        if ((c == '$' || c == '\\') && digits && isClosed) {
            if (number < groups.size() && groups[number].isSet)
                out += subject.substr(groups[number].begin, groups[number].end - groups[number].begin);
            i = end - (isBraced ? 0 : 1);
            continue;
        }
        if (c == '\\' && replacement.substr(i + 1, 1) == "\\") ++i;
        out += c;
    }
}

} // namespace

Value matchMethod(const UnicodeObject &text, const MethodArguments &call)
{
    Runtime &runtime = call.runtime();
    const std::int64_t flags = call.integer(1, 0);
    const bool all = flags & (MatchFlag::PatternOrder | MatchFlag::SetOrder);
    const Regex regex = patternFor(text, call.text(0), all ? "preg_match_all" : "preg_match");
    std::int64_t from = call.integer(2, 0);
    if (from < 0) from = std::max<std::int64_t>(0, from + static_cast<std::int64_t>(text.text.size()));
    const bool withOffset = flags & MatchFlag::OffsetCapture;
    std::vector<Groups> matches;
    eachMatch(runtime, regex, text.text, static_cast<std::size_t>(from), [&](const Groups &groups) {
        matches.push_back(groups);
        return all;
    });
    if (!all) {
        if (matches.empty()) return Value::array(runtime.newArray());
        return Value::array(groupArray(runtime, text, regex, matches.front(), withOffset));
    }
    Array *result = runtime.newArray();
    if (flags & MatchFlag::SetOrder) {
        for (const Groups &groups : matches)
            result->append(runtime.arena(), Value::array(groupArray(runtime, text, regex, groups, withOffset)));
        return Value::array(result);
    }
    for (std::size_t i = 0; i < regex.groupNames().size(); ++i) {
        Array *column = runtime.newArray();
        for (const Groups &groups : matches)
            column->append(runtime.arena(), groupValue(runtime, text, groups[i], withOffset));
        const std::string &name = regex.groupNames()[i];
        if (!name.empty()) result->set(runtime.arena(), Value::string(runtime.arena().copy(name)), Value::array(column));
        result->set(runtime.arena(), Value::integer(static_cast<std::int64_t>(i)), Value::array(column));
    }
    return Value::array(result);
}

Value replaceMatchesMethod(const UnicodeObject &text, const MethodArguments &call)
{
    Runtime &runtime = call.runtime();
    const bool byFunction = call.value(1).isObject() && call.value(1).objectValue()->kind == Object::Kind::Closure;
    const std::string_view replacement = byFunction ? std::string_view() : call.text(1);
    if (!php::isValidUtf8(replacement)) failArgument("Invalid UTF-8 string.");
    const Regex regex = patternFor(text, call.text(0), byFunction ? "preg_replace_callback" : "preg_replace");
    std::string out;
    std::size_t copied = 0;
    eachMatch(runtime, regex, text.text, 0, [&](const Groups &groups) {
        out += text.text.substr(copied, groups[0].begin - copied);
        copied = groups[0].end;
        if (byFunction) {
            const Value argument = Value::array(groupArray(runtime, text, regex, groups, false));
            const Value made = runtime.call(static_cast<const ClosureObject &>(*call.value(1).objectValue()), {&argument, 1});
            if (!made.isPlainString() || !php::isValidUtf8(made.text()))
                failArgument("Replace callback must return a valid UTF-8 string.");
            out += made.text();
        } else {
            appendReplacement(out, replacement, text.text, groups);
        }
        runtime.arena().require(out.size());
        return true;
    });
    out += text.text.substr(copied);
    return unicodeValue(runtime, normalizedText(out));
}

Value splitByPattern(const UnicodeObject &text, const MethodArguments &call)
{
    Runtime &runtime = call.runtime();
    const std::int64_t flags = call.integer(2, 0);
    const Regex regex = patternFor(text, call.text(0), "preg_split");
    std::int64_t left = call.optionalInteger(1).value_or(std::numeric_limits<std::int32_t>::max());
    Array *pieces = runtime.newArray();
    const auto add = [&](std::size_t begin, std::size_t end) {
        const Value piece = unicodeValue(runtime, text.text.substr(begin, end - begin));
        if (!(flags & SplitFlag::OffsetCapture)) return pieces->append(runtime.arena(), piece);
        const Value pair[] = {piece, Value::integer(static_cast<std::int64_t>(begin))};
        pieces->append(runtime.arena(), Value::array(Array::createList(runtime.arena(), pair)));
    };
    std::size_t copied = 0;
    eachMatch(runtime, regex, text.text, 0, [&](const Groups &groups) {
        if (left <= 1) return false;
        if (groups[0].begin == groups[0].end && (groups[0].begin == copied || groups[0].begin == text.text.size())) return true;
        if (!(flags & SplitFlag::NoEmpty) || groups[0].begin > copied) {
            add(copied, groups[0].begin);
            --left;
        }
        for (std::size_t i = 1; (flags & SplitFlag::DelimiterCapture) && i < groups.size(); ++i)
            if (groups[i].isSet && (!(flags & SplitFlag::NoEmpty) || groups[i].end > groups[i].begin))
                add(groups[i].begin, groups[i].end);
        copied = groups[0].end;
        return true;
    });
    if (!(flags & SplitFlag::NoEmpty) || copied < text.text.size()) add(copied, text.text.size());
    return Value::array(pieces);
}

} // namespace twig
