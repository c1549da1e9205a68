// SPDX-License-Identifier: MIT
#include "checkreport.h"

#include "texttable.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string_view>
#include <vector>

namespace targetdesk {

namespace {

const char *wordFor(CheckState state)
{
    switch (state) {
    case CheckState::Good: return "good";
    case CheckState::Failed: return "failed";
    case CheckState::Skipped: return "skipped";
    }
    return "failed";
}

const char *wordFor(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error: return "error";
    case Problem::Severity::Warning: return "warning";
    case Problem::Severity::Hint: return "hint";
    }
    return "error";
}

double milliseconds(std::chrono::nanoseconds time)
{
    return static_cast<double>(time.count() / 1000) / 1000.0;
}

// The event, and the alias that the sample was made for.
std::string eventOf(const CheckCase &one)
{
    return one.sampleEvent.empty() || one.sampleEvent == one.event ? one.event : one.event + " (" + one.sampleEvent + ")";
}

// "default, quote" for a generated sample.
std::string sampleOf(const CheckCase &one)
{
    return one.nastiness ? one.sample + ", " + std::string(nameOf(*one.nastiness)) : one.sample;
}

const char *wordFor(CheckMark mark)
{
    switch (mark) {
    case CheckMark::NotChecked: return "-";
    case CheckMark::Good: return "good";
    case CheckMark::Warning: return "warning";
    case CheckMark::Bad: return "bad";
    case CheckMark::New: return "new";
    }
    return "-";
}

const char *wordFor(JsonChange::Kind kind)
{
    switch (kind) {
    case JsonChange::Kind::Added: return "added";
    case JsonChange::Kind::Removed: return "removed";
    case JsonChange::Kind::Changed: return "changed";
    }
    return "changed";
}

std::string counts(const CheckRun &run)
{
    return std::to_string(run.count(CheckState::Good)) + " good, " + std::to_string(run.count(CheckState::Failed)) + " failed, " +
           std::to_string(run.count(CheckState::Skipped)) + " skipped, " + std::to_string(run.workspaceProblems.size()) +
           " workspace problems" + (run.accepted > 0 ? ", " + std::to_string(run.accepted) + " payloads accepted" : "");
}

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        case '\n': result += "&#10;"; break;
        default:
            // XML 1.0 has no way to write the other control characters.
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') result += c;
        }
    }
    return result;
}

std::string valid(const std::string &text)
{
    return Json::parse(jsonText(Json(text))).get<std::string>();
}

std::string junitCase(const CheckResult &result)
{
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.6f", static_cast<double>(result.renderTime.count()) / 1e9);
    const std::string name = result.what.event.empty() ? "no event" : eventOf(result.what) + "/" + sampleOf(result.what);
    std::string xml =
        "    <testcase classname=\"" + escaped(result.what.target) + "\" name=\"" + escaped(name) + "\" time=\"" + seconds + "\"";
    std::string inner;
    if (result.state == CheckState::Skipped) inner = "      <skipped message=\"" + escaped(result.note) + "\"/>\n";
    std::string all;
    for (const Problem &problem : result.problems)
        all += valid(problem.text()) + "\n";
    if (result.state == CheckState::Failed) {
        const std::string what = result.problems.empty() ? "failed" : valid(result.problems.front().what);
        inner += "      <failure message=\"" + escaped(what) + "\">" + escaped(all) + "</failure>\n";
    } else if (!all.empty()) {
        inner += "      <system-out>" + escaped(all) + "</system-out>\n";
    }
    return xml + (inner.empty() ? "/>\n" : ">\n" + inner + "    </testcase>\n");
}

const BranchCoverage *coverageOf(const CheckRun &run, const std::string &target)
{
    const auto found =
        std::find_if(run.coverage.begin(), run.coverage.end(), [&](const auto &one) { return one.target == target; });
    return found == run.coverage.end() ? nullptr : &found->branches;
}

std::string linesOf(const BranchCoverage &branches)
{
    std::string text;
    for (const int line : branches.lines())
        text += (text.empty() ? "" : ", ") + std::to_string(line);
    return text;
}

