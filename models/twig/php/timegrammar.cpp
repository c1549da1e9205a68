// SPDX-License-Identifier: MIT
#include "twig/php/timegrammar.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace twig::php {
namespace {

/// The patterns, in a notation of our own: [classes], (groups), | ? * + {m,n}, 'text' in any case, <name> for another pattern,
/// "~" for a NUL byte, "_" for a tab. All else stands for itself.
struct Definition
{
    std::string_view name;
    std::string_view pattern;
};

constexpr Definition Definitions[] = {
    {"space", "[ _]+|(\xC2\xA0)+|(\xE2\x80\xAF)+"},
    {"frac", "[.][0-9]+"},
    {"hour24", "[01]?[0-9]|2[0-4]"},
    {"hour24lz", "[01][0-9]|2[0-4]"},
    {"hour12", "0?[1-9]|1[0-2]"},
    {"minute", "[0-5]?[0-9]"},
    {"minutelz", "[0-5][0-9]"},
    {"second", "<minute>|60"},
    {"secondlz", "<minutelz>|60"},
    {"meridian", "[AaPp][.]?[Mm][.]?[~_ ]"},
    {"tz", "[(]?[A-Za-z]{1,6}[)]?|[A-Z][a-z]+([`/-][A-Za-z]+)+"},
    {"tzcorrection", "(GMT)?[+-]((<hour24>(:?<minute>)?)|(<hour24lz><minutelz><secondlz>)|(<hour24lz>:<minutelz>:<secondlz>))"},
    {"month", "0?[0-9]|1[0-2]"},
    {"day", "([0-2]?[0-9]|3[01])(st|nd|rd|th)?"},
    {"year", "[0-9]{1,4}"},
    {"year4", "[0-9]{4}"},
    {"monthlz", "0[0-9]|1[0-2]"},
    {"daylz", "0[0-9]|[1-2][0-9]|3[01]"},
    {"dayofyear", "00[1-9]|0[1-9][0-9]|[1-2][0-9][0-9]|3[0-5][0-9]|36[0-6]"},
    {"weekofyear", "0[1-9]|[1-4][0-9]|5[0-3]"},
    {"dayfulls", "('sun'|'mon'|'tues'|'wednes'|'thurs'|'fri'|'satur')'days'"},
    {"dayfull", "('sun'|'mon'|'tues'|'wednes'|'thurs'|'fri'|'satur')'day'"},
    {"dayabbr", "'sun'|'mon'|'tue'|'wed'|'thu'|'fri'|'sat'"},
    {"daytext", "<dayfulls>|<dayfull>|<dayabbr>|'weekday'('s')?"},
    {"monthfull",
     "'january'|'february'|'march'|'april'|'may'|'june'|'july'|'august'|'september'|'october'|'november'|'december'"},
    {"monthabbr", "'jan'|'feb'|'mar'|'apr'|'may'|'jun'|'jul'|'aug'|'sept'|'sep'|'oct'|'nov'|'dec'"},
    {"monthtext", "<monthfull>|<monthabbr>|I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII"},
    {"timeshort12", "<hour12>[:.]<minutelz>(<space>)?<meridian>"},
    {"timelong12", "<hour12>[:.]<minute>[:.]<secondlz>(<space>)?<meridian>"},
    {"timeshort24", "('t')?<hour24>[:.]<minute>"},
    {"timelong24", "('t')?<hour24>[:.]<minute>[:.]<second>"},
    {"iso8601normtz", "('t')?<hour24>[:.]<minute>[:.]<secondlz>(<space>)?(<tzcorrection>|<tz>)"},
    {"datenoyear", "<monthtext>[ ._-]*<day>([,.stndrh_ ]+|~)"},
    {"reltextnumber",
     "'first'|'second'|'third'|'fourth'|'fifth'|'sixth'|'seventh'|'eight'|'eighth'|'ninth'|'tenth'|'eleventh'|'twelfth'"},
    {"reltexttext", "'next'|'last'|'previous'|'this'"},
    {"reltextunit",
     "'ms'|\xC2\xB5's'|(('msec'|'millisecond'|\xC2\xB5'sec'|'microsecond'|'usec'|'sec'|'second'|'min'|'minute'|'hour'|'day'|"
     "'fortnight'|'forthnight'|'month'|'year')('s')?)|'weeks'|<daytext>"},
};

struct Rule
{
    TimeToken token;
    std::string_view pattern;
};

using T = TimeToken;
constexpr Rule Rules[] = {
    {T::Yesterday, "'yesterday'"},
    {T::Now, "'now'"},
    {T::Noon, "'noon'"},
    {T::Today, "'midnight'|'today'"},
    {T::Tomorrow, "'tomorrow'"},
    {T::Timestamp, "@-?[0-9]+"},
    {T::TimestampFraction, "@-?[0-9]+[.][0-9]{0,6}"},
    {T::FirstOrLastDayOf, "('first'|'last')' day of'"},
    {T::BackOrFrontOf, "('back'|'front')' of '<hour24>((<space>)?<meridian>)?"},
    {T::WeekdayOf, "(<reltextnumber>|<reltexttext>)<space>(<dayfulls>|<dayfull>|<dayabbr>)<space>'of'"},
    {T::Time12, "<hour12>(<space>)?<meridian>|<timeshort12>|<timelong12>"},
    {T::TimeMssql, "<hour12>:<minutelz>:<secondlz>[:.][0-9]+<meridian>"},
    {T::Time24, "'t'<hour24>|<timeshort24>|<timelong24>|('t')?<hour24>[:.]<minute>[:.]<second><frac>"},
    {T::TimeHourMinute, "('t')?<hour24lz><minutelz>"},
    {T::TimeNoColon, "('t')?<hour24lz><minutelz><secondlz>"},
    {T::American, "<month>/<day>|<month>/<day>/<year>"},
    {T::IsoDate, "[+-]?<year4>-<monthlz>-<daylz>|<year4>/<monthlz>/<daylz>/?|<year4>/<month>/<day>"},
    {T::IsoDateShortYear, "[0-9]{2}-<monthlz>-<daylz>"},
    {T::IsoDateLongYear, "[+-][0-9]{5,19}-<monthlz>-<daylz>"},
    {T::YearMonth, "<year4>-<month>"},
    {T::GnuDate, "<year>-<month>-<day>"},
    {T::DateFull, "<day>[ _.-]*<monthtext>[ _.-]*<year>"},
    {T::DatePointed, "<day>[._-]<month>[.-]<year4>"},
    {T::DatePointedShortYear, "<day>[._]<month>[.][0-9]{2}"},
    {T::MonthYear, "<monthtext>[ ._-]*<year4>"},
    {T::YearMonthName, "<year4>[ ._-]*<monthtext>"},
    {T::MonthDay, "<monthtext>[ ._-]*<day>[,.stndrh_ ]+<year>|<datenoyear>"},
    {T::DayMonth, "<day>[ ._-]*<monthtext>"},
    {T::DateNoColon, "<year4><monthlz><daylz>"},
    {T::DateAndTime,
     "<year4><monthlz><daylz>T<hour24>:<minutelz>:<secondlz>|<year4><monthlz><daylz>'t'<hour24><minutelz><secondlz>|"
     "<year4>-<monthlz>-<daylz>T<hour24lz>:<minutelz>:<secondlz><frac>(<tzcorrection>)?|"
     "<year4>-<month>-<day>T<hour24>:<minute>:<second>|"
     "<year4>:<monthlz>:<daylz> <hour24lz>:<minutelz>:<secondlz>"},
    {T::YearDay, "<year4>[.-]?<dayofyear>"},
    {T::IsoWeekDay, "<year4>-?W<weekofyear>-?[0-7]"},
    {T::IsoWeek, "<year4>-?W<weekofyear>"},
    {T::PgMonthDayYear, "<monthabbr>-<daylz>-<year>"},
    {T::PgYearMonthDay, "<year>-<monthabbr>-<daylz>"},
    {T::CommonLog, "<day>/<monthabbr>/<year4>:<hour24lz>:<minutelz>:<secondlz><space><tzcorrection>"},
    {T::Year, "<year4>"},
    {T::Ago, "'ago'"},
    {T::DayName, "<daytext>"},
    {T::RelativeWeek, "<reltexttext><space>'week'"},
    {T::RelativeText, "(<reltextnumber>|<reltexttext>)<space><reltextunit>"},
    {T::MonthName, "<monthfull>|<monthabbr>"},
    {T::Zone, "<tzcorrection>|<tz>"},
    {T::MonthDayTime12, "<datenoyear>(<timeshort12>|<timelong12>)"},
    {T::MonthDayTime24, "<datenoyear>(<timeshort24>|<timelong24>|<iso8601normtz>)"},
    {T::Relative, "[+-]*[ _]*[0-9]{1,13}(<space>)?(<reltextunit>|'week')"},
    {T::Separator, "[.,]|<space>"},
    {T::LineEnd, "~|\n"},
};

using ByteSet = std::bitset<256>;

/// A step of the automaton: takes a byte of a set, goes on in two places, or accepts.
struct Step
{
    enum class Kind : std::uint8_t { Take, Fork, Accept };
    Kind kind;
    std::uint16_t set = 0;
    std::uint32_t next = 0;
    std::uint32_t other = 0;
    TimeToken token = TimeToken::Unexpected;
};

/// A set of steps in the order of their coming. Whether a step is in it is told by two arrays that point at each other, of which
/// the one by step may hold anything: so emptying the set costs nothing.
class StepSet
{
public:
    void reset(std::size_t steps)
    {
        if (m_place.size() < steps) {
            m_place.resize(steps);
            m_steps.resize(steps);
        }
        m_size = 0;
    }
    void clear() { m_size = 0; }
    void add(std::uint32_t step)
    {
        const std::uint32_t place = m_place[step];
        if (place < m_size && m_steps[place] == step) return;
        m_place[step] = static_cast<std::uint32_t>(m_size);
        m_steps[m_size++] = step;
    }
    bool empty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }
    std::uint32_t operator[](std::size_t i) const { return m_steps[i]; }
    auto begin() const { return m_steps.begin(); }
    auto end() const { return m_steps.begin() + static_cast<std::ptrdiff_t>(m_size); }

private:
    std::vector<std::uint32_t> m_steps;
    std::vector<std::uint32_t> m_place;
    std::size_t m_size = 0;
};

