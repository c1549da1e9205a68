// SPDX-License-Identifier: MIT
#include "twig/icu/dateformat.h"

#include <unicode/gregocal.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/udat.h>

#include <list>
#include <memory>

namespace twig::icu {

namespace {

constexpr std::size_t KeptFormatters = 100;

::icu::UnicodeString wide(std::string_view text)
{
    return ::icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::unique_ptr<::icu::DateFormat> makeFormatter(const DateStyle &style)
{
    const ::icu::Locale locale = ::icu::Locale::createFromName(style.locale.c_str());
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<::icu::DateFormat> formatter;
    if (style.pattern.empty())
        formatter.reset(::icu::DateFormat::createDateTimeInstance(static_cast<::icu::DateFormat::EStyle>(style.date),
                                                                  static_cast<::icu::DateFormat::EStyle>(style.time), locale));
    else
        formatter = std::make_unique<::icu::SimpleDateFormat>(wide(style.pattern), locale, status);
    std::unique_ptr<::icu::Calendar> calendar;
    if (style.gregorian)
        calendar = std::make_unique<::icu::GregorianCalendar>(locale, status);
    else
        calendar.reset(::icu::Calendar::createInstance(locale, status));
    if (!formatter || U_FAILURE(status)) return nullptr;
    formatter->adoptCalendar(calendar.release());
    formatter->adoptTimeZone(::icu::TimeZone::createTimeZone(wide(style.zone)));
    return formatter;
}

::icu::DateFormat *formatterFor(const DateStyle &style)
{
    struct Entry
    {
        std::string key;
        std::unique_ptr<::icu::DateFormat> formatter;
    };
    thread_local std::list<Entry> known; // the last one used is first
    const std::string key = style.locale + '|' + std::to_string(style.date) + '|' + std::to_string(style.time) + '|' +
                            style.zone + '|' + (style.gregorian ? 'g' : 't') + '|' + style.pattern;
    for (auto entry = known.begin(); entry != known.end(); ++entry) {
        if (entry->key != key) continue;
        known.splice(known.begin(), known, entry);
        return entry->formatter.get();
    }
    known.push_front({key, makeFormatter(style)});
    if (known.size() > KeptFormatters) known.pop_back();
    return known.front().formatter.get();
}

} // namespace

bool isZone(std::string_view name)
{
    const std::unique_ptr<::icu::TimeZone> zone(::icu::TimeZone::createTimeZone(wide(name)));
    return zone && *zone != ::icu::TimeZone::getUnknown();
}

std::optional<std::string> formatDate(const DateStyle &style, double milliseconds)
{
    const ::icu::DateFormat *formatter = formatterFor(style);
    if (!formatter) return std::nullopt;
    ::icu::UnicodeString text;
    formatter->format(milliseconds, text);
    std::string out;
    text.toUTF8String(out);
    return out;
}

} // namespace twig::icu
