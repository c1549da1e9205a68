// SPDX-License-Identifier: MIT
// The extension "intl": numbers, money and dates as readers of a language write them.
#include "twig/builtins.h"
#include "twig/dates.h"
#include "twig/extensions/usertext.h"
#include "twig/icu/dateformat.h"
#include "twig/icu/numberformat.h"
#include "twig/php/numbers.h"
#include "twig/php/phperror.h"

#include <algorithm>
#include <limits>

namespace twig {

namespace {

struct Named
{
    std::string_view name;
    int number; ///< ICU's and PHP's
};

constexpr Named NumberStyles[] = {{"decimal", 1},  {"currency", 2}, {"percent", 3}, {"scientific", 4},
                                  {"spellout", 5}, {"ordinal", 6},  {"duration", 7}};
enum NumberType { Default, Int32, Int64, Double };
constexpr Named NumberTypes[] = {{"default", Default}, {"int32", Int32}, {"int64", Int64}, {"double", Double}};
constexpr int RoundingMode = 11;
constexpr int FormatWidth = 13;
constexpr int PaddingPosition = 14;
constexpr Named NumberAttributes[] = {
    {"grouping_used", 1},
    {"decimal_always_shown", 2},
    {"max_integer_digit", 3},
    {"min_integer_digit", 4},
    {"integer_digit", 5},
    {"max_fraction_digit", 6},
    {"min_fraction_digit", 7},
    {"fraction_digit", 8},
    {"multiplier", 9},
    {"grouping_size", 10},
    {"rounding_mode", RoundingMode},
    {"rounding_increment", 12},
    {"format_width", FormatWidth},
    {"padding_position", PaddingPosition},
    {"secondary_grouping_size", 15},
    {"significant_digits_used", 16},
    {"min_significant_digits_used", 17},
    {"max_significant_digits_used", 18},
    {"lenient_parse", 19},
};
constexpr Named RoundingModes[] = {{"ceiling", 0},  {"floor", 1},    {"down", 2},  {"up", 3},
                                   {"halfeven", 4}, {"halfdown", 5}, {"halfup", 6}};
constexpr Named PaddingPositions[] = {{"before_prefix", 0}, {"after_prefix", 1}, {"before_suffix", 2}, {"after_suffix", 3}};
constexpr Named DateStyles[] = {{"none", -1},
                                {"short", 3},
                                {"medium", 2},
                                {"long", 1},
                                {"full", 0},
                                {"relative_short", 131},
                                {"relative_medium", 130},
                                {"relative_long", 129},
                                {"relative_full", 128}};
constexpr std::span<const Named> TimeStyles = std::span(DateStyles).first(5);

/// The number of a name; `what` begins the complaint about one that is not known: `The style "x" does not exist, known styles`.
int numberOf(std::span<const Named> list, std::string_view name, std::string_view what, std::string_view known)
{
    for (const Named &entry : list)
        if (entry.name == name) return entry.number;
    std::string message =
        "The " + std::string(what) + " \"" + std::string(name) + "\" does not exist, known " + std::string(known) + " are: \"";
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i) message += "\", \"";
        message += list[i].name;
    }
    fail(message + "\".");
}

std::string localeArgument(Runtime &runtime, const Value &value, std::string_view function, int position)
{
    const auto given = optionalUserText(runtime, value, {function, position, "locale"});
    return std::string(given && !given->empty() ? *given : std::string_view(runtime.settings().locale));
}

void checkLocale(const std::string &locale, std::string_view phpClass)
{
    if (icu::isLocale(locale)) return;
    throw php::PhpError("ValueError",
                        std::string(phpClass) + "::__construct(): Argument #1 ($locale) \"" + locale + "\" is invalid");
}

/// A parameter of PHP's type int|float.
php::Number numberArgument(Runtime &runtime, const Value &value, const Parameter &parameter)
{
    switch (value.type()) {
    case Type::Null:
        runtime.deprecate(std::string(parameter.function) + "(): Passing null to parameter #" +
                          std::to_string(parameter.position) + " ($" + std::string(parameter.name) +
                          ") of type int|float is deprecated");
        return php::Number::of(std::int64_t{0});
    case Type::Bool:
    case Type::Int: return php::Number::of(value.intValue());
    case Type::Double: return php::Number::of(value.doubleValue());
    case Type::String: {
        const php::NumericString text = php::analyseNumeric(value.text());
        if (text.kind == php::NumericString::Kind::Whole && !value.isMarkup()) return text.value;
        break;
    }
    default: break;
    }
    failType(value, parameter, "int|float");
}