/// All rules as one automaton, run on sets of steps: linear in the text, whatever the text is.
class Automaton
{
public:
    static const Automaton &instance()
    {
        static const Automaton automaton;
        return automaton;
    }

    TimeMatch longest(std::string_view text, std::size_t position) const
    {
        const auto byteAt = [text](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
        TimeMatch best{TimeToken::Unexpected, 1};
        // Kept from call to call, since it is large and needs no clearing.
        thread_local StepSet current;
        thread_local StepSet following;
        current.reset(m_steps.size());
        following.reset(m_steps.size());
        for (const std::uint32_t step : m_start[byteAt(position)])
            current.add(step);
        for (std::size_t size = 1; !current.empty(); ++size) {
            TimeToken accepted = TimeToken::Unexpected;
            for (const std::uint32_t step : current) {
                if (m_steps[step].kind == Step::Kind::Accept) accepted = std::min(accepted, m_steps[step].token);
            }
            if (accepted != TimeToken::Unexpected) best = {accepted, size};
            // Past the first NUL behind the text nothing can match.
            if (position + size > text.size()) break;
            following.clear();
            for (const std::uint32_t step : current)
                advance(step, byteAt(position + size), following);
            std::swap(current, following);
        }
        return best;
    }

private:
    Automaton()
    {
        std::vector<std::uint32_t> starts;
        for (const Rule &rule : Rules) {
            const std::uint32_t accept = add({Step::Kind::Accept, 0, 0, 0, rule.token});
            starts.push_back(compile(rule.pattern, accept));
        }
        StepSet begin;
        begin.reset(m_steps.size());
        for (const std::uint32_t start : starts)
            follow(start, begin);
        StepSet reached;
        reached.reset(m_steps.size());
        for (unsigned byte = 0; byte < 256; ++byte) {
            reached.clear();
            for (const std::uint32_t step : begin)
                advance(step, byte, reached);
            for (const std::uint32_t step : reached) {
                if (m_steps[step].kind != Step::Kind::Fork) m_start[byte].push_back(step);
            }
        }
    }

    /// Compiles backwards: what follows is known, the answer is where to begin.
    std::uint32_t compile(std::string_view pattern, std::uint32_t next)
    {
        // The alternatives on the top level.
        std::vector<std::string_view> parts;
        std::size_t begin = 0;
        for (std::size_t at = 0; at <= pattern.size(); at = at < pattern.size() ? itemEnd(pattern, at) : at + 1) {
            if (at == pattern.size() || pattern[at] == '|') {
                parts.push_back(pattern.substr(begin, at - begin));
                begin = at + 1;
            }
        }
        std::uint32_t start = compileSequence(parts.back(), next);
        for (std::size_t i = parts.size() - 1; i-- > 0;)
            start = add({Step::Kind::Fork, 0, compileSequence(parts[i], next), start});
        return start;
    }

    std::uint32_t compileSequence(std::string_view pattern, std::uint32_t next)
    {
        std::vector<std::pair<std::string_view, std::string_view>> items; // item and its repetition
        for (std::size_t at = 0; at < pattern.size();) {
            const std::size_t end = itemEnd(pattern, at);
            std::size_t behind = end;
            if (behind < pattern.size() && (pattern[behind] == '?' || pattern[behind] == '*' || pattern[behind] == '+'))
                ++behind;
            else if (behind < pattern.size() && pattern[behind] == '{')
                behind = pattern.find('}', behind) + 1;
            items.emplace_back(pattern.substr(at, end - at), pattern.substr(end, behind - end));
            at = behind;
        }
        for (std::size_t i = items.size(); i-- > 0;)
            next = compileRepeated(items[i].first, items[i].second, next);
        return next;
    }

    std::uint32_t compileRepeated(std::string_view item, std::string_view repetition, std::uint32_t next)
    {
        if (repetition.empty()) return compileItem(item, next);
        if (repetition == "?") return add({Step::Kind::Fork, 0, compileItem(item, next), next});
        if (repetition == "*" || repetition == "+") {
            const std::uint32_t loop = add({Step::Kind::Fork, 0, 0, next});
            m_steps[loop].next = compileItem(item, loop);
            return repetition == "*" ? loop : m_steps[loop].next;
        }
        // {m} or {m,n}
        const std::size_t comma = repetition.find(',');
        const int least = std::stoi(std::string(repetition.substr(1)));
        const int most = comma == std::string_view::npos ? least : std::stoi(std::string(repetition.substr(comma + 1)));
        const std::uint32_t end = next;
        for (int i = most; i > 0; --i) {
            next = compileItem(item, next);
            if (i > least) next = add({Step::Kind::Fork, 0, next, end});
        }
        return next;
    }

    std::uint32_t compileItem(std::string_view item, std::uint32_t next)
    {
        switch (item[0]) {
        case '(': return compile(item.substr(1, item.size() - 2), next);
        case '<': {
            const std::string_view name = item.substr(1, item.size() - 2);
            const auto *found = std::find_if(std::begin(Definitions), std::end(Definitions),
                                             [name](const Definition &definition) { return definition.name == name; });
            return compile(found->pattern, next);
        }
        case '\'':
            for (std::size_t i = item.size() - 1; i-- > 1;) {
                ByteSet set;
                const auto byte = static_cast<unsigned char>(item[i]);
                set.set(byte);
                if (byte >= 'a' && byte <= 'z') set.set(byte ^ 0x20u);
                next = take(set, next);
            }
            return next;
        case '[': return take(classOf(item.substr(1, item.size() - 2)), next);
        default: {
            ByteSet set;
            set.set(meaning(item[0]));
            return take(set, next);
        }
        }
    }

    static unsigned char meaning(char c)
    {
        return c == '~' ? '\0' : c == '_' ? '\t' : c == '`' ? '_' : static_cast<unsigned char>(c);
    }

    static ByteSet classOf(std::string_view text)
    {
        ByteSet set;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const unsigned first = meaning(text[i]);
            const bool range = i + 2 < text.size() && text[i + 1] == '-';
            const unsigned last = range ? meaning(text[i + 2]) : first;
            for (unsigned byte = first; byte <= last; ++byte)
                set.set(byte);
            if (range) i += 2;
        }
        return set;
    }

