// SPDX-License-Identifier: MIT
#include "twig/php/timestring.h"

#include "twig/php/timegrammar.h"
#include "twig/php/tokenreader.h"
#include "twig/php/unicode.h"
#include "twig/php/zonetext.h"

namespace twig::php {
namespace {

constexpr const char *NoZone = "The timezone could not be found in the database";
constexpr const char *OutOfRange = "Number out of range";

/// Days from 1 January to a day of an ISO week.
std::int64_t daysToWeek(std::int64_t year, std::int64_t week, std::int64_t day)
{
    const int weekday = dayOfWeek(daysFromCivil(year, 1, 1));
    return -(weekday > 4 ? weekday - 7 : weekday) + (week - 1) * 7 + day;
}

/// Goes through the tokens and fills a ParsedTime. Ends at the first error, since PHP reports no other.
class TimeStringParser
{
public:
    TimeStringParser(std::string_view text, ParsedTime &out)
        : m_text(text)
        , m_out(out)
    {}

    std::optional<TimeStringError> run()
    {
        for (std::size_t at = 0; at < m_text.size() && !m_error;) {
            const TimeMatch match = matchTimeToken(m_text, at);
            m_begin = at;
            m_reader = TokenReader(m_text.substr(at, match.size));
            accept(match.token);
            at += match.size;
        }
        return m_error;
    }

private:
    void fail(const char *message)
    {
        if (!m_error) m_error = TimeStringError{m_begin, m_text[m_begin], message};
    }

    bool beginTime()
    {
        if (m_out.haveTime > 0) {
            fail("Double time specification");
            return false;
        }
        clearTime();
        m_out.haveTime = 1;
        return true;
    }

    void clearTime()
    {
        m_out.haveTime = 0;
        m_out.hour = m_out.minute = m_out.second = m_out.microsecond = 0;
    }

    bool beginDate()
    {
        if (m_out.haveDate) {
            fail("Double date specification");
            return false;
        }
        m_out.haveDate = true;
        return true;
    }

    /// A second zone is ignored, a third is an error.
    bool beginZone()
    {
        if (m_out.haveZone > 1) fail("Double timezone specification");
        return m_out.haveZone++ == 0;
    }

    void readZoneHere()
    {
        if (const auto zone = readZone(m_reader.text(), m_reader.position())) {
            m_out.zone = *zone;
        } else {
            fail(NoZone);
        }
    }

    /// Two digits mean a year from 1970 to 2069.
    void setYear()
    {
        std::size_t digits = 0;
        m_out.year = m_reader.number(4, &digits);
        if (m_out.year && digits < 4 && *m_out.year < 100) *m_out.year += *m_out.year < 70 ? 2000 : 1900;
    }

    std::int64_t signedNumber(std::size_t digits)
    {
        const SignedNumber number = m_reader.signedNumber(digits);
        if (number.problem == SignedNumber::Problem::OutOfRange) fail(OutOfRange);
        if (number.problem == SignedNumber::Problem::Missing) fail("Found unexpected data");
        return number.value;
    }

    void addChecked(std::int64_t &to, std::int64_t amount, std::int64_t factor)
    {
        std::int64_t product = 0;
        if (__builtin_mul_overflow(amount, factor, &product) || __builtin_add_overflow(to, product, &to)) fail(OutOfRange);
    }

    void addRelative(std::int64_t amount, int behaviour, bool keepTime);
    void readClock(bool seconds);
    void readMeridian()
    {
        m_reader.skipSpaces();
        *m_out.hour += m_reader.meridian(*m_out.hour);
    }

    void accept(TimeToken token);
    bool acceptTime(TimeToken token);
    bool acceptNumericDate(TimeToken token);
    bool acceptTextualDate(TimeToken token);
    void acceptRelative(TimeToken token);

    void acceptTimestamp(bool fraction);
    void acceptTime24();
    void acceptDateAndTime();
    void acceptCommonLog();
    void acceptMonthDayTime(bool meridian);
    void acceptWeek(bool withDay);
    void acceptAgo();
    void acceptWeekdayOf();
    void acceptRelativeText(bool week);

