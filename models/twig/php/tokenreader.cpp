// SPDX-License-Identifier: MIT
#include "twig/php/tokenreader.h"

#include "twig/php/unicode.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <string>

namespace twig::php {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <typename Value>
struct Word
{
    std::string_view name;
    Value value;
};

template <typename Table>
const auto *findWord(const Table &table, std::string_view word)
{
    const std::string lower = lowerBytes(word);
    const auto *found =
        std::find_if(std::begin(table), std::end(table), [&lower](const auto &entry) { return entry.name == lower; });
    return found == std::end(table) ? nullptr : &found->value;
}

using Kind = RelativeUnit::Kind;
constexpr Word<RelativeUnit> Units[] = {
    {"ms", {Kind::Microsecond, 1000}},
    {"msec", {Kind::Microsecond, 1000}},
    {"msecs", {Kind::Microsecond, 1000}},
    {"millisecond", {Kind::Microsecond, 1000}},
    {"milliseconds", {Kind::Microsecond, 1000}},
    {"\xC2\xB5s", {Kind::Microsecond, 1}},
    {"usec", {Kind::Microsecond, 1}},
    {"usecs", {Kind::Microsecond, 1}},
    {"\xC2\xB5sec", {Kind::Microsecond, 1}},
    {"\xC2\xB5secs", {Kind::Microsecond, 1}},
    {"microsecond", {Kind::Microsecond, 1}},
    {"microseconds", {Kind::Microsecond, 1}},
    {"sec", {Kind::Second, 1}},
    {"secs", {Kind::Second, 1}},
    {"second", {Kind::Second, 1}},
    {"seconds", {Kind::Second, 1}},
    {"min", {Kind::Minute, 1}},
    {"mins", {Kind::Minute, 1}},
    {"minute", {Kind::Minute, 1}},
    {"minutes", {Kind::Minute, 1}},
    {"hour", {Kind::Hour, 1}},
    {"hours", {Kind::Hour, 1}},
    {"day", {Kind::Day, 1}},
    {"days", {Kind::Day, 1}},
    {"week", {Kind::Day, 7}},
    {"weeks", {Kind::Day, 7}},
    {"fortnight", {Kind::Day, 14}},
    {"fortnights", {Kind::Day, 14}},
    {"forthnight", {Kind::Day, 14}},
    {"forthnights", {Kind::Day, 14}},
    {"month", {Kind::Month, 1}},
    {"months", {Kind::Month, 1}},
    {"year", {Kind::Year, 1}},
    {"years", {Kind::Year, 1}},
    {"weekday", {Kind::WorkingDay, 1}},
    {"weekdays", {Kind::WorkingDay, 1}},
    {"sundays", {Kind::Weekday, 0}},
    {"sunday", {Kind::Weekday, 0}},
    {"sun", {Kind::Weekday, 0}},
    {"mondays", {Kind::Weekday, 1}},
    {"monday", {Kind::Weekday, 1}},
    {"mon", {Kind::Weekday, 1}},
    {"tuesdays", {Kind::Weekday, 2}},
    {"tuesday", {Kind::Weekday, 2}},
    {"tue", {Kind::Weekday, 2}},
    {"wednesdays", {Kind::Weekday, 3}},
    {"wednesday", {Kind::Weekday, 3}},
    {"wed", {Kind::Weekday, 3}},
    {"thursdays", {Kind::Weekday, 4}},
    {"thursday", {Kind::Weekday, 4}},
    {"thu", {Kind::Weekday, 4}},
    {"fridays", {Kind::Weekday, 5}},
    {"friday", {Kind::Weekday, 5}},
    {"fri", {Kind::Weekday, 5}},
    {"saturdays", {Kind::Weekday, 6}},
    {"saturday", {Kind::Weekday, 6}},
    {"sat", {Kind::Weekday, 6}},
};

constexpr Word<RelativeWord> RelativeWords[] = {
    {"first", {1, 0}},     {"next", {1, 0}},   {"second", {2, 0}},    {"third", {3, 0}},    {"fourth", {4, 0}},
    {"fifth", {5, 0}},     {"sixth", {6, 0}},  {"seventh", {7, 0}},   {"eight", {8, 0}},    {"eighth", {8, 0}},
    {"ninth", {9, 0}},     {"tenth", {10, 0}}, {"eleventh", {11, 0}}, {"twelfth", {12, 0}}, {"last", {-1, 0}},
    {"previous", {-1, 0}}, {"this", {0, 1}},
};

constexpr Word<int> Months[] = {
    {"january", 1}, {"jan", 1},       {"i", 1},    {"february", 2}, {"feb", 2},    {"ii", 2},  {"march", 3},     {"mar", 3},
    {"iii", 3},     {"april", 4},     {"apr", 4},  {"iv", 4},       {"may", 5},    {"v", 5},   {"june", 6},      {"jun", 6},
    {"vi", 6},      {"july", 7},      {"jul", 7},  {"vii", 7},      {"august", 8}, {"aug", 8}, {"viii", 8},      {"september", 9},
    {"sept", 9},    {"sep", 9},       {"ix", 9},   {"october", 10}, {"oct", 10},   {"x", 10},  {"november", 11}, {"nov", 11},
    {"xi", 11},     {"december", 12}, {"dec", 12}, {"xii", 12},
};

} // namespace

