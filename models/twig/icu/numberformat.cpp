// SPDX-License-Identifier: MIT
#include "twig/icu/numberformat.h"

#include "twig/icu/resources.h"
#include "twig/php/unicode.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>
#include <unicode/unum.h>

#include <list>
#include <memory>

namespace twig::icu {

namespace {

constexpr std::size_t LongestLocale = 156; // PHP's limit
constexpr std::size_t KeptFormatters = 100;

using Formatter = std::unique_ptr<UNumberFormat, void (*)(UNumberFormat *)>;

std::string keyOf(const NumberStyle &style)
{
    std::string key = style.locale + '|' + std::to_string(style.style);
    for (const auto &[attribute, value] : style.attributes)
        key += '|' + std::to_string(attribute) + '=' + std::to_string(value);
    return key;
}

Formatter makeFormatter(const NumberStyle &style)
{
    UErrorCode status = U_ZERO_ERROR;
    Formatter formatter(
        unum_open(static_cast<UNumberFormatStyle>(style.style), nullptr, 0, style.locale.c_str(), nullptr, &status), unum_close);
    if (U_FAILURE(status)) formatter.reset();
    for (const auto &[attribute, value] : style.attributes) {
        if (!formatter) break;
        if (attribute == UNUM_ROUNDING_INCREMENT)
            unum_setDoubleAttribute(formatter.get(), UNUM_ROUNDING_INCREMENT, value);
        else
            unum_setAttribute(formatter.get(), static_cast<UNumberFormatAttribute>(attribute), static_cast<std::int32_t>(value));
    }
    return formatter;
}

UNumberFormat *formatterFor(const NumberStyle &style)
{
    struct Entry
    {
        std::string key;
        Formatter formatter;
    };
    thread_local std::list<Entry> known; // the last one used is first
    const std::string key = keyOf(style);
    for (auto entry = known.begin(); entry != known.end(); ++entry) {
        if (entry->key != key) continue;
        known.splice(known.begin(), known, entry);
        return entry->formatter.get();
    }
    known.push_front({key, makeFormatter(style)});
    if (known.size() > KeptFormatters) known.pop_back();
    return known.front().formatter.get();
}

/// Calls an ICU function that writes into a buffer, again when the buffer was too small.
template <typename Write>
std::optional<std::string> written(Write write)
{
    std::u16string buffer(64, u'\0');
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t size = write(buffer.data(), static_cast<std::int32_t>(buffer.size()), &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        buffer.resize(static_cast<std::size_t>(size));
        status = U_ZERO_ERROR;
        size = write(buffer.data(), static_cast<std::int32_t>(buffer.size()), &status);
    }
    if (U_FAILURE(status)) return std::nullopt;
    std::string out;
    ::icu::UnicodeString(buffer.data(), size).toUTF8String(out);
    return out;
}

} // namespace

bool isLocale(std::string_view locale)
{
    if (locale.empty()) return true;
    return locale.size() <= LongestLocale && isPlainName(locale) && *uloc_getISO3Language(std::string(locale).c_str()) != '\0';
}

std::optional<std::string> formatInteger(const NumberStyle &style, std::int64_t number)
{
    UNumberFormat *formatter = formatterFor(style);
    if (!formatter) return std::nullopt;
    return written([&](UChar *to, std::int32_t room, UErrorCode *status) {
        return unum_formatInt64(formatter, number, to, room, nullptr, status);
    });
}

std::optional<std::string> formatReal(const NumberStyle &style, double number)
{
    UNumberFormat *formatter = formatterFor(style);
    if (!formatter) return std::nullopt;
    return written([&](UChar *to, std::int32_t room, UErrorCode *status) {
        return unum_formatDouble(formatter, number, to, room, nullptr, status);
    });
}

std::optional<std::string> formatCurrency(const NumberStyle &style, double amount, std::string_view currency)
{
    UNumberFormat *formatter = formatterFor(style);
    if (!formatter || !php::isValidUtf8(currency)) return std::nullopt;
    ::icu::UnicodeString code = ::icu::UnicodeString::fromUTF8({currency.data(), static_cast<std::int32_t>(currency.size())});
    UChar *letters = const_cast<UChar *>(code.getTerminatedBuffer()); // ICU only reads it
    return written([&](UChar *to, std::int32_t room, UErrorCode *status) {
        return unum_formatDoubleCurrency(formatter, amount, letters, to, room, nullptr, status);
    });
}

} // namespace twig::icu
