// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/deliveryenvironment.h"
#include "workspace/reaction.h"
#include "workspace/sample.h"
#include "workspace/target.h"
#include "workspace/workspaceproblem.h"

#include <filesystem>
#include <string>
#include <vector>

namespace targetdesk {

/// The folder of files described in design.md, read into values. Copyable: a copy is a snapshot for another thread.
/// Broken files do not stop the rest: they are listed in problems() and never overwritten.
/// All changes go to disk at once and atomically (temporary file, fsync, rename); they throw WorkspaceError.
class Workspace
{
public:
    Workspace() = default;

    /// Reads a folder. Throws WorkspaceError when the folder is none or targetdesk.json is missing or unusable.
    static Workspace open(const std::filesystem::path &folder);
    /// Makes a new, empty workspace.
    static Workspace create(const std::filesystem::path &folder, const std::string &name);

    const std::filesystem::path &folder() const { return m_folder; }
    const std::string &name() const { return m_name; }
    const std::string &defaultEnvironment() const { return m_defaultEnvironment; }

    const std::vector<Target> &targets() const { return m_targets; }       ///< by handle
    const std::vector<Reaction> &reactions() const { return m_reactions; } ///< by file name
    const std::vector<Sample> &samples() const { return m_samples; }       ///< by event, name
    const std::vector<DeliveryEnvironment> &environments() const { return m_environments; }
    const std::vector<WorkspaceProblem> &problems() const { return m_problems; }

    const Target *target(const std::string &handle) const;
    const Sample *sample(const std::string &event, const std::string &name) const;
    std::vector<Sample> samplesOf(const std::string &event) const; ///< aliases of the event included
    const DeliveryEnvironment *environment(const std::string &name) const;
    /// Reactions that send to this target, active or not.
    std::vector<Reaction> reactionsUsing(const std::string &handle) const;
    /// Events whose active reactions send to this target, each once.
    std::vector<std::string> eventsOf(const std::string &handle) const;

    /// Writes a target's two files; keys that we do not know stay. Adds the target when its handle is new.
    void saveTarget(const Target &target);
    /// Renames the files and every use of the handle in reactions.
    void renameTarget(const std::string &from, const std::string &to);
    void removeTarget(const std::string &handle);
    void saveReaction(const Reaction &reaction);
    void saveSample(const Sample &sample);

    /// True when a file of this target differs from what was read or last written: somebody else changed it.
    bool changedOnDisk(const std::string &handle) const;

    /// Letters, digits, dash, underscore (omneo.md 1.1); empty result: good, else what is wrong.
    static std::string handleProblem(const std::string &handle);
    /// A handle made of a name: "Klaviyo: reward issued" → "klaviyo-reward-issued".
    static std::string handleFromName(const std::string &name);

private:
    std::filesystem::path m_folder;
    std::string m_name;
    std::string m_defaultEnvironment;
    std::vector<Target> m_targets;
    std::vector<Reaction> m_reactions;
    std::vector<Sample> m_samples;
    std::vector<DeliveryEnvironment> m_environments;
    std::vector<WorkspaceProblem> m_problems;
};

} // namespace targetdesk
