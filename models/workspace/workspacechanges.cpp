// SPDX-License-Identifier: MIT
// The part of Workspace that changes files.
#include "workspace/atomicfile.h"
#include "workspace/expectedpayloads.h"
#include "workspace/jsonfile.h"
#include "workspace/jsonmerge.h"
#include "workspace/reactionjson.h"
#include "workspace/targetjson.h"
#include "workspace/workspace.h"
#include "workspace/workspacereader.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

void requireHandle(const std::string &handle, const fs::path &file)
{
    const std::string wrong = Workspace::handleProblem(handle);
    if (!wrong.empty()) throw WorkspaceError({file, 0, 0, wrong, "choose another handle"});
}

// A name that becomes a file's or folder's.
void requireFileName(const std::string &name, const fs::path &folder)
{
    const bool bad = name.empty() || name.front() == '.' || name.size() > 200 || name.find('/') != std::string::npos ||
                     std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (bad)
        throw WorkspaceError(
            {folder, 0, 0, "\"" + name + "\" cannot be the name of a file", "choose a name of letters, digits, dots and dashes"});
}

// What would not be read again is not written, a header that breaks its line among it.
void requireReadable(const Json &object, const std::string &text, const fs::path &file)
{
    std::vector<FieldProblem> found;
    requireUrl(targetFromJson(object, found), found);
    std::vector<WorkspaceProblem> problems;
    placeProblems(found, text, file, problems);
    if (!problems.empty()) throw WorkspaceError(problems.front());
}

// Only the handle tells them apart: what a rename leaves when it was interrupted.
bool isLeftover(Target one, const Target &other)
{
    one.handle = other.handle;
    return one == other;
}

} // namespace

Workspace Workspace::create(const fs::path &folder, const std::string &name)
{
    const WorkspacePaths paths{folder};
    if (isThere(paths.settings()))
        throw WorkspaceError({paths.settings(), 0, 0, "there is a workspace already", "open it, or choose another folder"});
    for (const fs::path &part : {paths.targets(), paths.reactions(), paths.contexts(), paths.environments()}) {
        std::error_code error;
        fs::create_directories(part, error);
        if (error) throw WorkspaceError({part, 0, 0, "cannot make the folder: " + error.message(), "choose another folder"});
    }
    const Json local = {{"name", "local"}, {"variables", Json::object()}, {"protected", false}};
    const fs::path environment = paths.environments() / "local.json";
    if (!isThere(environment)) writeAtomically(environment, formatJson(local, {}, environment));
    const Json settings = {{"name", name}, {"format", 1}, {"environment", "local"}};
    writeAtomically(paths.settings(), formatJson(settings, {}, paths.settings()));
    return open(folder);
}

void Workspace::saveTarget(const Target &target)
{
    const WorkspacePaths paths{m_folder};
    const fs::path file = paths.target(target.handle);
    requireHandle(target.handle, file);
    Json onDisk = Json::object();
    std::string text;
    std::string oldTemplate;
    const fs::path templateFile = paths.templateOf(target.handle);
    const bool hasTemplate = isThere(templateFile);
    if (hasTemplate) oldTemplate = readFile(templateFile);
    if (isThere(file)) {
        std::vector<WorkspaceProblem> problems;
        WorkspaceReader(m_folder).readTarget(target.handle, problems);
        // A template that is missing is what saving repairs.
        std::erase_if(problems, [&](const WorkspaceProblem &one) { return one.line == 0 && !hasTemplate; });
        if (!problems.empty()) throw WorkspaceError(problems.front());
        text = readFile(file);
        onDisk = parseJsonObject(text, file);
    }
    const auto known =
        std::find_if(m_targets.begin(), m_targets.end(), [&](const auto &one) { return one.handle == target.handle; });
    Json merged = onDisk;
    std::vector<FieldProblem> ignored; // the file was found good above
    const Json before =
        known != m_targets.end() ? toJson(*known) : (text.empty() ? Json::object() : toJson(targetFromJson(onDisk, ignored)));
    mergeJson(merged, before, toJson(target));
    const std::string formatted = formatJson(merged, text, file); // may refuse: nothing is written yet
    requireReadable(merged, formatted, file);
    if (!hasTemplate || withoutByteOrderMark(oldTemplate) != target.templateSource)
        writeAtomically(templateFile, target.templateSource);
    if (text.empty() || merged != onDisk) writeAtomically(file, formatted);
    reloadTarget(target.handle);
    findLinkProblems();
}

