// SPDX-License-Identifier: MIT
// DateTime::appendFormat(): the letters of PHP's date().
#include "twig/php/datetime.h"
#include "twig/php/numbers.h"
#include "twig/php/zonetext.h"

#include <cstdlib>
#include <iterator>
#include <optional>

namespace twig::php {
namespace {

constexpr std::string_view Days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::string_view Months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};

/// Digits with zeros before them; a minus sign takes one of the places, as in printf's %0*d.
void appendPadded(std::string &out, std::int64_t value, std::size_t width)
{
    std::string digits;
    appendInteger(digits, value < 0 ? -value : value);
    if (value < 0) out += '-';
    const std::size_t used = digits.size() + (value < 0 ? 1 : 0);
    if (used < width) out.append(width - used, '0');
    out += digits;
}

void appendTwo(std::string &out, int value)
{
    out += static_cast<char>('0' + value / 10);
    out += static_cast<char>('0' + value % 10);
}

/// One run over a format string, which looks things up once when they are first needed.
class Formatter
{
public:
    Formatter(std::string &out, const DateTime &time)
        : m_out(out)
        , m_time(time)
        , m_offset(time.zone().offsetAt(time.instant().seconds, &m_dst))
        , m_civil(civilFromSeconds(time.instant().seconds + m_offset))
    {}

    void run(std::string_view format)
    {
        for (std::size_t i = 0; i < format.size(); ++i) {
            const char letter = format[i];
            if (letter == '\\') {
                // Behind a backslash at the very end PHP reads the NUL that ends its strings.
                ++i;
                m_out += i < format.size() ? format[i] : '\0';
            } else if (!appendDate(letter) && !appendTime(letter) && !appendZone(letter) && !appendWhole(letter)) {
                m_out += letter;
            }
        }
    }

private:
    int weekday() const { return dayOfWeek(daysFromCivil(m_civil.year, m_civil.month, m_civil.day)); }
    const IsoWeek &week()
    {
        if (!m_week) m_week = isoWeek(m_civil);
        return *m_week;
    }
    std::size_t monthIndex() const { return static_cast<std::size_t>(m_civil.month) - 1; }

    void appendYear(bool always, bool beyondFourDigits)
    {
        const std::int64_t year = m_civil.year;
        if (year < 0) {
            m_out += '-';
        } else if (always || (beyondFourDigits && year > 9999)) {
            m_out += '+';
        }
        appendPadded(m_out, year < 0 ? -year : year, 4);
    }

    void appendSuffix()
    {
        const int day = m_civil.day;
        const bool teen = day >= 11 && day <= 13;
        m_out += teen || day % 10 > 3 || day % 10 == 0 ? "th" : day % 10 == 1 ? "st" : day % 10 == 2 ? "nd" : "rd";
    }

    bool appendDate(char letter)
    {
        switch (letter) {
        case 'd': appendTwo(m_out, m_civil.day); break;
        case 'D': m_out += Days[weekday()].substr(0, 3); break;
        case 'j': appendInteger(m_out, m_civil.day); break;
        case 'l': m_out += Days[weekday()]; break;
        case 'N': appendInteger(m_out, (weekday() + 6) % 7 + 1); break;
        case 'S': appendSuffix(); break;
        case 'w': appendInteger(m_out, weekday()); break;
        case 'z':
            appendInteger(m_out, daysFromCivil(m_civil.year, m_civil.month, m_civil.day) - daysFromCivil(m_civil.year, 1, 1));
            break;
        case 'W': appendTwo(m_out, week().week); break;
        case 'o': appendInteger(m_out, week().year); break;
        case 'F': m_out += Months[monthIndex()]; break;
        case 'm': appendTwo(m_out, m_civil.month); break;
        case 'M': m_out += Months[monthIndex()].substr(0, 3); break;
        case 'n': appendInteger(m_out, m_civil.month); break;
        case 't': appendInteger(m_out, daysInMonth(m_civil.year, m_civil.month)); break;
        case 'L': m_out += isLeapYear(m_civil.year) ? '1' : '0'; break;
        case 'y': appendPadded(m_out, m_civil.year % 100, 2); break;
        case 'Y': appendYear(false, false); break;
        case 'x': appendYear(false, true); break;
        case 'X': appendYear(true, true); break;
        default: return false;
        }
        return true;
    }

    void appendSwatch()
    {
        // Beats of a day that begins at midnight in UTC+1.
        const std::int64_t seconds = (m_time.instant().seconds % SecondsPerDay + SecondsPerDay + 3600) % SecondsPerDay;
        appendPadded(m_out, seconds * 10 / 864, 3);
    }

    bool appendTime(char letter)
    {
        const int hour12 = m_civil.hour % 12 == 0 ? 12 : m_civil.hour % 12;
        switch (letter) {
        case 'a': m_out += m_civil.hour >= 12 ? "pm" : "am"; break;
        case 'A': m_out += m_civil.hour >= 12 ? "PM" : "AM"; break;
        case 'B': appendSwatch(); break;
        case 'g': appendInteger(m_out, hour12); break;
        case 'G': appendInteger(m_out, m_civil.hour); break;
        case 'h': appendTwo(m_out, hour12); break;
        case 'H': appendTwo(m_out, m_civil.hour); break;
        case 'i': appendTwo(m_out, m_civil.minute); break;
        case 's': appendTwo(m_out, m_civil.second); break;
        case 'u': appendPadded(m_out, m_time.instant().microseconds, 6); break;
        case 'v': appendPadded(m_out, m_time.instant().microseconds / 1000, 3); break;
        default: return false;
        }
        return true;
    }

    bool appendZone(char letter)
    {
        switch (letter) {
        case 'e': m_out += m_time.zone().name(); break;
        case 'I': m_out += m_dst ? '1' : '0'; break;
        case 'O': m_out += offsetName(m_offset, false); break;
        case 'p':
            if (m_offset == 0 && isUtc()) {
                m_out += 'Z';
                break;
            }
            m_out += offsetName(m_offset, true);
            break;
        case 'P': m_out += offsetName(m_offset, true); break;
        case 'T':
            if (m_time.zone().kind() == Zone::Kind::Offset) {
                m_out += "GMT" + offsetName(m_offset, false);
                break;
            }
            m_out += m_time.zone().at(m_time.instant().seconds).abbreviation;
            break;
        case 'Z': appendInteger(m_out, m_offset); break;
        default: return false;
        }
        return true;
    }

    /// PHP writes "Z" for "UTC", "Z" and the offset zero, but not for another zone that happens to be there.
    bool isUtc() const
    {
        const std::string abbreviation = m_time.zone().at(m_time.instant().seconds).abbreviation;
        return abbreviation == "UTC" || abbreviation == "Z" || abbreviation == "+00:00" || abbreviation == "GMT+0";
    }

    bool appendWhole(char letter)
    {
        switch (letter) {
        case 'c':
            appendPadded(m_out, m_civil.year, 4);
            run("-m-d\\TH:i:sP");
            break;
        case 'r':
            run("D, d M ");
            appendPadded(m_out, m_civil.year, 4);
            run(" H:i:s O");
            break;
        case 'U': appendInteger(m_out, m_time.instant().seconds); break;
        default: return false;
        }
        return true;
    }

    std::string &m_out;
    const DateTime &m_time;
    bool m_dst = false;
    std::int32_t m_offset;
    CivilTime m_civil;
    std::optional<IsoWeek> m_week;
};

} // namespace

void DateTime::appendFormat(std::string &out, std::string_view format) const
{
    Formatter(out, *this).run(format);
}

} // namespace twig::php
