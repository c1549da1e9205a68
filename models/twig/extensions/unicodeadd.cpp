// SPDX-License-Identifier: MIT
// The methods that add something to the text.
#include "twig/extensions/unicodemethod.h"

#include "twig/extensions/unicodeanswer.h"
#include "twig/extensions/unicodetext.h"
#include "twig/icu/characters.h"
#include "twig/icu/graphemes.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"

namespace twig {

using namespace unicodeanswer;

namespace {

using Case = UnicodeObject::Case;
using Kind = MethodParameter::Type;
using Text = const UnicodeObject &;
using Call = const MethodArguments &;

std::string joined(Call call, const std::vector<std::string_view> &parts, std::string_view glue = {})
{
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i) out += glue;
        out += parts[i];
        call.runtime().arena().require(out.size());
    }
    return out;
}

std::string repeated(Call call, std::string_view text, std::int64_t times)
{
    if (text.empty() || times <= 0) return {};
    const auto count = static_cast<std::size_t>(times);
    if (count > Arena::Unlimited / 4 / text.size()) throw OutOfMemory{call.runtime().arena().limit()};
    call.runtime().arena().require(count * text.size());
    std::string out;
    out.reserve(count * text.size());
    for (std::size_t i = 0; i < count; ++i)
        out += text;
    return out;
}

Value append(Text text, Call call)
{
    return normal(call, std::string(text.text) + joined(call, call.texts(0)));
}

Value prepend(Text text, Call call)
{
    return normal(call, joined(call, call.texts(0)) + std::string(text.text));
}

Value ensureEnd(Text text, Call call)
{
    const std::string_view suffix = call.text(0);
    if (!endsWith(text, suffix)) return normal(call, std::string(text.text) + std::string(suffix));
    const bool ignoreCase = text.letters == Case::Ignored;
    const std::string wanted = ignoreCase ? icu::folded(suffix) : std::string(suffix);
    std::string_view all = text.text; // repeated at the end: the first one stays
    const auto endsSo = [&](std::string_view of) {
        if (wanted.empty() || of.size() < suffix.size()) return false;
        const std::string_view end = of.substr(of.size() - suffix.size());
        return ignoreCase ? icu::folded(end) == wanted : end == wanted;
    };
    while (endsSo(all) && endsSo(all.substr(0, all.size() - suffix.size())))
        all.remove_suffix(suffix.size());
    return normal(call, all);
}

Value ensureStart(Text text, Call call)
{
    const std::string prefix = normalizedText(call.text(0));
    if (!startsWith(text, prefix)) return normal(call, prefix + std::string(text.text));
    const std::int64_t size = icu::graphemeCount(prefix);
    std::string_view rest = text.text;
    for (std::int64_t at = size; indexIn(text, prefix, at) == std::optional(at); at += size) {
        rest = icu::graphemeSlice(rest, size);
        call.runtime().step(1 + text.text.size() / 64);
    }
    return plain(call, rest);
}

Value repeat(Text text, Call call)
{
    const std::int64_t times = call.integer(0, 0);
    if (times < 0) failArgument("Multiplier must be positive, " + std::to_string(times) + " given.");
    return plain(call, repeated(call, text.text, times));
}

enum class Pad { Start, End, Both };

std::string padding(Call call, std::string_view with, std::int64_t length)
{
    const std::int64_t size = icu::graphemeCount(with);
    return repeated(call, with, length / size) + std::string(icu::graphemeSlice(with, 0, length % size));
}

template <Pad Where>
Value pad(Text text, Call call)
{
    const std::string_view with = call.text(1, " ");
    if (with.empty() || !php::isValidUtf8(with)) failArgument("Invalid UTF-8 string.");
    const std::int64_t missing = call.integer(0, 0) - icu::graphemeCount(text.text);
    if (missing <= 0) return plain(call, text.text);
    const std::int64_t atStart = Where == Pad::Start ? missing : Where == Pad::End ? 0 : missing / 2;
    return normal(call, padding(call, with, atStart) + std::string(text.text) + padding(call, with, missing - atStart));
}

Value join(Text text, Call call)
{
    std::vector<std::string_view> parts = call.list(0);
    std::string tail;
    if (const auto last = call.optionalText(1); last && parts.size() > 1) {
        tail = std::string(*last) + std::string(parts.back());
        parts.pop_back();
    }
    return normal(call, joined(call, parts, text.text) + tail);
}

constexpr MethodParameter Suffixes[] = {{"suffix", Kind::Text, false, true}};
constexpr MethodParameter Suffix[] = {{"suffix", Kind::Text}};
constexpr MethodParameter Prefix[] = {{"prefix", Kind::Text}};
constexpr MethodParameter Strings[] = {{"strings", Kind::List}, {"lastGlue", Kind::OptionalText, false}};
constexpr MethodParameter Padding[] = {{"length", Kind::Integer}, {"padStr", Kind::Text, false}};
constexpr MethodParameter Prefixes[] = {{"prefix", Kind::Text, false, true}};
constexpr MethodParameter Multiplier[] = {{"multiplier", Kind::Integer}};

constexpr UnicodeMethod Methods[] = {
    {"append", Suffixes, append},           {"ensureend", Suffix, ensureEnd},
    {"ensurestart", Prefix, ensureStart},   {"join", Strings, join},
    {"padboth", Padding, pad<Pad::Both>},   {"padend", Padding, pad<Pad::End>},
    {"padstart", Padding, pad<Pad::Start>}, {"prepend", Prefixes, prepend},
    {"repeat", Multiplier, repeat},
};

} // namespace

std::span<const UnicodeMethod> unicodeAddMethods()
{
    return Methods;
}

} // namespace twig
