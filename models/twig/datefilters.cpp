// SPDX-License-Identifier: MIT
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/dates.h"

#include <algorithm>

namespace twig {

namespace {

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The zone that the argument asks for; nullopt for `false`: leave it as it is.
std::optional<php::Zone> zoneArgument(Runtime &runtime, const Value &zone)
{
    if (zone.isFalse()) return std::nullopt;
    if (zone.isNull()) return runtime.displayZone();
    if (zone.isObject() && zone.objectValue()->kind == Object::Kind::DateTimeZone)
        return static_cast<const ZoneObject *>(zone.objectValue())->zone;
    return php::Zone::parse(textArgument(runtime, zone, {"DateTimeZone::__construct", 1, "timezone"}));
}

const IntervalObject *intervalOf(const Value &value)
{
    if (!value.isObject() || value.objectValue()->kind != Object::Kind::DateInterval) return nullptr;
    return static_cast<const IntervalObject *>(value.objectValue());
}

/// A letter of a format becomes 50 bytes at most.
void expectFormatted(Runtime &runtime, std::string_view format)
{
    constexpr std::size_t Longest = 50;
    runtime.expectText(format.size() * Longest);
    runtime.stepBytes(format.size() * Longest);
}

void writeDate(Runtime &runtime, Arguments arguments, std::string &out)
{
    const Value format = argument(arguments, 1);
    const Settings &settings = runtime.settings();
    if (const IntervalObject *interval = intervalOf(arguments[0])) {
        const std::string_view text = format.isNull() ? std::string_view(settings.intervalFormat)
                                                      : textArgument(runtime, format, {"DateInterval::format", 1, "format"});
        expectFormatted(runtime, text);
        out += interval->interval.format(text);
        return;
    }
    bool immutable = false;
    const php::DateTime date = convertDate(runtime, arguments[0], argument(arguments, 2), immutable);
    const std::string_view text = format.isNull() ? std::string_view(settings.dateFormat)
                                                  : textArgument(runtime, format, {"DateTime::format", 1, "format"});
    expectFormatted(runtime, text);
    date.appendFormat(out, text);
}

Value date(Runtime &runtime, Arguments arguments)
{
    std::string text;
    writeDate(runtime, arguments, text);
    return runtime.string(text);
}

Value dateModify(Runtime &runtime, Arguments arguments)
{
    bool immutable = false;
    const php::DateTime converted = convertDate(runtime, arguments[0], Value::boolean(false), immutable);
    const std::string_view modifier = textArgument(runtime, arguments[1], {"DateTime::modify", 1, "modifier"});
    return Value::object(runtime.arena().create<DateObject>(converted.modified(modifier, runtime.now()), immutable));
}

constexpr ArgumentInfo DateArguments[] = {{"format", "null"}, {"timezone", "null"}};
constexpr ArgumentInfo ModifyArguments[] = {{"modifier", ""}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr Callable Filters[] = {
    {.kind = Filter,
     .name = "date",
     .arguments = DateArguments,
     .run = date,
     .help = "A date in a format of PHP's date(), in a time zone.",
     .example = "{{ '2026-03-02 03:15:00'|date('Y-m-d H:i', 'Australia/Sydney') }}",
     .write = writeDate},
    {.kind = Filter,
     .name = "date_modify",
     .arguments = ModifyArguments,
     .run = dateModify,
     .help = "The date moved by a phrase such as \"+1 month\".",
     .example = "{{ '2026-03-02'|date_modify('+1 day')|date('Y-m-d') }}"},
};

} // namespace

php::DateTime convertDate(Runtime &runtime, const Value &date, const Value &zoneValue, bool &immutable)
{
    const std::optional<php::Zone> zone = zoneArgument(runtime, zoneValue);
    immutable = false;
    if (date.isObject() && date.objectValue()->isDate()) {
        const auto &object = static_cast<const DateObject &>(*date.objectValue());
        immutable = object.kind == Object::Kind::DateTimeImmutable;
        return zone ? object.date.inZone(*zone) : object.date;
    }
    if (date.isNull() || (date.isPlainString() && date.text() == "now"))
        return php::DateTime(runtime.now(), zone ? *zone : runtime.displayZone());
    const std::string_view text = textOf(runtime, date);
    php::DateTime result;
    if (isDigits(text) || (!text.empty() && text[0] == '-' && isDigits(text.substr(1))))
        result = php::DateTime::parse("@" + std::string(text), runtime.defaultZone(), runtime.now());
    else
        result = php::DateTime::parseInDefault(text, runtime.defaultZone(), runtime.now());
    return zone ? result.inZone(*zone) : result;
}

std::span<const Callable> dateFilters()
{
    return Filters;
}

} // namespace twig