void Workspace::reloadTarget(const std::string &handle)
{
    const WorkspacePaths paths{m_folder};
    forgetProblems(paths.target(handle));
    forgetProblems(paths.templateOf(handle));
    std::erase_if(m_targets, [&](const Target &one) { return one.handle == handle; });
    m_marks.erase(handle);
    if (!isThere(paths.target(handle))) return;
    mark(handle);
    auto read = WorkspaceReader(m_folder, m_twig).readTarget(handle, m_fileProblems);
    if (!read) return;
    const auto place = std::lower_bound(m_targets.begin(), m_targets.end(), handle,
                                        [](const Target &one, const std::string &name) { return one.handle < name; });
    m_targets.insert(place, std::move(*read));
}

void Workspace::renameTarget(const std::string &from, const std::string &to)
{
    const WorkspacePaths paths{m_folder};
    requireHandle(to, paths.target(to));
    if (from == to) return;
    std::vector<WorkspaceProblem> problems;
    const WorkspaceReader reader(m_folder);
    const auto old = reader.readTarget(from, problems);
    if (!old) throw WorkspaceError(problems.front());
    if (isThere(paths.target(to)) || isThere(paths.templateOf(to))) {
        std::vector<WorkspaceProblem> ignored;
        const auto other = isThere(paths.target(to)) ? reader.readTarget(to, ignored) : std::nullopt;
        const bool onlyTemplate =
            !isThere(paths.target(to)) && withoutByteOrderMark(readFile(paths.templateOf(to))) == old->templateSource;
        if (!onlyTemplate && (!other || !isLeftover(*other, *old)))
            throw WorkspaceError({paths.target(to), 0, 0, "there is a target \"" + to + "\" already", "choose another handle"});
    }
    // All files that will change are read before the first is written, so that a broken one stops everything.
    std::vector<std::pair<fs::path, std::string>> rewritten;
    for (const fs::path &file : WorkspaceReader::filesIn(paths.reactions(), ".json")) {
        const std::string text = readFile(file);
        if (text.find(from) == std::string::npos) continue;
        Json object = parseJsonObject(text, file);
        if (renameTargetIn(object, from, to)) rewritten.emplace_back(file, formatJson(object, text, file));
    }
    const std::string text = readFile(paths.target(from));
    Json object = parseJsonObject(text, paths.target(from));
    object["handle"] = to;

    // The new target first, then its uses, then the old one goes: at every moment each use names a target that exists.
    writeAtomically(paths.templateOf(to), readFile(paths.templateOf(from)));
    writeAtomically(paths.target(to), formatJson(object, text, paths.target(to)));
    for (const auto &[file, bytes] : rewritten)
        writeAtomically(file, bytes);
    ExpectedPayloads(m_folder).rename(from, to);
    removeDurably(paths.target(from));
    removeDurably(paths.templateOf(from));

    reloadTarget(from);
    reloadTarget(to);
    for (const auto &[file, bytes] : rewritten)
        reloadReaction(file.filename().string());
    findLinkProblems();
}

RemovedTarget Workspace::removeTarget(const std::string &handle)
{
    const WorkspacePaths paths{m_folder};
    requireHandle(handle, paths.target(handle));
    if (!isThere(paths.target(handle)))
        throw WorkspaceError({paths.target(handle), 0, 0, "there is no target \"" + handle + "\"", "check the handle"});
    const ExpectedPayloads expected(m_folder);
    RemovedTarget removed{handle, {}};
    const auto take = [&](const fs::path &file) {
        if (isThere(file)) removed.files.push_back({fs::relative(file, m_folder), readFile(file)});
    };
    take(paths.target(handle));
    take(paths.templateOf(handle));
    for (const fs::path &file : expected.files(handle))
        take(file);
    removeDurably(paths.target(handle));
    removeDurably(paths.templateOf(handle));
    expected.remove(handle);
    reloadTarget(handle);
    findLinkProblems();
    return removed;
}

