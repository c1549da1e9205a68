// SPDX-License-Identifier: MIT
// The part of the parser that deals with dates.
#include "twig/php/timestringparser.h"

namespace twig::php {
namespace {

/// Days from 1 January to a day of an ISO week.
std::int64_t daysToWeek(std::int64_t year, std::int64_t week, std::int64_t day)
{
    const int weekday = dayOfWeek(daysFromCivil(year, 1, 1));
    return -(weekday > 4 ? weekday - 7 : weekday) + (week - 1) * 7 + day;
}

} // namespace

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

} // namespace twig::php
