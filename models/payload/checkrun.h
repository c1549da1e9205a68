// SPDX-License-Identifier: MIT
#pragma once

#include "payload/branchcoverage.h"
#include "payload/jsondiff.h"
#include "payload/nastysample.h"
#include "payload/payload.h"
#include "workspace/workspace.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// One row of the matrix: a target rendered with a sample of an event that it is wired to.
struct CheckCase
{
    std::string target;      ///< handle
    std::string event;       ///< as the reaction names it
    std::string sample;      ///< the sample's name
    std::string sampleEvent; ///< the folder it is in: the event or an alias
    std::filesystem::path sampleFile;
    /// Absent: the sample as it is. Else it is rendered once for each value that the template reads, with that value nasty.
    std::optional<Nastiness> nastiness;
    bool isDraft = false; ///< with the edited copy of the sample (CheckOptions::drafts)
};

/// What one check of a row says.
enum class CheckMark {
    NotChecked,
    Good,
    Warning,
    Bad,
    New ///< no payload was accepted yet
};

/// The cells of a row.
struct CheckMarks
{
    CheckMark renders = CheckMark::NotChecked;
    CheckMark json = CheckMark::NotChecked;
    CheckMark schema = CheckMark::NotChecked;   ///< the payload fits the target's schema; not checked: it has none
    CheckMark blanks = CheckMark::NotChecked;   ///< nothing that is not in the context printed nothing
    CheckMark expected = CheckMark::NotChecked; ///< the payload is the accepted one
};

enum class CheckState {
    Good,
    Failed, ///< a template error, no JSON, not as the schema wants it, or not the accepted payload
    Skipped ///< nothing to render: no reaction sends to the target, or its event has no sample
};

struct CheckResult
{
    CheckCase what; ///< event and sample are empty for a target wired to nothing, the sample for an event without one
    CheckState state = CheckState::Good;
    CheckMarks marks;
    std::string note;                ///< why it was skipped
    std::vector<Problem> problems;   ///< template names are the template's path in the workspace, or the sample's file
    std::string payload;             ///< the exact bytes; empty for nasty samples
    std::string badContext;          ///< of nasty samples: the first one that did not do; else empty
    std::vector<JsonChange> changes; ///< from the accepted payload to this one
    std::size_t renders = 0;         ///< one, or as many as values were made nasty
    std::size_t payloadBytes = 0;
    std::chrono::nanoseconds renderTime{0};
};

/// How far a check has come. A value.
struct CheckProgress
{
    std::size_t samples = 0;    ///< done, with all that was generated from each
    std::size_t allSamples = 0; ///< to do; combinations without a sample and edited copies count too
    std::size_t renders = 0;    ///< of the sample at hand
    std::size_t allRenders = 0; ///< of the sample at hand; 0: only a render of it as it is will tell

    bool operator==(const CheckProgress &) const = default;
};

struct CheckOptions
{
    std::optional<std::int64_t> now; ///< seconds since 1970, UTC
    bool trace = true;               ///< also report silent blanks, what will hurt, and branch coverage
    bool nasty = false;              ///< also render generated samples; needs `trace`, which tells what the template reads
    bool accept = false;             ///< write the payload of each good sample as the accepted one, where it is not that already
    std::string target;              ///< only this handle; empty: all
    std::vector<Sample> drafts;      ///< edited copies of samples: each is checked after its sample, as it is, and never accepted
    const Target *edited = nullptr;  ///< stands for the workspace's target of its handle: one with unsaved changes
    const std::atomic<bool> *cancelled = nullptr;
    /// Called after each result, on the caller's thread; may be empty.
    std::function<void(const CheckResult &)> progress;
    /// Called before the first sample and whenever there is more done, after `progress`; on the caller's thread; may be empty.
    std::function<void(const CheckProgress &)> advanced;
};

/// Which ways through a target's template its samples take. A value.
struct TargetCoverage
{
    std::string target;
    BranchCoverage branches; ///< over the samples as they are; drafts and generated ones do not count
};

/// What a check of a workspace found. A value.
struct CheckRun
{
    std::vector<CheckResult> results;     ///< by target, event, sample
    std::vector<TargetCoverage> coverage; ///< of each target that was rendered with a trace; by handle
    std::vector<WorkspaceProblem> workspaceProblems;
    std::size_t accepted = 0; ///< files written

    std::size_t count(CheckState state) const;
    /// No case failed and the workspace has no problem. What was skipped does not fail a check.
    bool isGood() const { return count(CheckState::Failed) == 0 && workspaceProblems.empty(); }
};

/// The combinations to check, in the order of CheckRun::results; those without event or sample say what is skipped.
std::vector<CheckCase> checkCases(const Workspace &workspace);

/// Renders every target with every sample of the events it is wired to, aliases of an event included. Any thread. Throws
/// WorkspaceError when an accepted payload cannot be read or written.
CheckRun runCheck(const Workspace &workspace, const CheckOptions &options = {});

} // namespace targetdesk