icu::NumberStyle numberStyle(Runtime &runtime, std::string_view styleName, const Array &attributes, std::string locale)
{
    icu::NumberStyle style;
    style.style = numberOf(NumberStyles, styleName, "style", "styles");
    style.locale = std::move(locale);
    checkLocale(style.locale, "NumberFormatter");
    std::vector<std::pair<std::string, Value>> sorted;
    for (std::uint32_t i = 0; i < attributes.size(); ++i)
        sorted.emplace_back(textOf(runtime, attributes.keyAt(i)), attributes.valueAt(i));
    std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[name, value] : sorted) {
        const int attribute = numberOf(NumberAttributes, name, "number formatter attribute", "attributes");
        double number = 0;
        if (attribute == RoundingMode)
            number = numberOf(RoundingModes, textOf(runtime, value), "number formatter rounding mode", "modes");
        else if (attribute == PaddingPosition)
            number = numberOf(PaddingPositions, textOf(runtime, value), "number formatter padding position", "positions");
        else
            number = numberArgument(runtime, value, {"NumberFormatter::setAttribute", 2, "value"}).asDouble();
        if (attribute == FormatWidth && number > 0) {
            runtime.step(static_cast<std::uint64_t>(std::min(number, 1e12) / 16));
            runtime.arena().require(static_cast<std::size_t>(std::min(number, 1e12)) * 4);
        }
        style.attributes.emplace_back(attribute, number);
    }
    return style;
}

Value formatCurrency(Runtime &runtime, Arguments arguments)
{
    const std::string_view currency = userText(runtime, arguments[1], {"formatCurrency", 2, "currency"});
    static const Array Empty{};
    const Array &attributes = arguments.size() > 2 ? userArray(arguments[2], {"formatCurrency", 3, "attrs"}) : Empty;
    const auto style =
        numberStyle(runtime, "currency", attributes, localeArgument(runtime, argument(arguments, 3), "formatCurrency", 4));
    const Parameter amount{"NumberFormatter::formatCurrency", 1, "amount"};
    if (arguments[0].isNull())
        runtime.deprecate(
            "NumberFormatter::formatCurrency(): Passing null to parameter #1 ($amount) of type float is deprecated");
    runtime.step(5);
    const auto text = icu::formatCurrency(style, doubleArgument(runtime, arguments[0], amount), currency);
    if (!text) fail("Unable to format the given number as a currency.");
    return runtime.string(*text);
}

/// What the processor's own conversion gives, which PHP uses here.
std::int64_t castToInteger(double number)
{
    const bool fits = number >= -9223372036854775808.0 && number < 9223372036854775808.0;
    return fits ? static_cast<std::int64_t>(number) : std::numeric_limits<std::int64_t>::min();
}

Value formatted(Runtime &runtime, const Value &value, const icu::NumberStyle &style, int type)
{
    const php::Number number = numberArgument(runtime, value, {"NumberFormatter::format", 1, "num"});
    const bool isInteger = type == Int32 || type == Int64 || (type == Default && number.isInteger);
    std::int64_t integer = number.integer;
    if (!number.isInteger && type == Int32) integer = php::doubleToInteger(number.real);
    if (!number.isInteger && type == Int64) integer = castToInteger(number.real);
    if (type == Int32) integer = static_cast<std::int32_t>(integer);
    runtime.step(5);
    const auto text = isInteger ? icu::formatInteger(style, integer) : icu::formatReal(style, number.asDouble());
    if (!text) fail("Unable to format the given number.");
    return runtime.string(*text);
}

struct NumberPlaces
{
    std::size_t attributes;
    std::size_t type;
    std::size_t locale;
};

