// SPDX-License-Identifier: MIT
#include "workspace/workspace.h"

#include "workspace/jsonfile.h"
#include "workspace/jsonscanner.h"
#include "workspace/textposition.h"
#include "workspace/workspacereader.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::size_t maximumHandleLength = 100;

// Where a file's text holds this string as a JSON string.
TextPosition placeOf(const std::string &word, const fs::path &file)
{
    try {
        const std::string text = readFile(file);
        const std::string_view body = withoutByteOrderMark(text);
        const std::size_t offset = body.find(Json(word).dump());
        return offset == std::string_view::npos ? TextPosition{0, 0} : positionAt(body, offset);
    } catch (const std::exception &) {
        return {0, 0}; // the place is a courtesy
    }
}

} // namespace

Workspace Workspace::open(const fs::path &folder)
{
    return WorkspaceReader(folder).readAll();
}

const Target *Workspace::target(const std::string &handle) const
{
    const auto named = [&](const Target &one) { return one.handle == handle; };
    auto found = std::find_if(m_targets.begin(), m_targets.end(), named);
    if (found == m_targets.end()) {
        const auto numbered = [&](const Target &one) { return one.id && std::to_string(*one.id) == handle; };
        found = std::find_if(m_targets.begin(), m_targets.end(), numbered);
    }
    return found == m_targets.end() ? nullptr : &*found;
}

const Sample *Workspace::sample(const std::string &event, const std::string &name) const
{
    const Sample *alias = nullptr;
    for (const Sample &one : m_samples) {
        if (one.name != name) continue;
        if (one.event == event) return &one;
        if (alias == nullptr && sameEvent(one.event, event)) alias = &one;
    }
    return alias;
}

std::vector<Sample> Workspace::samplesOf(const std::string &event) const
{
    std::vector<Sample> samples;
    for (const Sample &one : m_samples) {
        if (sameEvent(one.event, event)) samples.push_back(one);
    }
    return samples;
}

const DeliveryEnvironment *Workspace::environment(const std::string &name) const
{
    const auto found =
        std::find_if(m_environments.begin(), m_environments.end(), [&](const auto &one) { return one.name == name; });
    return found == m_environments.end() ? nullptr : &*found;
}

std::vector<std::string> Workspace::unreadableTargets() const
{
    std::vector<std::string> handles;
    for (const auto &[handle, marks] : m_marks) {
        const auto isIt = [&handle = handle](const Target &one) { return one.handle == handle; };
        if (marks.first.exists && std::ranges::none_of(m_targets, isIt)) handles.push_back(handle);
    }
    return handles;
}

std::vector<fs::path> Workspace::keepUnreadable(const Workspace &before)
{
    const WorkspacePaths paths{m_folder};
    std::vector<fs::path> kept;
    for (const std::string &handle : unreadableTargets()) {
        const auto old = std::ranges::find(before.m_targets, handle, &Target::handle);
        if (old == before.m_targets.end()) continue;
        m_targets.push_back(*old);
        kept.push_back(paths.target(handle));
    }
    for (const Reaction &old : before.m_reactions) {
        const fs::path file = paths.reactions() / old.fileName;
        if (std::ranges::find(m_fileProblems, file, &WorkspaceProblem::file) == m_fileProblems.end()) continue;
        if (std::ranges::find(m_reactions, old.fileName, &Reaction::fileName) != m_reactions.end()) continue;
        m_reactions.push_back(old);
        kept.push_back(file);
    }
    std::ranges::sort(m_targets, {}, &Target::handle);
    std::ranges::sort(m_reactions, {}, &Reaction::fileName);
    findLinkProblems();
    return kept;
}

std::vector<Reaction> Workspace::reactionsUsing(const std::string &handle) const
{
    const Target *wanted = target(handle);
    const auto uses = [&](const Action &action) {
        if (!action.isTargetSend()) return false;
        const std::string named = action.targetHandle();
        return named == handle || (wanted != nullptr && target(named) == wanted);
    };
    std::vector<Reaction> reactions;
    for (const Reaction &one : m_reactions) {
        if (std::any_of(one.actions.begin(), one.actions.end(), uses)) reactions.push_back(one);
    }
    return reactions;
}

