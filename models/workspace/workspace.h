// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/deliveryenvironment.h"
#include "workspace/reaction.h"
#include "workspace/removedtarget.h"
#include "workspace/sample.h"
#include "workspace/target.h"
#include "workspace/workspaceproblem.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// A folder of files (targetdesk.json, targets/, reactions/, contexts/, environments/), read into values. Copyable: a copy is a
/// snapshot for another thread. Broken files do not stop the rest: they are listed in problems() and never overwritten. All
/// changes go to disk at once and atomically (temporary file, fsync, rename); they throw WorkspaceError.
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
    const TwigOptions &twigOptions() const { return m_twig; } ///< every target has them, too

    const std::vector<Target> &targets() const { return m_targets; }       ///< by handle
    const std::vector<Reaction> &reactions() const { return m_reactions; } ///< by file name
    const std::vector<Sample> &samples() const { return m_samples; }       ///< by event, name
    const std::vector<DeliveryEnvironment> &environments() const { return m_environments; }
    const std::vector<WorkspaceProblem> &problems() const { return m_problems; }

    /// By handle; else, when the text is a number, by Omneo's id.
    const Target *target(const std::string &handle) const;
    const Sample *sample(const std::string &event, const std::string &name) const;
    std::vector<Sample> samplesOf(const std::string &event) const; ///< aliases of the event included
    const DeliveryEnvironment *environment(const std::string &name) const;
    /// Handles of targets whose file is there and cannot be used; the problems say why. Not those of keepUnreadable().
    std::vector<std::string> unreadableTargets() const;
    /// Takes targets and reactions whose files are there and cannot be used from what was read before, if it had them. Their
    /// problems stay. Returns their files.
    std::vector<std::filesystem::path> keepUnreadable(const Workspace &before);
    /// Reactions that send to this target, active or not.
    std::vector<Reaction> reactionsUsing(const std::string &handle) const;
    /// Events whose active reactions send to this target, each once.
    std::vector<std::string> eventsOf(const std::string &handle) const;

    /// Writes a target's two files; keys that we do not know stay. Adds the target when its handle is new. Only what differs
    /// from the value last read is changed in the file. Refuses when the file on disk is broken.
    void saveTarget(const Target &target);
    /// Renames the files and every use of the handle in reactions. Until the last use is renamed both targets exist, so a crash
    /// in between loses nothing; calling it again finishes the work. The messages of a new event may then go out by
    /// either name, never by none.
    void renameTarget(const std::string &from, const std::string &to);
    /// Its accepted payloads go with it; reactions that send to it stay. Returns what restoreTarget() needs.
    RemovedTarget removeTarget(const std::string &handle);
    /// Puts a removed target back, byte for byte. Refuses when there is a target of that handle by now.
    void restoreTarget(const RemovedTarget &removed);
    void saveReaction(const Reaction &reaction);
    void saveSample(const Sample &sample);

    /// True when a file of this target differs from what was read or last written: somebody else changed it.
    bool changedOnDisk(const std::string &handle) const;

    /// Letters, digits, dash, underscore (the rule of Omneo's 2018 API for handles); empty result: good, else what is wrong.
    static std::string handleProblem(const std::string &handle);
    /// A handle made of a name: "Klaviyo: reward issued" → "klaviyo-reward-issued".
    static std::string handleFromName(const std::string &name);

private:
    friend class WorkspaceReader;

    /// What a file was when it was last read or written.
    struct Mark
    {
        bool exists = false;
        std::uint64_t hash = 0;
        bool operator==(const Mark &) const = default;
    };
    static Mark markOf(const std::filesystem::path &file);
    void mark(const std::string &handle);
    void forgetProblems(const std::filesystem::path &file);
    void findLinkProblems();
    void reloadTarget(const std::string &handle);
    void reloadReaction(const std::string &fileName);

    std::filesystem::path m_folder;
    std::string m_name;
    std::string m_defaultEnvironment;
    TwigOptions m_twig;
    std::vector<Target> m_targets;
    std::vector<Reaction> m_reactions;
    std::vector<Sample> m_samples;
    std::vector<DeliveryEnvironment> m_environments;
    std::vector<WorkspaceProblem> m_fileProblems;         ///< of single files
    std::vector<WorkspaceProblem> m_problems;             ///< these, and those between files
    std::map<std::string, std::pair<Mark, Mark>> m_marks; ///< by handle: settings, template
};

} // namespace targetdesk