std::string propertiesOf(const BranchCoverage *branches)
{
    if (branches == nullptr || branches->total() == 0) return {};
    return "    <properties>\n      <property name=\"branches\" value=\"" + std::to_string(branches->taken()) + "/" +
           std::to_string(branches->total()) + "\"/>\n      <property name=\"lines not fully run\" value=\"" +
           linesOf(*branches) + "\"/>\n    </properties>\n";
}

std::string junitSuite(const std::string &name, std::size_t tests, std::size_t failures, std::size_t skipped,
                       const std::string &cases)
{
    return "  <testsuite name=\"" + escaped(name) + "\" tests=\"" + std::to_string(tests) + "\" failures=\"" +
           std::to_string(failures) + "\" errors=\"0\" skipped=\"" + std::to_string(skipped) + "\">\n" + cases +
           "  </testsuite>\n";
}

Json fixesToJson(const std::vector<QuickFix> &fixes)
{
    Json all = Json::array();
    for (const QuickFix &fix : fixes) {
        Json edits = Json::array();
        for (const SourceEdit &edit : fix.edits)
            edits.push_back({{"offset", edit.offset}, {"length", edit.length}, {"text", edit.text}});
        all.push_back({{"title", fix.title}, {"edits", std::move(edits)}, {"by_hand_only", fix.byHandOnly}});
    }
    return all;
}

// `sink: 9 of 11 branches ran, not all of lines 12, 15`.
std::string coverageAsText(const CheckRun &run)
{
    std::string text;
    for (const TargetCoverage &one : run.coverage) {
        if (one.branches.total() == 0) continue;
        text += one.target + ": " + std::to_string(one.branches.taken()) + " of " + std::to_string(one.branches.total()) +
                " branches ran";
        const std::string lines = linesOf(one.branches);
        text += (lines.empty() ? "" : ", not all of lines " + lines) + "\n";
    }
    return text.empty() ? text : "\n" + text;
}

Json coverageToJson(const CheckRun &run)
{
    Json all = Json::array();
    for (const TargetCoverage &one : run.coverage) {
        Json gaps = Json::array();
        for (const BranchGap &gap : one.branches.gaps())
            gaps.push_back({{"line", gap.decision.line}, {"column", gap.decision.column}, {"message", gap.text()}});
        all.push_back({{"target", one.target},
                       {"branches", one.branches.total()},
                       {"taken", one.branches.taken()},
                       {"never_taken", std::move(gaps)}});
    }
    return all;
}