    /// Where the item that begins at `at` ends, without its repetition.
    static std::size_t itemEnd(std::string_view pattern, std::size_t at)
    {
        switch (pattern[at]) {
        case '[': return pattern.find(']', at) + 1;
        case '<': return pattern.find('>', at) + 1;
        case '\'': return pattern.find('\'', at + 1) + 1;
        case '(':
            for (int depth = 0;;) {
                const char c = pattern[at];
                if (c == '[') {
                    at = pattern.find(']', at);
                } else if (c == '(') {
                    ++depth;
                } else if (c == ')' && --depth == 0) {
                    return at + 1;
                }
                ++at;
            }
        default: return at + 1;
        }
    }

    std::uint32_t take(const ByteSet &set, std::uint32_t next)
    {
        auto known = std::find(m_sets.begin(), m_sets.end(), set);
        if (known == m_sets.end()) known = m_sets.insert(m_sets.end(), set);
        return add({Step::Kind::Take, static_cast<std::uint16_t>(known - m_sets.begin()), next, 0});
    }

    std::uint32_t add(const Step &step)
    {
        m_steps.push_back(step);
        return static_cast<std::uint32_t>(m_steps.size() - 1);
    }

    /// Adds every step that is reached from `step` without taking a byte; the forks passed on the way are in the set too.
    void follow(std::uint32_t step, StepSet &out) const
    {
        std::size_t done = out.size();
        out.add(step);
        for (; done < out.size(); ++done) {
            const Step &at = m_steps[out[done]];
            if (at.kind != Step::Kind::Fork) continue;
            out.add(at.next);
            out.add(at.other);
        }
    }

    void advance(std::uint32_t step, unsigned byte, StepSet &to) const
    {
        const Step &at = m_steps[step];
        if (at.kind == Step::Kind::Take && m_sets[at.set].test(byte)) follow(at.next, to);
    }

    std::vector<Step> m_steps;
    std::vector<ByteSet> m_sets;
    std::array<std::vector<std::uint32_t>, 256> m_start;
};

} // namespace

TimeMatch matchTimeToken(std::string_view text, std::size_t position)
{
    return Automaton::instance().longest(text, position);
}

} // namespace twig::php
