// SPDX-License-Identifier: MIT
#include "twig/php/dateinterval.h"

#include "twig/php/numbers.h"
#include "twig/php/phperror.h"

#include <algorithm>

namespace twig::php {
namespace {

[[noreturn]] void throwUnknown(std::string_view specification)
{
    throw PhpError("DateMalformedIntervalStringException", "Unknown or bad format (" + std::string(specification) + ")");
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void appendPadded(std::string &out, std::int64_t value, std::size_t width)
{
    const std::size_t begin = out.size();
    appendInteger(out, value);
    const std::size_t used = out.size() - begin;
    if (used < width) out.insert(begin + (value < 0 ? 1 : 0), width - used, '0');
}

/// "P1Y2M3W4DT5H6M7S": units in this order, each at most once, weeks and days together.
class PeriodReader
{
public:
    explicit PeriodReader(std::string_view text)
        : m_text(text)
    {
        while (!m_text.empty() && (m_text.back() == ' ' || m_text.back() == '\t'))
            m_text.remove_suffix(1);
        // "R5/P1D": how often it recurs is nothing that an interval keeps.
        const std::size_t slash = m_text.find('/');
        if (m_text.size() > 2 && m_text[0] == 'R' && slash != std::string_view::npos && slash > 1 &&
            std::all_of(m_text.begin() + 1, m_text.begin() + static_cast<std::ptrdiff_t>(slash), isDigit)) {
            m_text.remove_prefix(slash + 1);
        }
    }

    bool read(DateInterval &out)
    {
        if (!take('P')) return false;
        bool any = readUnit('Y', out.years);
        any |= readUnit('M', out.months);
        std::int64_t weeks = 0;
        any |= readUnit('W', weeks);
        any |= readUnit('D', out.days);
        out.days += weeks * 7;
        if (take('T')) {
            bool anyTime = readUnit('H', out.hours);
            anyTime |= readUnit('M', out.minutes);
            anyTime |= readUnit('S', out.seconds);
            if (!anyTime) return false;
            any = true;
        }
        return any && m_text.empty();
    }

    /// "P0001-02-03T04:05:06"
    bool readCombined(DateInterval &out)
    {
        std::int64_t *fields[] = {&out.years, &out.months, &out.days, &out.hours, &out.minutes, &out.seconds};
        constexpr char behind[] = {'-', '-', 'T', ':', ':', '\0'};
        constexpr std::int64_t most[] = {9999, 12, 31, 24, 59, 60};
        if (!take('P')) return false;
        for (std::size_t i = 0; i < 6; ++i) {
            const std::size_t digits = i == 0 ? 4 : 2;
            if (m_text.size() < digits ||
                !std::all_of(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(digits), isDigit)) {
                return false;
            }
            *fields[i] = stringToInteger(m_text.substr(0, digits));
            if (*fields[i] > most[i]) return false;
            m_text.remove_prefix(digits);
            if (behind[i] != '\0' && !take(behind[i])) return false;
        }
        return m_text.empty();
    }

private:
    bool take(char c)
    {
        if (m_text.empty() || m_text[0] != c) return false;
        m_text.remove_prefix(1);
        return true;
    }

    bool readUnit(char unit, std::int64_t &out)
    {
        std::size_t digits = 0;
        while (digits < m_text.size() && isDigit(m_text[digits]))
            ++digits;
        // Twelve digits are all that PHP reads of a number.
        if (digits == 0 || digits > 12 || digits == m_text.size() || m_text[digits] != unit) return false;
        out = stringToInteger(m_text.substr(0, digits));
        m_text.remove_prefix(digits + 1);
        return true;
    }

    std::string_view m_text;
};

} // namespace

DateInterval DateInterval::parse(std::string_view specification)
{
    DateInterval interval;
    if (PeriodReader(specification).read(interval)) return interval;
    interval = {};
    if (PeriodReader(specification).readCombined(interval)) return interval;
    throwUnknown(specification);
}

std::string DateInterval::format(std::string_view format) const
{
    std::string out;
    const auto number = [&out](char letter, std::int64_t value, std::size_t width) {
        appendPadded(out, value, letter >= 'A' && letter <= 'Z' ? width : 0);
    };
    for (std::size_t i = 0; i < format.size(); ++i) {
        // A percent sign at the very end is dropped.
        if (format[i] == '%' && i + 1 == format.size()) break;
        if (format[i] != '%') {
            out += format[i];
            continue;
        }
        const char letter = format[++i];
        switch (letter) {
        case 'Y':
        case 'y': number(letter, years, 2); break;
        case 'M':
        case 'm': number(letter, months, 2); break;
        case 'D':
        case 'd': number(letter, days, 2); break;
        case 'H':
        case 'h': number(letter, hours, 2); break;
        case 'I':
        case 'i': number(letter, minutes, 2); break;
        case 'S':
        case 's': number(letter, seconds, 2); break;
        case 'F':
        case 'f': number(letter, microseconds, 6); break;
        case 'a':
            if (totalDays) {
                appendInteger(out, *totalDays);
            } else {
                out += "(unknown)";
            }
            break;
        case 'R': out += invert ? '-' : '+'; break;
        case 'r':
            if (invert) out += '-';
            break;
        case '%': out += '%'; break;
        default: out += '%'; out += letter;
        }
    }
    return out;
}

} // namespace twig::php