std::vector<std::string> Workspace::eventsOf(const std::string &handle) const
{
    std::vector<std::string> events;
    for (const Reaction &one : reactionsUsing(handle)) {
        if (one.isActive && std::find(events.begin(), events.end(), one.trigger) == events.end()) events.push_back(one.trigger);
    }
    return events;
}

bool Workspace::changedOnDisk(const std::string &handle) const
{
    const WorkspacePaths paths{m_folder};
    const auto known = m_marks.find(handle);
    if (known == m_marks.end()) return markOf(paths.target(handle)).exists || markOf(paths.templateOf(handle)).exists;
    return known->second != std::pair(markOf(paths.target(handle)), markOf(paths.templateOf(handle)));
}

Workspace::Mark Workspace::markOf(const fs::path &file)
{
    std::error_code error;
    // A link that leads nowhere is there, and so is what the folder does not let us see.
    if (fs::symlink_status(file, error).type() == fs::file_type::not_found) return {};
    try {
        std::uint64_t hash = 14695981039346656037u; // FNV-1a: tells versions apart, no more
        for (const char c : readFile(file))
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
        return {true, hash};
    } catch (const WorkspaceError &) {
        return {true, 0}; // unreadable
    }
}

void Workspace::mark(const std::string &handle)
{
    const WorkspacePaths paths{m_folder};
    m_marks[handle] = {markOf(paths.target(handle)), markOf(paths.templateOf(handle))};
}

void Workspace::forgetProblems(const fs::path &file)
{
    std::erase_if(m_fileProblems, [&](const WorkspaceProblem &one) { return one.file == file; });
}

void Workspace::findLinkProblems()
{
    const WorkspacePaths paths{m_folder};
    m_problems = m_fileProblems;
    for (const Reaction &reaction : m_reactions) {
        for (const Action &action : reaction.actions) {
            const std::string handle = action.isTargetSend() ? action.targetHandle() : std::string();
            // A target whose file is broken has its own problem.
            if (handle.empty() || target(handle) != nullptr || m_marks.contains(handle)) continue;
            const fs::path file = paths.reactions() / reaction.fileName;
            const TextPosition place = placeOf(handle, file);
            m_problems.push_back({file, place.line, place.column, "there is no target \"" + handle + "\"",
                                  "create it, or name another target here"});
        }
    }
    if (!m_defaultEnvironment.empty() && environment(m_defaultEnvironment) == nullptr) {
        const fs::path broken = paths.environments() / (m_defaultEnvironment + ".json");
        const bool isBroken =
            std::any_of(m_fileProblems.begin(), m_fileProblems.end(), [&](const auto &one) { return one.file == broken; });
        const TextPosition place = placeOf(m_defaultEnvironment, paths.settings());
        if (!isBroken)
            m_problems.push_back({paths.settings(), place.line, place.column,
                                  "there is no environment \"" + m_defaultEnvironment + "\"",
                                  "write environments/" + m_defaultEnvironment + ".json, or name another environment"});
    }
}

std::string Workspace::handleProblem(const std::string &handle)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    if (handle.empty()) return "a target needs a handle";
    if (handle.size() > maximumHandleLength) return "a handle has at most 100 characters";
    if (!std::all_of(handle.begin(), handle.end(), allowed)) return "a handle holds letters, digits, dashes and underscores only";
    return {};
}

std::string Workspace::handleFromName(const std::string &name)
{
    std::string handle;
    for (const char c : name) {
        const bool good = static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (good || c == '_') {
            handle += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (!handle.empty() && handle.back() != '-') {
            handle += '-';
        }
    }
    handle.resize(std::min(handle.size(), maximumHandleLength));
    while (!handle.empty() && handle.back() == '-')
        handle.pop_back();
    return handle.empty() ? "target" : handle;
}

} // namespace targetdesk
