// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/fieldreader.h"
#include "workspace/json.h"
#include "workspace/workspace.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// False also for what cannot be looked at.
bool isThere(const std::filesystem::path &path);

/// The paths of a workspace.
struct WorkspacePaths
{
    std::filesystem::path folder;

    std::filesystem::path settings() const { return folder / "targetdesk.json"; }
    std::filesystem::path targets() const { return folder / "targets"; }
    std::filesystem::path target(const std::string &handle) const { return targets() / (handle + ".json"); }
    std::filesystem::path templateOf(const std::string &handle) const { return targets() / (handle + ".json.twig"); }
    std::filesystem::path reactions() const { return folder / "reactions"; }
    std::filesystem::path contexts() const { return folder / "contexts"; }
    std::filesystem::path environments() const { return folder / "environments"; }
};

/// Reads the files of a workspace. What is wrong with one goes to `problems`; that file's value is then not used.
class WorkspaceReader
{
public:
    /// `twig`: what the targets of this workspace have; readAll() finds that out itself.
    explicit WorkspaceReader(const std::filesystem::path &folder, TwigOptions twig = {});

    /// Throws WorkspaceError when targetdesk.json cannot be used.
    Workspace readAll();

    std::optional<Target> readTarget(const std::string &handle, std::vector<WorkspaceProblem> &problems) const;
    std::optional<Reaction> readReaction(const std::string &fileName, std::vector<WorkspaceProblem> &problems) const;

    /// Files of a folder with that ending, by name; hidden ones left out. Empty when there is no such folder.
    static std::vector<std::filesystem::path> filesIn(const std::filesystem::path &folder, const std::string &ending);

private:
    void readSettings(Workspace &workspace);
    void readTwigOptions(const Json &object, std::vector<FieldProblem> &found);
    void readTargets(Workspace &workspace) const;
    void readReactions(Workspace &workspace) const;
    void readSamples(Workspace &workspace) const;
    void readEnvironments(Workspace &workspace) const;

    WorkspacePaths m_paths;
    TwigOptions m_twig;
};

/// Gives problems of keys their place in the file.
void placeProblems(const std::vector<FieldProblem> &found, const std::string &text, const std::filesystem::path &file,
                   std::vector<WorkspaceProblem> &problems);

} // namespace targetdesk