bool TokenReader::skipToDigit()
{
    while (!atEnd() && !isDigit(current()))
        ++m_at;
    return !atEnd();
}

std::optional<std::int64_t> TokenReader::number(std::size_t maximum, std::size_t *digits)
{
    if (digits != nullptr) *digits = 0;
    if (!skipToDigit()) return std::nullopt;
    std::int64_t value = 0;
    for (std::size_t count = 0; count < maximum && isDigit(current()); ++count, ++m_at) {
        value = value * 10 + (current() - '0');
        if (digits != nullptr) ++*digits;
    }
    return value;
}

SignedNumber TokenReader::signedNumber(std::size_t maximum)
{
    while (!atEnd() && !isDigit(current()) && current() != '+' && current() != '-')
        ++m_at;
    bool negative = false;
    for (; atOneOf("+-"); ++m_at)
        negative ^= current() == '-';
    if (!skipToDigit()) return {0, SignedNumber::Problem::Missing};
    SignedNumber number;
    for (std::size_t count = 0; count < maximum && isDigit(current()); ++count, ++m_at) {
        const int digit = negative ? '0' - current() : current() - '0';
        if (__builtin_mul_overflow(number.value, 10, &number.value) ||
            __builtin_add_overflow(number.value, digit, &number.value)) {
            return {0, SignedNumber::Problem::OutOfRange};
        }
    }
    return number;
}

std::optional<std::int64_t> TokenReader::fraction()
{
    while (!atEnd() && !isDigit(current()) && current() != '.' && current() != ':')
        ++m_at;
    if (atEnd()) return std::nullopt;
    const std::size_t begin = m_at;
    while (!atEnd() && (isDigit(current()) || current() == '.' || current() == ':'))
        ++m_at;
    // PHP goes through a double here, which cuts 0.29 seconds written as ".29" exactly as this does.
    double value = 0;
    for (const char c : m_text.substr(begin + 1, m_at - begin - 1)) {
        if (!isDigit(c)) break;
        value = value * 10 + (c - '0');
    }
    const double microseconds = value * std::pow(10.0, 7.0 - static_cast<double>(m_at - begin));
    // Hundreds of digits are infinite: what PHP's cast makes of that on x86-64.
    if (!(microseconds < 9223372036854775808.0)) return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(microseconds);
}

std::int64_t TokenReader::meridian(std::int64_t hour)
{
    while (!atEnd() && !atOneOf("AaPp"))
        ++m_at;
    std::int64_t change = 0;
    if (atOneOf("Aa")) {
        if (hour == 12) change = -12;
    } else if (hour != 12) {
        change = 12;
    }
    ++m_at;
    if (atOneOf(".")) ++m_at;
    if (atOneOf("Mm")) ++m_at;
    if (atOneOf(".")) ++m_at;
    return change;
}

std::int64_t TokenReader::month()
{
    while (atOneOf(" \t-./"))
        ++m_at;
    const std::size_t begin = m_at;
    while (isLetter(current()))
        ++m_at;
    const int *found = findWord(Months, m_text.substr(begin, m_at - begin));
    return found != nullptr ? *found : 0;
}

RelativeWord TokenReader::relativeWord()
{
    while (atOneOf(" \t-/"))
        ++m_at;
    const std::size_t begin = m_at;
    while (isLetter(current()))
        ++m_at;
    const RelativeWord *found = findWord(RelativeWords, m_text.substr(begin, m_at - begin));
    return found != nullptr ? *found : RelativeWord{};
}

std::optional<RelativeUnit> TokenReader::relativeUnit()
{
    const std::size_t begin = m_at;
    while (!atEnd() && !atOneOf(" ,\t;:/.-()"))
        ++m_at;
    const RelativeUnit *found = findWord(Units, m_text.substr(begin, m_at - begin));
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

void TokenReader::skipSpaces()
{
    while (!atEnd()) {
        const std::string_view rest = m_text.substr(m_at);
        if (rest[0] == ' ' || rest[0] == '\t') {
            ++m_at;
        } else if (rest.starts_with("\xE2\x80\xAF")) {
            m_at += 3;
        } else if (rest.starts_with("\xC2\xA0")) {
            m_at += 2;
        } else {
            return;
        }
    }
}

void TokenReader::skipDaySuffix()
{
    const std::string suffix = lowerBytes(m_text.substr(std::min(m_at, m_text.size()), 2));
    if (suffix == "nd" || suffix == "rd" || suffix == "st" || suffix == "th") m_at += 2;
}

} // namespace twig::php
