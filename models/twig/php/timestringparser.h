// SPDX-License-Identifier: MIT
#pragma once

#include "twig/php/timegrammar.h"
#include "twig/php/timestring.h"
#include "twig/php/tokenreader.h"
#include "twig/php/zonetext.h"

namespace twig::php {

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
            fail("The timezone could not be found in the database");
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
        if (number.problem == SignedNumber::Problem::OutOfRange) fail("Number out of range");
        if (number.problem == SignedNumber::Problem::Missing) fail("Found unexpected data");
        return number.value;
    }

    void addChecked(std::int64_t &to, std::int64_t amount, std::int64_t factor)
    {
        std::int64_t product = 0;
        if (__builtin_mul_overflow(amount, factor, &product) || __builtin_add_overflow(to, product, &to))
            fail("Number out of range");
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

} // namespace twig::php