Value formatNumberIn(Runtime &runtime, Arguments arguments, std::string_view style, NumberPlaces at)
{
    static const Array Empty{};
    const Array &attributes =
        arguments.size() > at.attributes ? userArray(arguments[at.attributes], {"formatNumber", 2, "attrs"}) : Empty;
    const std::string_view typeText =
        userText(runtime, argument(arguments, at.type, Value::string("default")), {"formatNumber", 4, "type"});
    const int type = numberOf(NumberTypes, typeText, "type", "types");
    std::string locale = localeArgument(runtime, argument(arguments, at.locale), "formatNumber", 5);
    return formatted(runtime, arguments[0], numberStyle(runtime, style, attributes, std::move(locale)), type);
}

Value formatNumber(Runtime &runtime, Arguments arguments)
{
    const std::string_view style =
        userText(runtime, argument(arguments, 2, Value::string("decimal")), {"formatNumber", 3, "style"});
    return formatNumberIn(runtime, arguments, style, {.attributes = 1, .type = 3, .locale = 4});
}

template <std::size_t Style>
Value formatNumberStyle(Runtime &runtime, Arguments arguments)
{
    return formatNumberIn(runtime, arguments, NumberStyles[Style].name, {.attributes = 1, .type = 2, .locale = 3});
}

/// The name that ICU has for a zone of PHP's.
std::string icuZone(const php::Zone &zone)
{
    std::string name = zone.kind() == php::Zone::Kind::Offset ? "GMT" + zone.name() : zone.name();
    if (!icu::isZone(name))
        throw php::PhpError("IntlException",
                            "datefmt_create: time zone id '" + name +
                                "' extracted from ext/date DateTimeZone not recognized: U_ILLEGAL_ARGUMENT_ERROR");
    return name;
}

struct DatePlaces
{
    std::size_t date = 0; ///< 0: none
    std::size_t time = 0;
    std::size_t rest = 0; ///< of pattern, timezone, calendar, locale
};

int dateStyle(Runtime &runtime, Arguments arguments, std::size_t index, std::span<const Named> styles, std::string_view what)
{
    if (index == 0) return -1;
    const auto name =
        optionalUserText(runtime, argument(arguments, index, Value::string("medium")), {"formatDateTime", 2, "format"});
    if (!name) {
        runtime.deprecate("IntlDateFormatter::__construct(): Passing null to parameter #" +
                          std::string(what == "date format" ? "2 ($dateType)" : "3 ($timeType)") + " of type int is deprecated");
        return 0;
    }
    return numberOf(styles, *name, what, "formats");
}

Value formatDateIn(Runtime &runtime, Arguments arguments, DatePlaces at)
{
    const std::string_view pattern =
        userText(runtime, argument(arguments, at.rest, Value::string("")), {"formatDateTime", 4, "pattern"});
    const Value zone = argument(arguments, at.rest + 1);
    const std::string_view calendar =
        userText(runtime, argument(arguments, at.rest + 2, Value::string("gregorian")), {"formatDateTime", 6, "calendar"});
    bool immutable = false;
    const php::DateTime date = convertDate(runtime, arguments[0], zone, immutable);
    php::Zone shownIn = date.zone();
    if (zone.isObject())
        shownIn = static_cast<const ZoneObject *>(zone.objectValue())->zone;
    else if (!zone.isNull() && !zone.isFalse())
        shownIn = php::Zone::parse(textOf(runtime, zone));
    icu::DateStyle style;
    style.date = dateStyle(runtime, arguments, at.date, DateStyles, "date format");
    style.time = dateStyle(runtime, arguments, at.time, TimeStyles, "time format");
    style.locale = localeArgument(runtime, argument(arguments, at.rest + 3), "formatDateTime", 7);
    checkLocale(style.locale, "IntlDateFormatter");
    style.gregorian = calendar == "gregorian";
    style.pattern = pattern;
    style.zone = icuZone(shownIn);
    const php::Instant instant = date.instant();
    runtime.step(5 + pattern.size() / 16);
    const auto text =
        icu::formatDate(style, static_cast<double>(instant.seconds) * 1000 + static_cast<double>(instant.microseconds / 1000));
    if (!text) fail("Unable to format the given date.");
    return runtime.string(*text);
}

Value formatDateTime(Runtime &runtime, Arguments arguments)
{
    return formatDateIn(runtime, arguments, {.date = 1, .time = 2, .rest = 3});
}

