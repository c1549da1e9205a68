// SPDX-License-Identifier: MIT
#include "twig/php/timestring.h"

#include "twig/php/timestringparser.h"

namespace twig::php {

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

namespace {

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
