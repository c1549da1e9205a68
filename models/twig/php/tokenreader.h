// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace twig::php {

/// "day", "weeks", "monday", "weekdays": what a number counts.
struct RelativeUnit
{
    enum class Kind { Microsecond, Second, Minute, Hour, Day, Month, Year, Weekday, WorkingDay };
    Kind kind;
    std::int64_t factor; ///< 7 for a week; for a Weekday its number, Sunday being 0
};

/// "next", "third", "last" as a number; 0 for "this" and for what is none of them.
struct RelativeWord
{
    std::int64_t amount = 0;
    int behaviour = 0; ///< 1 for "this"
};

struct SignedNumber
{
    enum class Problem { None, Missing, OutOfRange };
    std::int64_t value = 0;
    Problem problem = Problem::None;
};

/// Picks values out of one token of a date string, skipping what is between them as PHP's parser does. Behind the end it reads
/// NUL.
class TokenReader
{
public:
    explicit TokenReader(std::string_view text)
        : m_text(text.substr(0, text.find('\0')))
    {}

    std::string_view text() const { return m_text; }
    std::size_t &position() { return m_at; }
    bool atEnd() const { return m_at >= m_text.size(); }
    bool atOneOf(std::string_view characters) const
    {
        return !atEnd() && characters.find(m_text[m_at]) != std::string_view::npos;
    }

    /// The next number, of at most so many digits. \return nullopt when none is left
    std::optional<std::int64_t> number(std::size_t maximum, std::size_t *digits = nullptr);
    SignedNumber signedNumber(std::size_t maximum);
    /// ".123" in microseconds, more digits cut off.
    std::optional<std::int64_t> fraction();
    /// What "am" or "pm" adds to the hour.
    std::int64_t meridian(std::int64_t hour);
    /// 1 … 12 by name or Roman number, 0 for none.
    std::int64_t month();
    RelativeWord relativeWord();
    std::optional<RelativeUnit> relativeUnit();
    void skipSpaces();
    void skipDaySuffix();

private:
    char current() const { return atEnd() ? '\0' : m_text[m_at]; }
    bool skipToDigit();

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace twig::php