Value formatDate(Runtime &runtime, Arguments arguments)
{
    return formatDateIn(runtime, arguments, {.date = 1, .rest = 2});
}

Value formatTime(Runtime &runtime, Arguments arguments)
{
    return formatDateIn(runtime, arguments, {.time = 1, .rest = 2});
}

constexpr ArgumentInfo CurrencyArguments[] = {{"currency", ""}, {"attrs", "[]"}, {"locale", "null"}};
constexpr ArgumentInfo NumberArguments[] = {{"attrs", "[]"}, {"style", "'decimal'"}, {"type", "'default'"}, {"locale", "null"}};
constexpr ArgumentInfo StyleArguments[] = {{"attrs", "[]"}, {"type", "'default'"}, {"locale", "null"}};
constexpr ArgumentInfo DateTimeArguments[] = {{"dateFormat", "'medium'"}, {"timeFormat", "'medium'"},  {"pattern", "''"},
                                              {"timezone", "null"},       {"calendar", "'gregorian'"}, {"locale", "null"}};
constexpr ArgumentInfo DateArguments[] = {
    {"dateFormat", "'medium'"}, {"pattern", "''"}, {"timezone", "null"}, {"calendar", "'gregorian'"}, {"locale", "null"}};
constexpr ArgumentInfo TimeArguments[] = {
    {"timeFormat", "'medium'"}, {"pattern", "''"}, {"timezone", "null"}, {"calendar", "'gregorian'"}, {"locale", "null"}};

constexpr Callable filter(std::string_view name, std::span<const ArgumentInfo> arguments, Callable::Implementation run,
                          std::string_view help, std::string_view example)
{
    return {.kind = SymbolInfo::Kind::Filter,
            .name = name,
            .arguments = arguments,
            .run = run,
            .help = help,
            .example = example,
            .extension = Extension::Intl};
}

constexpr Callable Filters[] = {
    filter("format_currency", CurrencyArguments, formatCurrency, "An amount of money as a language writes it.",
           "{{ 1234.5|format_currency('EUR', locale='de') }}"),
    filter("format_number", NumberArguments, formatNumber, "A number as a language writes it.",
           "{{ 1234.5|format_number(locale='de') }}"),
    filter("format_decimal_number", StyleArguments, formatNumberStyle<0>, "A number as a language writes it.",
           "{{ 1234.5|format_decimal_number }}"),
    filter("format_currency_number", StyleArguments, formatNumberStyle<1>, "An amount in the locale's own currency.",
           "{{ 1234.5|format_currency_number(locale='de_DE') }}"),
    filter("format_percent_number", StyleArguments, formatNumberStyle<2>, "A share of one as a percentage.",
           "{{ 0.125|format_percent_number({max_fraction_digit: 1}) }}"),
    filter("format_scientific_number", StyleArguments, formatNumberStyle<3>, "A number with an exponent.",
           "{{ 12345|format_scientific_number }}"),
    filter("format_spellout_number", StyleArguments, formatNumberStyle<4>, "A number in words.",
           "{{ 42|format_spellout_number }}"),
    filter("format_ordinal_number", StyleArguments, formatNumberStyle<5>, "A number as a rank: 1st, 2nd.",
           "{{ 2|format_ordinal_number }}"),
    filter("format_duration_number", StyleArguments, formatNumberStyle<6>, "A number of seconds as a duration.",
           "{{ 3661|format_duration_number }}"),
    filter("format_datetime", DateTimeArguments, formatDateTime,
           "A date and time as a language writes it, or by a pattern of ICU.",
           "{{ '2026-03-02 03:15'|format_datetime('long', 'short', locale='de') }}"),
    filter("format_date", DateArguments, formatDate, "A date as a language writes it, or by a pattern of ICU.",
           "{{ '2026-03-02'|format_date('full') }}"),
    filter("format_time", TimeArguments, formatTime, "A time as a language writes it, or by a pattern of ICU.",
           "{{ '2026-03-02 03:15'|format_time('short') }}"),
};

} // namespace

std::span<const Callable> intlFormatFilters()
{
    return Filters;
}

} // namespace twig
