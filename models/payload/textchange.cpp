// SPDX-License-Identifier: MIT
#include "payload/textchange.h"

#include "twig/php/unicode.h"
#include "twig/regex.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <optional>

namespace targetdesk {

namespace {

std::string replaced(std::string text, std::string_view characters, std::string_view by)
{
    for (std::size_t at = text.find_first_of(characters); at != std::string::npos;
         at = text.find_first_of(characters, at + by.size()))
        text.replace(at, 1, by);
    return text;
}

std::string trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first));
}

/// Year, month, day, hour, minute and second as texts of the right length.
using Fields = std::array<std::string, 6>;

std::string twoDigits(unsigned number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::optional<Fields> fieldsOfTimestamp(std::string_view text)
{
    if (text.size() < 9 || text.size() > 10 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    const std::chrono::sys_seconds time{std::chrono::seconds(std::strtoll(std::string(text).c_str(), nullptr, 10))};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return Fields{std::to_string(static_cast<int>(date.year())),
                  twoDigits(static_cast<unsigned>(date.month())),
                  twoDigits(static_cast<unsigned>(date.day())),
                  twoDigits(static_cast<unsigned>(clock.hours().count())),
                  twoDigits(static_cast<unsigned>(clock.minutes().count())),
                  twoDigits(static_cast<unsigned>(clock.seconds().count()))};
}

std::optional<Fields> fieldsOf(std::string_view text)
{
    static const twig::Regex date(
        R"(/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s?(?:Z|UTC|[+-]\d\d:?\d\d)?)?$/D)");
    std::vector<twig::Regex::Group> groups;
    if (date.search(text, 0, groups) != twig::Regex::Result::Match) return fieldsOfTimestamp(text);
    Fields fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool isSet = i + 1 < groups.size() && groups[i + 1].isSet;
        fields[i] = isSet ? std::string(text.substr(groups[i + 1].begin, groups[i + 1].end - groups[i + 1].begin)) : "00";
    }
    return fields;
}

} // namespace

std::vector<TextChange> textChanges(std::string_view text)
{
    namespace php = twig::php;
    const std::string lower = php::lower(text), upper = php::upper(text);
    const std::vector<TextChange> all = {
        {"trim", trimmed(text)},
        {"lower", lower},
        {"upper", upper},
        {"capitalize", php::capitalize(text)},
        {"replace({' ': ''})", replaced(std::string(text), " ", "")},
        {"replace({' ': '_'})", replaced(std::string(text), " ", "_")},
        {"replace({' ': '-'})", replaced(std::string(text), " ", "-")},
        {"replace({'-': '_'})", replaced(std::string(text), "-", "_")},
        {"replace({'_': '-'})", replaced(std::string(text), "_", "-")},
        {"trim|lower", trimmed(lower)},
        {"trim|upper", trimmed(upper)},
        {"lower|replace({' ': '_'})", replaced(lower, " ", "_")},
        {"upper|replace({' ': '_'})", replaced(upper, " ", "_")},
        {"lower|replace({' ': '-'})", replaced(lower, " ", "-")},
        {"replace({' ': '', '-': '', '(': '', ')': ''})", replaced(std::string(text), " -()", "")},
    };
    std::vector<TextChange> changes;
    for (const TextChange &one : all)
        if (one.result != text) changes.push_back(one);
    return changes;
}

std::vector<TextChange> dateChanges(std::string_view text)
{
    const auto fields = fieldsOf(text);
    if (!fields) return {};
    const auto &[year, month, day, hour, minute, second] = *fields;
    const std::string date = year + '-' + month + '-' + day, time = hour + ':' + minute + ':' + second;
    return {
        {"date('c')", date + 'T' + time + "+00:00"},
        {"date('Y-m-d')", date},
        {"date('H:i:sP')", time + "+00:00"},
        {"date('Y-m-d H:i:s')", date + ' ' + time},
        {R"(date('Y-m-d\\TH:i:s\\Z', 'UTC'))", date + 'T' + time + 'Z'},
        {"date('H:i')", hour + ':' + minute},
        {"date('Ymd')", year + month + day},
        {"date('Y/m/d')", year + '/' + month + '/' + day},
        {"date('d.m.Y')", day + '.' + month + '.' + year},
        {"date('d/m/Y')", day + '/' + month + '/' + year, true},
        {"date('m/d/Y')", month + '/' + day + '/' + year, true},
    };
}

} // namespace targetdesk
