// SPDX-License-Identifier: MIT
#include "payload/datelint.h"

#include "payload/expressiontext.h"
#include "payload/problemcodes.h"
#include "payload/setvalue.h"
#include "workspace/textposition.h"

#include <algorithm>
#include <cctype>

namespace targetdesk {

namespace {

using Severity = Problem::Severity;

bool isDateDigit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// 2026-05-31, 2026-05-31 13:59:59, 2026-05-31T13:59:59.000: no zone behind it.
bool isDateWithoutZone(std::string_view text)
{
    constexpr std::string_view Pattern = "0000-00-00 00:00:00";
    if (text.size() < 10) return false;
    for (std::size_t i = 0; i < std::min(text.size(), Pattern.size()); ++i) {
        const bool fits = Pattern[i] == '0' ? isDateDigit(text[i])
                                            : (Pattern[i] == ' ' ? text[i] == ' ' || text[i] == 'T' : text[i] == Pattern[i]);
        if (!fits) return false;
    }
    if (text.size() <= Pattern.size()) return text.size() == 10 || text.size() == 16 || text.size() == Pattern.size();
    return text[Pattern.size()] == '.' && std::all_of(text.begin() + Pattern.size() + 1, text.end(), isDateDigit);
}

// The format prints an offset, a zone or an instant.
bool printsZone(std::string_view format)
{
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '\\') {
            while (i + 1 < format.size() && format[i + 1] == '\\')
                ++i;
            ++i;
        } else if (std::string_view("cePpOTUru").find(format[i]) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

/// The path that an operand as written (`i.expires_at`) stands for.
const twig::PathRead *readBy(const twig::OutputPiece &piece, std::string_view operand)
{
    const auto found = std::find_if(piece.paths.begin(), piece.paths.end(),
                                    [&](const twig::PathRead &read) { return lastNameOf(read.path) == lastNameOf(operand); });
    if (found != piece.paths.end()) return &*found;
    return piece.paths.size() == 1 ? &piece.paths.front() : nullptr;
}

/// A whole JSON text that is a time without a zone, in the quotes that the template has around the print or json_encode put.
std::string_view zonelessTimeIn(std::string_view output, const twig::OutputPiece &piece)
{
    std::string_view text = output.substr(piece.begin, piece.end - piece.begin);
    if (text.size() > 2 && text.front() == '"' && text.back() == '"') {
        text = text.substr(1, text.size() - 2);
    } else if (piece.begin == 0 || piece.end >= output.size() || output[piece.begin - 1] != '"' || output[piece.end] != '"') {
        return {};
    }
    constexpr std::size_t DayLength = 10; // a day has no zone
    return text.size() > DayLength && isDateWithoutZone(text) ? text : std::string_view();
}

bool isDateCall(const twig::TraceSite &site)
{
    return site.kind == twig::TraceSite::Kind::Filter && site.name == "date";
}

} // namespace

void DateLint::judgePrint(const twig::OutputPiece &piece, const TemplatePart &part)
{
    const auto steps = m_in.trace.stepsOf(piece);
    const bool ran = std::any_of(steps.begin(), steps.end(),
                                 [this](const twig::TraceStep &step) { return isDateCall(m_in.trace.sites[step.site]); });
    if (!ran) return sentAsItStands(piece, part);
    m_printed.insert(part.begin);
    const auto date = filterCall(m_in.map, part, "date");
    if (!date || written(*date).empty()) return;
    if (const twig::PathRead *read = readBy(piece, written(*date)))
        judge({placeOfPrint(piece), *date, part.innerBegin, part.innerEnd}, operandAt(*read));
}

// As Omneo writes its times: the receiver reads 13:59 as its own.
void DateLint::sentAsItStands(const twig::OutputPiece &piece, const TemplatePart &part)
{
    const std::string_view text = zonelessTimeIn(m_in.output, piece);
    if (text.empty() || isMadeByDate(piece, part)) return;
    const auto read = std::find_if(piece.paths.begin(), piece.paths.end(),
                                   [&](const twig::PathRead &one) { return operandAt(one).text == text; });
    if (read == piece.paths.end()) return;
    std::string remedy;
    std::optional<QuickFix> fix = withItsZone(part, read->path, remedy);
    Problem *problem =
        m_problems.add(placeOfPrint(piece), code::ZonelessDateSent, Severity::Hint,
                       read->path + " is a time without a zone, and the receiver gets it as it stands", std::move(remedy));
    if (problem == nullptr) return;
    problem->contextPath = read->path;
    addFix(*problem, std::move(fix));
}

// A format without a zone was chosen there: in the print, or for the variable that it prints.
bool DateLint::isMadeByDate(const twig::OutputPiece &piece, const TemplatePart &part) const
{
    const auto isAboutDates = [](std::string_view name) { return name.find("date") != std::string_view::npos; };
    for (const twig::TraceStep &step : m_in.trace.stepsOf(piece)) {
        const twig::TraceSite &site = m_in.trace.sites[step.site];
        const bool isCall = site.kind == twig::TraceSite::Kind::Filter || site.kind == twig::TraceSite::Kind::Function ||
                            site.kind == twig::TraceSite::Kind::Macro;
        if (isCall && isAboutDates(site.name)) return true;
    }
    const auto tokens = m_in.map.tokens(part);
    if (tokens.empty() || !tokens[0].is(twig::TokenType::Name)) return false;
    const TemplatePart *set = setTagOf(m_in.map, tokens[0].text, part.begin);
    if (set == nullptr) return false;
    const auto words = m_in.map.tokens(*set);
    for (std::size_t i = 1; i < words.size(); ++i)
        if ((words[i - 1].text == "|" || (i + 1 < words.size() && words[i + 1].text == "(")) && isAboutDates(words[i].text))
            return true;
    return false;
}

// The zone is the record's own where the name says that the time is local (omneo.md 5.3), else UTC.
std::optional<QuickFix> DateLint::withItsZone(const TemplatePart &part, const std::string &path, std::string &remedy) const
{
    const std::string value = m_fixes.valueAt(part.innerBegin), inner(m_in.map.inner(part));
    const std::string operand = asOperand(value);
    std::string dated = "(" + operand + " ~ ' UTC')|date('c')", title = "It is UTC: print it with its zone";
    remedy = "print it with its zone: {{ " + dated + " }} when it is UTC";
    if (path.ends_with("_local_at")) {
        const std::size_t dot = path.rfind('.'), dotHere = value.rfind('.');
        const std::string zonePath = path.substr(0, dot + 1) + "timezone", zone = value.substr(0, dotHere + 1) + "timezone";
        const std::optional<twig::Value> named = m_in.context.find(zonePath);
        const bool isBeside = named && named->isString() && (dot == std::string::npos) == (dotHere == std::string::npos) &&
                              value.ends_with(lastNameOf(path));
        dated = "date(" + operand + ", " + (isBeside ? zone : "…") + ")|date('c', " + (isBeside ? zone : "…") + ")";
        title = "It is local: print it with the zone of " + zonePath;
        remedy = "print it with its zone: {{ " + dated + " }}";
        if (!isBeside) return std::nullopt;
    }
    // Of nothing date would make the present.
    const std::string now = value.size() == inner.size()
                                ? operand + " ? " + dated
                                : "(" + operand + " ? " + dated + " : null)" + inner.substr(value.size());
    return QuickFix{title, {{part.innerBegin, inner.size(), now}}, true};
}

void DateLint::judgeOthers()
{
    for (std::uint32_t i = 0; i < m_in.trace.sites.size(); ++i) {
        const twig::TraceSite &site = m_in.trace.sites[i];
        if (!isDateCall(site) || site.templateName != m_in.templateName) continue;
        const int index = m_in.map.at(site.span.offset);
        if (index < 0 || m_printed.contains(m_in.map.part(index).begin)) continue;
        const TemplatePart &part = m_in.map.part(index);
        const auto begin = part.kind == TemplatePart::Kind::Print ? part.innerBegin : setValueBegin(m_in.map, part);
        const auto date = filterCall(m_in.map, part, "date");
        if (!begin || !date || written(*date).empty()) continue;
        const auto operand = operandOf(*date, i);
        if (!operand) continue;
        const TextPosition position = positionAt(m_in.map.source(), *begin);
        judge({{*begin, part.innerEnd - *begin, position.line, position.column, 0, operand->path}, *date, *begin, part.innerEnd},
              *operand);
    }
}

DateLint::Operand DateLint::operandAt(const twig::PathRead &read) const
{
    Operand operand{read.path, read.exists, false, {}};
    const std::optional<twig::Value> value = m_in.context.find(read.path);
    operand.isNothing = !value || value->isNull();
    if (value && value->isString()) operand.text = value->text();
    return operand;
}

// A path of the context as it is written, else the key of something that was read just before.
std::optional<DateLint::Operand> DateLint::operandOf(const FilterCall &date, std::uint32_t site) const
{
    const std::string path = written(date);
    const auto &paths = m_in.trace.paths;
    const auto read = std::find_if(paths.begin(), paths.end(), [&](const twig::PathRead &one) { return one.path == path; });
    if (read != paths.end()) return operandAt(*read);
    const auto &steps = m_in.trace.steps;
    std::optional<Operand> found;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (steps[i].site != site) continue;
        const twig::TraceSite &before = m_in.trace.sites[steps[i - 1].site];
        const bool isOperand = before.kind == twig::TraceSite::Kind::Attribute && before.span.offset == date.operandBegin &&
                               before.span.length == date.operandEnd - date.operandBegin;
        if (!isOperand) continue;
        const twig::TraceValue &value = steps[i - 1].value;
        const bool isThere = value.type != twig::TraceType::Undefined;
        Operand operand{path, isThere, !isThere || value.type == twig::TraceType::Null, {}};
        if (value.type == twig::TraceType::String) operand.text = value.text;
        operand.path = pathOf(operand);
        if (operand.isNothing) return operand; // in one turn of a loop is once too often
        if (!found) found = std::move(operand);
    }
    return found;
}

// What the path of a loop's variable stands for, by its last name and its value; else the path as it is written.
std::string DateLint::pathOf(const Operand &written) const
{
    for (const twig::PathRead &read : m_in.trace.paths) {
        if (lastNameOf(read.path) != lastNameOf(written.path)) continue;
        const Operand one = operandAt(read);
        if (one.isNothing == written.isNothing && one.text == written.text) return read.path;
    }
    return written.path;
}

void DateLint::judge(const Use &use, const Operand &operand)
{
    if (operand.isNothing) {
        nowForNothing(use, operand);
    } else if (use.date.arguments.size() < 2 && isDateWithoutZone(operand.text)) {
        const bool shifts = !m_in.displayZone.empty() && m_in.displayZone != "UTC";
        if (shifts || (!use.date.arguments.empty() && printsZone(use.date.arguments[0])))
            dateWithoutZone(use, operand.path, shifts);
    }
}

// `null|date` is the present: PHP's rule, and the worst silent error of all.
void DateLint::nowForNothing(const Use &use, const Operand &operand)
{
    const FilterCall &date = use.date;
    const std::string similar = operand.exists ? std::string() : m_in.context.similarTo(operand.path);
    Problem *problem = m_problems.add(use.place, code::NowForNothing, Severity::Warning,
                                      (operand.exists ? operand.path + " is null" : "the context has no " + operand.path) +
                                          ", and date prints the present then",
                                      similar.empty() ? "print a date only when there is one: {{ " + written(date) + " ? … }}"
                                                      : "did you mean " + similar + "?");
    if (problem == nullptr) return;
    problem->contextPath = operand.path;
    if (!similar.empty()) addFix(*problem, m_fixes.renamed(problem->offset, operand.path, similar));
    if (date.operandBegin != use.begin) return;
    const std::string dated(m_in.map.source().substr(date.operandBegin, date.end - date.operandBegin));
    const std::string now =
        date.end == use.end ? written(date) + " ? " + dated : "(" + written(date) + " ? " + dated + " : null)";
    problem->fixes.push_back(
        {"Print a date only when there is one: " + shortened(now, 70), {{date.operandBegin, dated.size(), now}}});
}

void DateLint::dateWithoutZone(const Use &use, const std::string &path, bool shifts)
{
    const FilterCall &date = use.date;
    const std::string zone = shifts ? std::string(m_in.displayZone) : "UTC";
    Problem *problem = m_problems.add(use.place, code::DateWithoutZone, shifts ? Severity::Warning : Severity::Hint,
                                      path + " is a date without a zone: it is read as UTC and printed in " + zone,
                                      "say which zone it is in: {{ (" + written(date) + " ~ ' UTC')|date(…) }}" +
                                          (shifts ? ", or print it as it stands with date(…, false)" : ""));
    if (problem == nullptr) return;
    problem->contextPath = path;
    problem->fixes.push_back(
        {"It is UTC: say so", {{date.operandBegin, written(date).size(), "(" + written(date) + " ~ ' UTC')"}}, true});
    if (!shifts) return;
    const std::string format = date.arguments.empty() ? "null" : date.arguments[0];
    problem->fixes.push_back({"It is local already: print it as it stands",
                              {{date.nameEnd, date.end - date.nameEnd, "(" + format + ", false)"}},
                              true});
}

} // namespace targetdesk
