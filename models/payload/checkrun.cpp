// SPDX-License-Identifier: MIT
#include "payload/checkrun.h"

#include "payload/acceptedpayload.h"
#include "payload/pathcensus.h"
#include "workspace/expectedpayloads.h"

#include <algorithm>
#include <set>
#include <utility>

namespace targetdesk {

namespace {

/// Checks one target after the other; keeps the compiled template of the one at hand.
class Checker
{
public:
    Checker(const Workspace &workspace, const CheckOptions &options)
        : m_workspace(workspace)
        , m_options(options)
        , m_expected(workspace.folder())
    {}

    CheckRun run()
    {
        m_run.workspaceProblems = m_workspace.problems();
        if (m_options.trace) m_census = std::make_shared<const PathCensus>(m_workspace);
        std::vector<CheckCase> cases = checkCases(m_workspace);
        if (!m_options.target.empty())
            std::erase_if(cases, [this](const CheckCase &one) { return one.target != m_options.target; });
        m_progress.allSamples = cases.size() + static_cast<std::size_t>(std::ranges::count_if(
                                                   cases, [this](const CheckCase &one) { return draftOf(one) != nullptr; }));
        tellProgress();
        for (CheckCase &one : cases) {
            if (isCancelled()) break;
            check(one);
            countSample();
            if (isCancelled()) break;
            if (const Sample *draft = draftOf(one)) {
                checkDraft(std::move(one), *draft);
                countSample();
            }
        }
        return std::move(m_run);
    }

private:
    bool isCancelled() const { return m_options.cancelled != nullptr && m_options.cancelled->load(); }

    void tellProgress() const
    {
        if (m_options.advanced) m_options.advanced(m_progress);
    }

    void countSample()
    {
        if (isCancelled()) return; // it is not done
        m_progress = {m_progress.samples + 1, m_progress.allSamples, 0, 0};
        tellProgress();
    }

    void countRenders(std::size_t renders)
    {
        m_progress.renders += renders;
        tellProgress();
    }

    const Sample *draftOf(const CheckCase &one) const
    {
        const auto draft = std::find_if(m_options.drafts.begin(), m_options.drafts.end(), [&one](const Sample &sample) {
            return sample.event == one.sampleEvent && sample.name == one.sample;
        });
        return draft == m_options.drafts.end() ? nullptr : &*draft;
    }

    void checkDraft(CheckCase one, const Sample &draft)
    {
        CheckResult result;
        result.what = std::move(one);
        result.what.isDraft = true;
        checkSample(result, draft);
        add(std::move(result));
    }

    void check(const CheckCase &one)
    {
        CheckResult result;
        result.what = one;
        if (result.what.sample.empty()) {
            result.state = CheckState::Skipped;
            result.note = result.what.event.empty() ? "no active reaction sends to it"
                                                    : "the event has no sample: add one to contexts/" + result.what.event;
            add(std::move(result));
            return;
        }
        if (!m_renderer || m_target->handle != result.what.target) {
            const bool isEdited = m_options.edited != nullptr && m_options.edited->handle == result.what.target;
            m_target = isEdited ? m_options.edited : m_workspace.target(result.what.target);
            m_renderer.emplace(*m_target);
            m_schema = PayloadSchema::of(*m_target, m_workspace.folder());
        }
        const Sample &sample = *m_workspace.sample(result.what.sampleEvent, result.what.sample);
        const Payload payload = checkSample(result, sample);
        add(std::move(result));
        if (m_options.nasty && payload.isGood()) checkNasty(one, sample, payload);
    }

    Payload checkSample(CheckResult &result, const Sample &sample)
    {
        Payload payload = m_renderer->render(sample.text, payloadOptions(m_options.trace));
        if (m_options.trace && !result.what.isDraft) {
            if (m_run.coverage.empty() || m_run.coverage.back().target != m_target->handle)
                m_run.coverage.push_back({m_target->handle, {}});
            m_run.coverage.back().branches.add(payload.trace, m_target->handle + ".json.twig");
        }
        result.renders = 1;
        result.payloadBytes = payload.text.size();
        result.renderTime = payload.renderTime;
        result.problems = payload.problems;
        result.payload = payload.text;
        mark(result.marks, payload);
        result.state = payload.isGood() && payload.fitsSchema ? CheckState::Good : CheckState::Failed;
        if (payload.isGood() && !result.what.isDraft) compare(result, payload);
        name(result.problems, sample);
        return payload;
    }

    void mark(CheckMarks &marks, const Payload &payload) const
    {
        marks.renders = payload.rendered ? CheckMark::Good : CheckMark::Bad;
        if (!payload.rendered) return;
        if (expectsJson(*m_target)) marks.json = payload.isJson ? CheckMark::Good : CheckMark::Bad;
        if (m_schema && payload.isJson) marks.schema = payload.fitsSchema ? CheckMark::Good : CheckMark::Bad;
        if (!m_options.trace) return;
        const bool isBlank = std::any_of(payload.problems.begin(), payload.problems.end(),
                                         [](const Problem &problem) { return problem.kind == Problem::Kind::SilentBlank; });
        marks.blanks = isBlank ? CheckMark::Warning : CheckMark::Good;
    }