void Workspace::restoreTarget(const RemovedTarget &removed)
{
    const WorkspacePaths paths{m_folder};
    requireHandle(removed.handle, paths.target(removed.handle));
    if (isThere(paths.target(removed.handle)))
        throw WorkspaceError(
            {paths.target(removed.handle), 0, 0, "there is a target \"" + removed.handle + "\" again", "rename that one first"});
    // The settings come last: until they are there, there is no target, and a crash in between leaves no half one.
    for (auto file = removed.files.rbegin(); file != removed.files.rend(); ++file)
        writeAtomically(m_folder / file->path, file->bytes);
    reloadTarget(removed.handle);
    findLinkProblems();
}

void Workspace::saveReaction(const Reaction &reaction)
{
    const WorkspacePaths paths{m_folder};
    std::string fileName = reaction.fileName.empty() ? handleFromName(reaction.name) + ".json" : reaction.fileName;
    requireFileName(fileName, paths.reactions());
    if (!fileName.ends_with(".json")) fileName += ".json";
    const fs::path file = paths.reactions() / fileName;
    if (reaction.fileName.empty() && isThere(file))
        throw WorkspaceError({file, 0, 0, "there is a reaction of that name already", "choose another name"});
    Json onDisk = Json::object();
    std::string text;
    if (isThere(file)) {
        std::vector<WorkspaceProblem> problems;
        WorkspaceReader(m_folder).readReaction(fileName, problems);
        if (!problems.empty()) throw WorkspaceError(problems.front());
        text = readFile(file);
        onDisk = parseJsonObject(text, file);
    }
    Json merged = onDisk;
    std::vector<FieldProblem> ignored; // the file was found good above
    const Json before = text.empty() ? Json::object() : toJson(reactionFromJson(onDisk, ignored));
    if (text.empty() || before != toJson(reaction)) {
        normaliseReaction(merged);
        sortActions(merged); // as in the value, so that each action meets its own
        mergeJson(merged, before, toJson(reaction));
        writeAtomically(file, formatJson(merged, text, file));
    }
    reloadReaction(fileName);
    findLinkProblems();
}

void Workspace::reloadReaction(const std::string &fileName)
{
    forgetProblems(WorkspacePaths{m_folder}.reactions() / fileName);
    std::erase_if(m_reactions, [&](const Reaction &one) { return one.fileName == fileName; });
    auto read = WorkspaceReader(m_folder).readReaction(fileName, m_fileProblems);
    if (!read) return;
    const auto place = std::lower_bound(m_reactions.begin(), m_reactions.end(), fileName,
                                        [](const Reaction &one, const std::string &name) { return one.fileName < name; });
    m_reactions.insert(place, std::move(*read));
}

void Workspace::saveSample(const Sample &sample)
{
    const WorkspacePaths paths{m_folder};
    requireFileName(sample.event, paths.contexts());
    requireFileName(sample.name, paths.contexts() / sample.event);
    const fs::path file = paths.contexts() / sample.event / (sample.name + ".json");
    parseJsonObject(sample.text, file);
    if (isThere(file)) parseJsonObject(readFile(file), file); // a broken file is left alone
    writeAtomically(file, sample.text);
    forgetProblems(file);
    std::erase_if(m_samples, [&](const Sample &one) { return one.event == sample.event && one.name == sample.name; });
    Sample saved = sample;
    saved.file = file;
    const auto place = std::lower_bound(m_samples.begin(), m_samples.end(), saved, [](const Sample &a, const Sample &b) {
        return std::tie(a.event, a.name) < std::tie(b.event, b.name);
    });
    m_samples.insert(place, std::move(saved));
    findLinkProblems();
}

} // namespace targetdesk
