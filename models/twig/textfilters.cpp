// SPDX-License-Identifier: MIT
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/php/encoding.h"
#include "twig/php/format.h"
#include "twig/php/phperror.h"
#include "twig/php/text.h"
#include "twig/php/unicode.h"

#include <algorithm>

namespace twig {

namespace {

std::string_view text(Runtime &runtime, Arguments arguments, std::string_view function, std::string_view parameter = "string")
{
    return textArgument(runtime, arguments[0], {function, 1, parameter});
}

Value upper(Runtime &runtime, Arguments arguments)
{
    return runtime.string(php::upper(text(runtime, arguments, "mb_strtoupper")));
}

Value lower(Runtime &runtime, Arguments arguments)
{
    return runtime.string(php::lower(text(runtime, arguments, "mb_strtolower")));
}

bool isAscii(std::string_view value)
{
    for (const char c : value)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

void writeUpper(Runtime &runtime, Arguments arguments, std::string &out)
{
    const std::string_view value = text(runtime, arguments, "mb_strtoupper");
    runtime.stepBytes(value.size());
    if (!isAscii(value)) {
        out += php::upper(value);
        return;
    }
    for (const char c : value)
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

void writeLower(Runtime &runtime, Arguments arguments, std::string &out)
{
    const std::string_view value = text(runtime, arguments, "mb_strtolower");
    runtime.stepBytes(value.size());
    if (!isAscii(value)) {
        out += php::lower(value);
        return;
    }
    for (const char c : value)
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

Value title(Runtime &runtime, Arguments arguments)
{
    return runtime.string(php::title(text(runtime, arguments, "mb_convert_case")));
}

Value capitalize(Runtime &runtime, Arguments arguments)
{
    return runtime.string(php::capitalize(text(runtime, arguments, "mb_substr")));
}

Value trim(Runtime &runtime, Arguments arguments)
{
    const Value mask = argument(arguments, 1);
    const Value side = argument(arguments, 2, Value::string("both"));
    php::TrimSide where = php::TrimSide::Both;
    const std::string_view sideName = side.isPlainString() ? side.text() : std::string_view();
    if (sideName == "left")
        where = php::TrimSide::Left;
    else if (sideName == "right")
        where = php::TrimSide::Right;
    else if (sideName != "both")
        fail("Trimming side must be \"left\", \"right\" or \"both\".");
    const std::string_view function = where == php::TrimSide::Both ? "trim" : where == php::TrimSide::Left ? "ltrim" : "rtrim";
    const std::string_view value = text(runtime, arguments, function);
    const bool isDefault = mask.isNull() || (mask.isPlainString() && mask.text() == std::string_view(" \t\n\r\0\x0B", 6));
    const std::string_view trimmed =
        isDefault ? php::trim(value, php::TrimSet::whiteSpace(), where)
                  : php::trim(value, php::TrimSet(textArgument(runtime, mask, {function, 2, "characters"})), where);
    return arguments[0].isMarkup() && isDefault ? Value::markup(trimmed) : Value::string(trimmed);
}

Value stripTags(Runtime &runtime, Arguments arguments)
{
    const Value allowed = argument(arguments, 1);
    std::string tags;
    if (allowed.isArray()) {
        const Array &list = *allowed.arrayValue();
        for (std::uint32_t i = 0; i < list.size(); ++i)
            tags += "<" + std::string(textOf(runtime, list.valueAt(i))) + ">";
    } else if (!allowed.isNull()) {
        if (allowed.isObject()) failType(allowed, {"strip_tags", 2, "allowed_tags"}, "array|string|null");
        tags = textOf(runtime, allowed);
    }
    if (tags.size() > 64) runtime.stepBytes(arguments[0].isString() ? arguments[0].text().size() / 3 * (tags.size() / 16) : 0);
    return runtime.string(php::stripTags(text(runtime, arguments, "strip_tags"), tags));
}

Value nl2br(Runtime &runtime, Arguments arguments)
{
    return runtime.string(php::nl2br(text(runtime, arguments, "nl2br")));
}

/// preg_replace('/>\s+</', '><') and trim.
Value spaceless(Runtime &runtime, Arguments arguments)
{
    const std::string_view value = text(runtime, arguments, "trim");
    std::string out;
    const auto isSpace = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    for (std::size_t i = 0; i < value.size(); ++i) {
        out += value[i];
        if (value[i] != '>') continue;
        std::size_t end = i + 1;
        while (end < value.size() && isSpace(value[end]))
            ++end;
        if (end > i + 1 && end < value.size() && value[end] == '<') i = end - 1;
    }
    return runtime.string(php::trim(out));
}

php::FormatCompound compoundForFormat(const Value &value, std::vector<std::string> &warnings)
{
    if (value.isArray()) return {"Array", toBool(value) ? 1 : 0, &warnings};
    if (value.isMarkup()) return {value.text(), 1, &warnings, "Twig\\Markup"};
    const Object &object = *value.objectValue();
    const auto text = textOfObject(object);
    return {text.value_or(""), 1, &warnings, className(object), text.has_value()};
}

Value format(Runtime &runtime, Arguments arguments)
{
    std::vector<php::FormatArgument> values;
    std::vector<std::string> warnings;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const Value &value = arguments[i];
        if (value.isNull())
            values.emplace_back(std::monostate());
        else if (value.isBool())
            values.emplace_back(value.boolValue());
        else if (value.isInt())
            values.emplace_back(value.intValue());
        else if (value.isDouble())
            values.emplace_back(value.doubleValue());
        else if (value.isArray() || value.isMarkup() || value.isObject())
            values.emplace_back(compoundForFormat(value, warnings));
        else
            values.emplace_back(textOf(runtime, value));
    }
    std::string result = php::format(text(runtime, arguments, "sprintf", "format"), values, runtime.textLimit());
    for (const std::string &warning : warnings)
        runtime.warn(warning);
    return runtime.string(result);
}

Value replace(Runtime &runtime, Arguments arguments)
{
    const Array *pairs = iterable(arguments[1]);
    if (!pairs)
        fail("The \"replace\" filter expects a sequence or a mapping, got \"" + std::string(typeName(arguments[1])) + "\".");
    const std::string_view subject = textArgument(runtime, arguments[0], {"strtr", 1, "string"});
    std::vector<std::pair<std::string_view, std::string_view>> list;
    std::size_t longest = 0;
    runtime.stepItems(pairs->size());
    for (std::uint32_t i = 0; i < pairs->size(); ++i) {
        if (pairs->keyAt(i).isString() && pairs->keyAt(i).text().empty())
            runtime.warn("strtr(): Ignoring replacement of empty string");
        list.emplace_back(textOf(runtime, pairs->keyAt(i)), textOf(runtime, pairs->valueAt(i)));
        longest = std::max(longest, list.back().first.size());
    }
    // At each place, keys of every length may be tried.
    runtime.stepBytes(subject.size() * std::min<std::size_t>(longest, list.size()) * (1 + longest / 64));
    return runtime.string(php::replacePairs(subject, list, runtime.textLimit()));
}

Value convertEncoding(Runtime &runtime, Arguments arguments)
{
    const std::string to(textArgument(runtime, arguments[1], {"iconv", 2, "to_encoding"}));
    const std::string from(textArgument(runtime, arguments[2], {"iconv", 1, "from_encoding"}));
    const php::ConvertedText converted =
        php::convertEncoding(textArgument(runtime, arguments[0], {"iconv", 3, "string"}), to, from);
    if (!converted.warning.empty()) runtime.warn(converted.warning);
    return converted.text ? runtime.string(*converted.text) : Value::string("");
}

/// Pieces of `size` letters; what is shorter than one stays the value it was.
Value splitInPieces(Runtime &runtime, const Value &value, std::string_view subject, std::int64_t size)
{
    Array *result = runtime.newArray();
    const auto length = static_cast<std::int64_t>(php::length(subject));
    if (length < size) {
        result->append(runtime.arena(), value.isNull() ? Value::string("") : value);
    } else if (php::isValidUtf8(subject)) {
        runtime.expectItems(static_cast<std::uint64_t>(length / size));
        for (const std::string_view part : php::splitCharacters(subject, static_cast<std::size_t>(size)))
            result->append(runtime.arena(), runtime.string(part));
    } else {
        for (std::int64_t at = 0; at < length; at += size)
            result->append(runtime.arena(), runtime.string(php::substring(subject, at, size)));
    }
    return Value::array(result);
}

/// Fails when there are more pieces than an array may have items.
void expectPieces(Runtime &runtime, std::string_view subject, std::string_view delimiter)
{
    if (subject.size() / delimiter.size() < runtime.arena().itemLimit()) return;
    std::uint64_t count = 1;
    for (std::size_t at = 0; (at = php::find(subject, delimiter, at)) != std::string_view::npos; at += delimiter.size())
        ++count;
    runtime.expectItems(count);
}

Value split(Runtime &runtime, Arguments arguments)
{
    const Value limit = argument(arguments, 2);
    const std::string_view delimiter = textArgument(runtime, arguments[1], {"explode", 1, "separator"});
    const std::string_view subject = textArgument(runtime, arguments[0], {"explode", 2, "string"});
    Array *result = runtime.newArray();
    if (!delimiter.empty()) {
        const std::int64_t most = limit.isNull() ? INT64_MAX : intArgument(runtime, limit, {"explode", 3, "limit"});
        expectPieces(runtime, subject, delimiter);
        for (const std::string_view part : php::explode(delimiter, subject, most))
            result->append(runtime.arena(), Value::string(part));
        return Value::array(result);
    }
    const std::int64_t size = limit.isNull() ? 0 : toInt(runtime, limit);
    if (size > 1) return splitInPieces(runtime, arguments[0], subject, size);
    runtime.expectItems(php::length(subject));
    const auto characters = php::pregCharacters(subject);
    if (!characters)
        throw php::PhpError("TypeError",
                            "Twig\\Extension\\CoreExtension::split(): Return value must be of type array, false returned");
    for (const std::string_view part : *characters)
        result->append(runtime.arena(), Value::string(part));
    return Value::array(result);
}

constexpr ArgumentInfo TrimArguments[] = {{"characterMask", "null"}, {"side", "'both'"}};
constexpr ArgumentInfo TagsArguments[] = {{"allowable_tags", "null"}};
constexpr ArgumentInfo FormatArguments[] = {{"values", "", true}};
constexpr ArgumentInfo ReplaceArguments[] = {{"from", ""}};
constexpr ArgumentInfo EncodingArguments[] = {{"to", ""}, {"from", ""}};
constexpr ArgumentInfo SplitArguments[] = {{"delimiter", ""}, {"limit", "null"}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr Callable Filters[] = {
    {.kind = Filter,
     .name = "capitalize",
     .arguments = {},
     .run = capitalize,
     .help = "The first letter in upper case, the others in lower case.",
     .example = "{{ 'aVERY'|capitalize }}"},
    {.kind = Filter,
     .name = "convert_encoding",
     .arguments = EncodingArguments,
     .run = convertEncoding,
     .help = "The text in another character encoding.",
     .example = "{{ 'a'|convert_encoding('UTF-8', 'ISO-8859-1') }}"},
    {.kind = Filter,
     .name = "format",
     .arguments = FormatArguments,
     .run = format,
     .help = "Values put in place of %s, %d, %.2f … as PHP's sprintf() does.",
     .example = "{{ '%.2f points'|format(12.5) }}"},
    {.kind = Filter,
     .name = "lower",
     .arguments = {},
     .run = lower,
     .help = "The text in lower case.",
     .example = "{{ 'AVERY'|lower }}",
     .write = writeLower},
    {.kind = Filter,
     .name = "nl2br",
     .arguments = {},
     .run = nl2br,
     .help = "Puts <br /> before each line end.",
     .example = "{{ 'a'|nl2br }}",
     .safe = Safety::Html,
     .preEscape = Safety::Html},
    {.kind = Filter,
     .name = "replace",
     .arguments = ReplaceArguments,
     .run = replace,
     .help = "Replaces each key of a mapping by its value.",
     .example = "{{ 'Hi %name%'|replace({'%name%': 'Avery'}) }}"},
    {.kind = Filter,
     .name = "spaceless",
     .arguments = {},
     .run = spaceless,
     .help = "Takes white space out between HTML tags.",
     .example = "{{ '<a> </a>'|spaceless }}",
     .safe = Safety::Html,
     .preEscape = Safety::Html,
     .deprecatedSince = "3.12"},
    {.kind = Filter,
     .name = "split",
     .arguments = SplitArguments,
     .run = split,
     .help = "The pieces of a text between delimiters, as a list.",
     .example = "{{ 'a,b'|split(',')|join('-') }}"},
    {.kind = Filter,
     .name = "striptags",
     .arguments = TagsArguments,
     .run = stripTags,
     .help = "The text without HTML tags.",
     .example = "{{ '<b>a</b>'|striptags }}"},
    {.kind = Filter,
     .name = "title",
     .arguments = {},
     .run = title,
     .help = "The first letter of each word in upper case.",
     .example = "{{ 'avery sample'|title }}"},
    {.kind = Filter,
     .name = "trim",
     .arguments = TrimArguments,
     .run = trim,
     .help = "The text without white space, or other characters, at its ends.",
     .example = "{{ ' a '|trim }}"},
    {.kind = Filter,
     .name = "upper",
     .arguments = {},
     .run = upper,
     .help = "The text in upper case.",
     .example = "{{ 'aud'|upper }}",
     .write = writeUpper},
};

} // namespace

std::span<const Callable> textFilters()
{
    return Filters;
}

} // namespace twig