    /// With the accepted payload, which is written where asked for.
    void compare(CheckResult &result, const Payload &payload)
    {
        const CheckCase &what = result.what;
        const bool isJson = expectsJson(*m_target);
        const auto accepted = m_expected.read(what.target, what.sampleEvent, what.sample);
        std::optional<AcceptedDifference> difference;
        if (accepted) difference = differenceFromAccepted(*accepted, payload, isJson);
        if (accepted && !difference) {
            result.marks.expected = CheckMark::Good;
        } else if (m_options.accept) {
            m_expected.write(what.target, what.sampleEvent, what.sample, acceptedForm(payload.text, isJson));
            ++m_run.accepted;
            result.marks.expected = CheckMark::Good;
        } else if (!accepted) {
            result.marks.expected = CheckMark::New;
        } else {
            result.marks.expected = CheckMark::Bad;
            result.state = CheckState::Failed;
            result.changes = std::move(difference->changes);
            result.problems.insert(result.problems.begin(), std::move(difference->problem));
        }
    }

    void checkNasty(const CheckCase &what, const Sample &sample, const Payload &good)
    {
        std::vector<std::string> paths;
        for (const twig::PathRead &read : good.trace.paths)
            if (read.exists) paths.push_back(read.path);
        std::vector<NastySample> nasty = nastySamples(sample.text, paths, m_target->delivery.timezone);
        std::stable_sort(nasty.begin(), nasty.end(),
                         [](const NastySample &a, const NastySample &b) { return a.nastiness < b.nastiness; });
        m_progress.allRenders = 1 + nasty.size();
        countRenders(1);
        for (auto first = nasty.begin(); first != nasty.end() && !isCancelled();) {
            const auto last =
                std::find_if(first, nasty.end(), [&](const NastySample &one) { return one.nastiness != first->nastiness; });
            checkNastiness(what, sample, {first, last});
            countRenders(static_cast<std::size_t>(last - first));
            first = last;
        }
    }

    void checkNastiness(CheckCase what, const Sample &sample, const std::vector<NastySample> &nasty)
    {
        CheckResult result;
        result.what = std::move(what);
        result.what.nastiness = nasty.front().nastiness;
        result.marks.renders = CheckMark::Good;
        if (expectsJson(*m_target)) result.marks.json = CheckMark::Good;
        if (m_schema && m_schema->problem().empty()) result.marks.schema = CheckMark::Good;
        std::set<std::pair<std::string, std::size_t>> seen;
        for (const NastySample &one : nasty) {
            Payload payload = m_renderer->render(one.text, payloadOptions(false));
            ++result.renders;
            result.renderTime += payload.renderTime;
            result.payloadBytes = std::max(result.payloadBytes, payload.text.size());
            if (payload.isGood() && (payload.fitsSchema || !m_schema->problem().empty())) continue;
            // Data that a receiver refuses is the event's doing: a template can say nothing else.
            const bool isRefused = payload.isGood();
            if (!isRefused) result.state = CheckState::Failed;
            if (result.badContext.empty()) result.badContext = one.text;
            if (isRefused)
                result.marks.schema = CheckMark::Warning;
            else
                (payload.rendered ? result.marks.json : result.marks.renders) = CheckMark::Bad;
            const auto cause = std::find_if(payload.problems.begin(), payload.problems.end(),
                                            [](const Problem &found) { return found.severity == Problem::Severity::Error; });
            Problem problem = cause == payload.problems.end() ? payload.problems.front() : *cause;
            if (isRefused) problem.severity = Problem::Severity::Warning;
            problem.what = "with " + std::string(nameOf(one.nastiness)) + " in " + one.path + ": " + problem.what;
            if (seen.emplace(problem.code, problem.offset).second) result.problems.push_back(std::move(problem));
        }
        name(result.problems, sample);
        add(std::move(result));
    }

    PayloadOptions payloadOptions(bool trace) const
    {
        PayloadOptions options;
        options.now = m_options.now;
        options.wantsJson = expectsJson(*m_target);
        options.trace = trace;
        options.cancelled = m_options.cancelled;
        options.schema = m_schema;
        options.elsewhere = m_census;
        return options;
    }

    void name(std::vector<Problem> &problems, const Sample &sample) const
    {
        const std::string file = (m_workspace.folder() / "targets" / (m_target->handle + ".json.twig")).string();
        for (Problem &problem : problems)
            problem.templateName = problem.kind != Problem::Kind::Context ? file
                                   : sample.file.empty()                  ? sample.name
                                                                          : sample.file.string();
    }

    void add(CheckResult result)
    {
        if (m_options.progress) m_options.progress(result);
        m_run.results.push_back(std::move(result));
    }

    const Workspace &m_workspace;
    const CheckOptions &m_options;
    ExpectedPayloads m_expected;
    CheckRun m_run;
    CheckProgress m_progress;
    const Target *m_target = nullptr; ///< the workspace's; whose template m_renderer has
    std::optional<PayloadRenderer> m_renderer;
    std::shared_ptr<const PathCensus> m_census;    ///< of the workspace, for traced renders
    std::shared_ptr<const PayloadSchema> m_schema; ///< m_target's; null: it has none
};

} // namespace

std::size_t CheckRun::count(CheckState state) const
{
    return static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(), [&](const auto &one) { return one.state == state; }));
}

std::vector<CheckCase> checkCases(const Workspace &workspace)
{
    std::vector<CheckCase> cases;
    for (const Target &target : workspace.targets()) {
        const std::vector<std::string> events = workspace.eventsOf(target.handle);
        if (events.empty()) cases.push_back({target.handle, {}, {}, {}, {}, {}, false});
        for (const std::string &event : events) {
            const std::vector<Sample> samples = workspace.samplesOf(event);
            if (samples.empty()) cases.push_back({target.handle, event, {}, {}, {}, {}, false});
            for (const Sample &sample : samples)
                cases.push_back({target.handle, event, sample.name, sample.event, sample.file, {}, false});
        }
    }
    return cases;
}

CheckRun runCheck(const Workspace &workspace, const CheckOptions &options)
{
    return Checker(workspace, options).run();
}

} // namespace targetdesk