    std::string_view m_text;
    ParsedTime &m_out;
    std::size_t m_begin = 0;
    TokenReader m_reader{{}};
    std::optional<TimeStringError> m_error;
};

void TimeStringParser::addRelative(std::int64_t amount, int behaviour, bool keepTime)
{
    const std::optional<RelativeUnit> unit = m_reader.relativeUnit();
    if (!unit) return;
    RelativeTime &relative = m_out.relative;
    switch (unit->kind) {
    case RelativeUnit::Kind::Microsecond: addChecked(relative.microseconds, amount, unit->factor); break;
    case RelativeUnit::Kind::Second: addChecked(relative.seconds, amount, unit->factor); break;
    case RelativeUnit::Kind::Minute: addChecked(relative.minutes, amount, unit->factor); break;
    case RelativeUnit::Kind::Hour: addChecked(relative.hours, amount, unit->factor); break;
    case RelativeUnit::Kind::Day: addChecked(relative.days, amount, unit->factor); break;
    case RelativeUnit::Kind::Month: addChecked(relative.months, amount, unit->factor); break;
    case RelativeUnit::Kind::Year: addChecked(relative.years, amount, unit->factor); break;
    case RelativeUnit::Kind::Weekday:
        m_out.haveRelative = relative.hasWeekday = true;
        if (!keepTime) clearTime();
        addChecked(relative.days, amount > 0 ? amount - 1 : amount, 7);
        relative.weekday = unit->factor;
        relative.weekdayBehaviour = behaviour;
        break;
    case RelativeUnit::Kind::WorkingDay:
        m_out.haveRelative = relative.hasSpecial = true;
        if (!keepTime) clearTime();
        relative.special = RelativeTime::Special::Weekdays;
        relative.weekdays = amount;
        break;
    }
}

void TimeStringParser::readClock(bool seconds)
{
    m_out.hour = m_reader.number(2);
    m_out.minute = m_reader.number(2);
    if (seconds) m_out.second = m_reader.number(2);
}

void TimeStringParser::acceptTimestamp(bool fraction)
{
    m_out.haveRelative = true;
    m_out.haveDate = false;
    m_out.year = m_out.month = m_out.day = 0;
    clearTime();
    if (!beginZone()) return;
    const bool negative = m_reader.text().substr(1, 1) == "-";
    const std::int64_t seconds = signedNumber(24);
    if (fraction) {
        const std::size_t before = m_reader.position();
        std::int64_t micro = signedNumber(6);
        for (std::size_t digits = m_reader.position() - before; digits < 7; ++digits)
            micro *= 10;
        m_out.relative.microseconds = negative ? -micro : micro;
    }
    m_out.year = 1970;
    m_out.month = m_out.day = 1;
    addChecked(m_out.relative.seconds, seconds, 1);
    m_out.zone = Zone::fixed(0);
}

void TimeStringParser::acceptTime24()
{
    if (!beginTime()) return;
    m_out.hour = m_reader.number(2);
    if (m_reader.atOneOf(":.")) {
        m_out.minute = m_reader.number(2);
        if (m_reader.atOneOf(":.")) {
            m_out.second = m_reader.number(2);
            if (m_reader.atOneOf(".")) m_out.microsecond = m_reader.fraction();
        }
    }
    if (!m_reader.atEnd()) readZoneHere();
}

bool TimeStringParser::acceptTime(TimeToken token)
{
    switch (token) {
    case TimeToken::Time12:
        if (!beginTime()) return true;
        m_out.hour = m_reader.number(2);
        if (m_reader.atOneOf(":.")) m_out.minute = m_reader.number(2);
        if (m_reader.atOneOf(":.")) m_out.second = m_reader.number(2);
        readMeridian();
        return true;
    case TimeToken::TimeMssql:
        if (!beginTime()) return true;
        readClock(true);
        m_out.microsecond = m_reader.fraction();
        readMeridian();
        return true;
    case TimeToken::Time24: acceptTime24(); return true;
    case TimeToken::TimeHourMinute:
        if (m_out.haveTime == 0) {
            readClock(false);
            m_out.second = 0;
        } else if (m_out.haveTime == 1) {
            m_out.year = m_reader.number(4);
        } else {
            fail("Double time specification");
        }
        ++m_out.haveTime;
        return true;
    case TimeToken::TimeNoColon:
        if (!beginTime()) return true;
        readClock(true);
        if (!m_reader.atEnd()) readZoneHere();
        return true;
    default: return false;
    }
}

bool TimeStringParser::acceptNumericDate(TimeToken token)
{
    if (token < TimeToken::American || token > TimeToken::IsoWeek) return false;
    if (acceptTextualDate(token)) return true;
    if (token == TimeToken::DateAndTime) {
        acceptDateAndTime();
        return true;
    }
    if (!beginDate()) return true;
    switch (token) {
    case TimeToken::American:
        m_out.month = m_reader.number(2);
        m_out.day = m_reader.number(2);
        if (m_reader.atOneOf("/")) setYear();
        break;
    case TimeToken::IsoDate:
    case TimeToken::IsoDateLongYear:
        m_out.year = signedNumber(token == TimeToken::IsoDate ? 4 : 19);
        m_out.month = m_reader.number(2);
        m_out.day = m_reader.number(2);
        break;
    case TimeToken::YearMonth:
        setYear();
        m_out.month = m_reader.number(2);
        m_out.day = 1;
        break;
    case TimeToken::IsoDateShortYear:
    case TimeToken::GnuDate:
        setYear();
        m_out.month = m_reader.number(2);
        m_out.day = m_reader.number(2);
        break;
    case TimeToken::DatePointed:
    case TimeToken::DatePointedShortYear:
        m_out.day = m_reader.number(2);
        m_out.month = m_reader.number(2);
        setYear();
        break;
    case TimeToken::DateNoColon:
        m_out.year = m_reader.number(4);
        m_out.month = m_reader.number(2);
        m_out.day = m_reader.number(2);
        break;
    case TimeToken::YearDay:
        setYear();
        m_out.day = m_reader.number(3);
        m_out.month = 1;
        break;
    default: acceptWeek(token == TimeToken::IsoWeekDay);
    }
    return true;
}

void TimeStringParser::acceptWeek(bool withDay)
{
    m_out.haveRelative = true;
    m_out.year = m_reader.number(4);
    const std::int64_t week = m_reader.number(2).value_or(1);
    const std::int64_t day = withDay ? m_reader.number(1).value_or(1) : 1;
    m_out.month = m_out.day = 1;
    m_out.relative.days = daysToWeek(*m_out.year, week, day);
}

bool TimeStringParser::acceptTextualDate(TimeToken token)
{
    switch (token) {
    case TimeToken::DateFull:
    case TimeToken::DayMonth:
        if (!beginDate()) return true;
        m_out.day = m_reader.number(2);
        m_reader.skipDaySuffix();
        m_out.month = m_reader.month();
        if (token == TimeToken::DateFull) setYear();
        return true;
    case TimeToken::MonthYear:
        if (!beginDate()) return true;
        m_out.month = m_reader.month();
        setYear();
        m_out.day = 1;
        return true;
    case TimeToken::YearMonthName:
        if (!beginDate()) return true;
        setYear();
        m_out.month = m_reader.month();
        m_out.day = 1;
        return true;
    case TimeToken::MonthDay:
    case TimeToken::PgMonthDayYear:
        if (!beginDate()) return true;
        m_out.month = m_reader.month();
        m_out.day = m_reader.number(2);
        setYear();
        return true;
    case TimeToken::PgYearMonthDay:
        if (!beginDate()) return true;
        setYear();
        m_out.month = m_reader.month();
        m_out.day = m_reader.number(2);
        return true;
    default: return false;
    }
}

void TimeStringParser::acceptDateAndTime()
{
    if (!beginTime() || !beginDate()) return;
    m_out.year = m_reader.number(4);
    m_out.month = m_reader.number(2);
    m_out.day = m_reader.number(2);
    readClock(true);
    if (!m_reader.atOneOf(".")) return;
    m_out.microsecond = m_reader.fraction();
    if (!m_reader.atEnd()) readZoneHere();
}

void TimeStringParser::acceptCommonLog()
{
    if (!beginTime() || !beginDate()) return;
    m_out.day = m_reader.number(2);
    m_out.month = m_reader.month();
    m_out.year = m_reader.number(4);
    readClock(true);
    m_reader.skipSpaces();
    readZoneHere();
}

void TimeStringParser::acceptMonthDayTime(bool meridian)
{
    if (!beginDate()) return;
    m_out.month = m_reader.month();
    m_out.day = m_reader.number(2);
    if (!beginTime()) return;
    readClock(false);
    if (m_reader.atOneOf(meridian ? ":." : ":")) {
        m_out.second = m_reader.number(2);
        if (m_reader.atOneOf(".")) m_out.microsecond = m_reader.fraction();
    }
    if (meridian) {
        *m_out.hour += m_reader.meridian(*m_out.hour);
    } else if (!m_reader.atEnd()) {
        readZoneHere();
    }
}

void TimeStringParser::acceptAgo()
{
    RelativeTime &relative = m_out.relative;
    for (std::int64_t *field : {&relative.years, &relative.months, &relative.days, &relative.hours, &relative.minutes,
                                &relative.seconds, &relative.weekday}) {
        *field = static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(*field));
    }
    if (relative.weekday == 0) relative.weekday = -7;
    if (relative.hasSpecial && relative.special == RelativeTime::Special::Weekdays) relative.weekdays = -relative.weekdays;
}

void TimeStringParser::acceptWeekdayOf()
{
    m_out.haveRelative = m_out.relative.hasSpecial = true;
    const RelativeWord word = m_reader.relativeWord();
    m_reader.skipSpaces();
    const bool counted = word.amount > 0;
    m_out.relative.special = counted ? RelativeTime::Special::DayOfWeekInMonth : RelativeTime::Special::LastDayOfWeekInMonth;
    addRelative(word.amount, counted ? 1 : word.behaviour, false);
}

void TimeStringParser::acceptRelativeText(bool week)
{
    m_out.haveRelative = true;
    while (!m_reader.atEnd()) {
        const std::size_t before = m_reader.position();
        const RelativeWord word = m_reader.relativeWord();
        m_reader.skipSpaces();
        addRelative(word.amount, word.behaviour, false);
        if (week) {
            m_out.relative.weekdayBehaviour = 2;
            if (!m_out.relative.hasWeekday) {
                m_out.relative.hasWeekday = true;
                m_out.relative.weekday = 1;
            }
        }
        if (m_reader.position() == before) break;
    }
}

void TimeStringParser::acceptRelative(TimeToken token)
{
    switch (token) {
    case TimeToken::FirstOrLastDayOf:
        m_out.haveRelative = true;
        m_out.relative.dayOf =
            (m_reader.text()[0] | 0x20) == 'l' ? RelativeTime::DayOf::LastOfMonth : RelativeTime::DayOf::FirstOfMonth;
        break;
    case TimeToken::BackOrFrontOf: {
        clearTime();
        m_out.haveTime = 1;
        // Only a small "b" counts as "back".
        const bool back = m_reader.text()[0] == 'b';
        m_out.hour = m_reader.number(2).value_or(0) - (back ? 0 : 1);
        m_out.minute = back ? 15 : 45;
        if (!m_reader.atEnd()) readMeridian();
        break;
    }
    case TimeToken::WeekdayOf: acceptWeekdayOf(); break;
    case TimeToken::Ago: acceptAgo(); break;
    case TimeToken::DayName:
        m_out.haveRelative = m_out.relative.hasWeekday = true;
        clearTime();
        m_out.relative.weekday = m_reader.relativeUnit().value_or(RelativeUnit{RelativeUnit::Kind::Weekday, 0}).factor;
        if (m_out.relative.weekdayBehaviour != 2) m_out.relative.weekdayBehaviour = 1;
        break;
    case TimeToken::RelativeWeek: acceptRelativeText(true); break;
    case TimeToken::RelativeText: acceptRelativeText(false); break;
    case TimeToken::Relative:
        m_out.haveRelative = true;
        while (!m_reader.atEnd() && !m_error) {
            const std::int64_t amount = signedNumber(24);
            m_reader.skipSpaces();
            addRelative(amount, 1, true);
        }
        break;
    default: break;
    }
}

void TimeStringParser::accept(TimeToken token)
{
    if (acceptTime(token) || acceptNumericDate(token) || acceptTextualDate(token)) return;
    switch (token) {
    case TimeToken::Yesterday:
    case TimeToken::Tomorrow:
        m_out.haveRelative = true;
        clearTime();
        m_out.relative.days = token == TimeToken::Yesterday ? -1 : 1;
        break;
    case TimeToken::Noon:
        clearTime();
        m_out.haveTime = 1;
        m_out.hour = 12;
        break;
    case TimeToken::Today: clearTime(); break;
    case TimeToken::Timestamp:
    case TimeToken::TimestampFraction: acceptTimestamp(token == TimeToken::TimestampFraction); break;
    case TimeToken::CommonLog: acceptCommonLog(); break;
    case TimeToken::Year: m_out.year = m_reader.number(4); break;
    case TimeToken::MonthName:
        if (beginDate()) m_out.month = m_reader.month();
        break;
    case TimeToken::Zone:
        if (beginZone()) {
            m_reader.skipSpaces();
            readZoneHere();
        }
        break;
    case TimeToken::MonthDayTime12:
    case TimeToken::MonthDayTime24: acceptMonthDayTime(token == TimeToken::MonthDayTime12); break;
    case TimeToken::Unexpected: fail("Unexpected character"); break;
    default: acceptRelative(token);
    }
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

} // namespace

std::optional<TimeStringError> parseTimeString(std::string_view text, ParsedTime &out)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    if (text.empty()) return TimeStringError{0, ' ', "Empty string"};
    return TimeStringParser(text, out).run();
}

} // namespace twig::php
