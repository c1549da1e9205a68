// SPDX-License-Identifier: MIT
#include "payload/checkrun.h"

#include <algorithm>

namespace targetdesk {

namespace {

void skip(CheckResult &result)
{
    result.state = CheckState::Skipped;
    result.note = result.what.event.empty() ? "no active reaction sends to it"
                                            : "the event has no sample: add one to contexts/" + result.what.event;
}

void renderCase(CheckResult &result, const Workspace &workspace, const PayloadRenderer &renderer, const Target &target,
                const CheckOptions &options)
{
    const Sample *sample = workspace.sample(result.what.sampleEvent, result.what.sample);
    PayloadOptions payloadOptions;
    payloadOptions.now = options.now;
    payloadOptions.wantsJson = expectsJson(target);
    payloadOptions.trace = options.trace;
    payloadOptions.cancelled = options.cancelled;
    Payload payload = renderer.render(sample->text, payloadOptions);
    result.state = payload.isGood() ? CheckState::Good : CheckState::Failed;
    result.payloadBytes = payload.text.size();
    result.renderTime = payload.renderTime;
    result.problems = std::move(payload.problems);
    const std::filesystem::path file = workspace.folder() / "targets" / (target.handle + ".json.twig");
    for (Problem &problem : result.problems)
        problem.templateName = problem.kind == Problem::Kind::Context ? sample->file.string() : file.string();
}

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
        if (events.empty()) cases.push_back({target.handle, {}, {}, {}, {}});
        for (const std::string &event : events) {
            const std::vector<Sample> samples = workspace.samplesOf(event);
            if (samples.empty()) cases.push_back({target.handle, event, {}, {}, {}});
            for (const Sample &sample : samples)
                cases.push_back({target.handle, event, sample.name, sample.event, sample.file});
        }
    }
    return cases;
}

CheckRun runCheck(const Workspace &workspace, const CheckOptions &options)
{
    CheckRun run;
    run.workspaceProblems = workspace.problems();
    std::optional<PayloadRenderer> renderer;
    std::string rendererOf;
    for (CheckCase &one : checkCases(workspace)) {
        if (options.cancelled != nullptr && options.cancelled->load()) break;
        const Target &target = *workspace.target(one.target);
        CheckResult result;
        result.what = std::move(one);
        if (result.what.sample.empty()) {
            skip(result);
        } else {
            if (!renderer || rendererOf != target.handle) {
                renderer.emplace(target);
                rendererOf = target.handle;
            }
            renderCase(result, workspace, *renderer, target, options);
        }
        if (options.progress) options.progress(result);
        run.results.push_back(std::move(result));
    }
    return run;
}

} // namespace targetdesk