Json changesToJson(const std::vector<JsonChange> &changes)
{
    Json all = Json::array();
    for (const JsonChange &change : changes) {
        Json one = {{"kind", wordFor(change.kind)}, {"path", change.path}};
        if (!change.before.empty()) one["before"] = Json::parse(change.before);
        if (!change.after.empty()) one["after"] = Json::parse(change.after);
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace

Json problemToJson(const Problem &problem)
{
    Json json = {{"severity", wordFor(problem.severity)},
                 {"code", problem.code},
                 {"file", problem.templateName},
                 {"line", problem.line},
                 {"column", problem.column},
                 {"message", problem.what},
                 {"path", problem.contextPath},
                 {"remedy", problem.remedy}};
    if (problem.kind == Problem::Kind::NotJson || problem.kind == Problem::Kind::Schema)
        json["output"] = {{"line", problem.outputLine}, {"column", problem.outputColumn}, {"offset", problem.outputOffset}};
    if (!problem.fixes.empty()) json["fixes"] = fixesToJson(problem.fixes);
    return json;
}

std::string jsonText(const Json &json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string checkAsText(const CheckRun &run)
{
    std::vector<std::vector<std::string>> rows = {{"TARGET", "EVENT", "SAMPLE", "RESULT", "SCHEMA", "ACCEPTED", "BYTES"}};
    std::string problems;
    for (const WorkspaceProblem &problem : run.workspaceProblems)
        problems += problem.text() + "\n";
    for (const CheckResult &result : run.results) {
        const CheckCase &what = result.what;
        const bool isSkipped = result.state == CheckState::Skipped;
        rows.push_back({what.target, what.event.empty() ? "-" : eventOf(what), what.sample.empty() ? "-" : sampleOf(what),
                        wordFor(result.state), wordFor(result.marks.schema), wordFor(result.marks.expected),
                        isSkipped ? result.note : std::to_string(result.payloadBytes)});
        for (const Problem &problem : result.problems)
            problems += problem.text() + " [" + problem.code + ", with " + what.event + "/" + sampleOf(what) + "]\n";
        for (const JsonChange &change : result.changes)
            problems += "    " + describe(change) + "\n";
    }
    return textTable(rows) + coverageAsText(run) + (problems.empty() ? "" : "\n" + problems) + "\n" + counts(run) + "\n";
}

std::string checkAsJson(const CheckRun &run)
{
    Json json = {{"good", run.isGood()},
                 {"counts",
                  {{"good", run.count(CheckState::Good)},
                   {"failed", run.count(CheckState::Failed)},
                   {"skipped", run.count(CheckState::Skipped)},
                   {"accepted", run.accepted}}},
                 {"workspace_problems", Json::array()},
                 {"results", Json::array()}};
    for (const WorkspaceProblem &problem : run.workspaceProblems) {
        json["workspace_problems"].push_back({{"file", problem.file.string()},
                                              {"line", problem.line},
                                              {"column", problem.column},
                                              {"message", problem.what},
                                              {"remedy", problem.remedy}});
    }
    for (const CheckResult &result : run.results) {
        Json one = {{"target", result.what.target},
                    {"event", result.what.event},
                    {"sample", result.what.sample},
                    {"result", wordFor(result.state)}};
        if (!result.note.empty()) one["note"] = result.note;
        if (result.what.nastiness) one["nasty"] = nameOf(*result.what.nastiness);
        one["checks"] = {{"renders", wordFor(result.marks.renders)},
                         {"json", wordFor(result.marks.json)},
                         {"schema", wordFor(result.marks.schema)},
                         {"no_blanks", wordFor(result.marks.blanks)},
                         {"as_accepted", wordFor(result.marks.expected)}};
        if (!result.changes.empty()) one["changes"] = changesToJson(result.changes);
        one["renders"] = result.renders;
        one["bytes"] = result.payloadBytes;
        one["milliseconds"] = milliseconds(result.renderTime);
        one["problems"] = Json::array();
        for (const Problem &problem : result.problems)
            one["problems"].push_back(problemToJson(problem));
        json["results"].push_back(std::move(one));
    }
    json["coverage"] = coverageToJson(run);
    return jsonText(json, 2) + "\n";
}

std::string checkAsJunit(const CheckRun &run)
{
    std::string suites;
    if (!run.workspaceProblems.empty()) {
        std::string cases;
        for (const WorkspaceProblem &problem : run.workspaceProblems)
            cases += "    <testcase classname=\"workspace\" name=\"" + escaped(problem.file.filename().string()) +
                     "\">\n      <failure message=\"" + escaped(valid(problem.what)) + "\">" + escaped(valid(problem.text())) +
                     "</failure>\n    </testcase>\n";
        suites += junitSuite("workspace", run.workspaceProblems.size(), run.workspaceProblems.size(), 0, cases);
    }
    for (std::size_t i = 0; i < run.results.size();) {
        const std::string target = run.results[i].what.target;
        std::map<CheckState, std::size_t> states;
        std::string cases = propertiesOf(coverageOf(run, target));
        const std::size_t first = i;
        for (; i < run.results.size() && run.results[i].what.target == target; ++i) {
            ++states[run.results[i].state];
            cases += junitCase(run.results[i]);
        }
        suites += junitSuite(target, i - first, states[CheckState::Failed], states[CheckState::Skipped], cases);
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"targetdeskctl check\">\n" + suites + "</testsuites>\n";
}

} // namespace targetdesk
