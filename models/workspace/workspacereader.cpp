// SPDX-License-Identifier: MIT
#include "workspace/workspacereader.h"

#include "workspace/jsonfile.h"
#include "workspace/jsonscanner.h"
#include "workspace/reactionjson.h"
#include "workspace/targetjson.h"
#include "workspace/textposition.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr int formatVersion = 1;

bool isHidden(const fs::path &path)
{
    return path.filename().string().starts_with('.');
}

std::string stemOf(const fs::path &file, const std::string &ending)
{
    const std::string name = file.filename().string();
    return name.substr(0, name.size() - ending.size());
}

} // namespace

bool isThere(const fs::path &path)
{
    std::error_code error;
    return fs::exists(path, error);
}

void placeProblems(const std::vector<FieldProblem> &found, const std::string &text, const fs::path &file,
                   std::vector<WorkspaceProblem> &problems)
{
    const std::string_view body = withoutByteOrderMark(text);
    for (const FieldProblem &problem : found) {
        std::string pointer = problem.pointer;
        std::optional<std::size_t> offset = offsetOf(body, pointer);
        while (!offset && !pointer.empty()) { // a key that is missing: the object that should hold it
            pointer.erase(pointer.rfind('/'));
            offset = offsetOf(body, pointer);
        }
        const TextPosition place = positionAt(body, offset.value_or(0));
        problems.push_back({file, place.line, place.column, problem.what, problem.remedy});
    }
}

std::span<const std::string_view> twigExtensionNames()
{
    static constexpr std::string_view Names[] = {"string-loader", "sandbox", "debug", "intl", "string", "html"};
    return Names;
}

WorkspaceReader::WorkspaceReader(const fs::path &folder, TwigOptions twig)
    : m_paths{folder}
    , m_twig(std::move(twig))
{}

std::vector<fs::path> WorkspaceReader::filesIn(const fs::path &folder, const std::string &ending)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (!isHidden(it->path()) && name.size() > ending.size() && name.ends_with(ending)) files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Workspace WorkspaceReader::readAll()
{
    std::error_code error;
    if (!fs::is_directory(m_paths.folder, error))
        throw WorkspaceError({m_paths.folder, 0, 0, "there is no such folder", "give the folder that holds targetdesk.json"});
    Workspace workspace;
    workspace.m_folder = m_paths.folder;
    readSettings(workspace);
    readTargets(workspace);
    readReactions(workspace);
    readSamples(workspace);
    readEnvironments(workspace);
    workspace.findLinkProblems();
    return workspace;
}

/// `"twig": {"extensions": ["intl"], "locale": "de"}`. What is wrong here does not keep the workspace from being used.
void WorkspaceReader::readTwigOptions(const Json &object, std::vector<FieldProblem> &found)
{
    FieldReader reader(object, "/twig", found);
    reader.text("locale", m_twig.locale);
    const Json *extensions = reader.list("extensions");
    for (std::size_t i = 0; extensions && i < extensions->size(); ++i) {
        const Json &entry = (*extensions)[i];
        const std::string name = entry.is_string() ? entry.get<std::string>() : std::string();
        const auto names = twigExtensionNames();
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            std::string known;
            for (const std::string_view one : names)
                known.append(known.empty() ? "" : ", ").append(one);
            found.push_back({reader.pointerTo("extensions") + '/' + std::to_string(i),
                             name.empty() ? "an extension is named by a text" : "there is no extension \"" + name + "\"",
                             "name one of " + known + ", or remove it"});
        } else if (std::find(m_twig.extensions.begin(), m_twig.extensions.end(), name) == m_twig.extensions.end()) {
            m_twig.extensions.push_back(name);
        }
    }
}

void WorkspaceReader::readSettings(Workspace &workspace)
{
    const fs::path file = m_paths.settings();
    if (!isThere(file))
        throw WorkspaceError({file, 0, 0, "this folder is no workspace: it holds no targetdesk.json",
                              "give the folder that holds one, or write {\"name\": \"…\", \"format\": 1} there"});
    const std::string text = readFile(file);
    const Json object = parseJsonObject(text, file);
    std::vector<FieldProblem> found;
    FieldReader reader(object, "", found);
    int format = formatVersion;
    reader.text("name", workspace.m_name);
    reader.text("environment", workspace.m_defaultEnvironment);
    reader.integer("format", format, 1, 1000000);
    std::vector<WorkspaceProblem> problems;
    placeProblems(found, text, file, problems);
    if (!problems.empty()) throw WorkspaceError(problems.front());
    found.clear();
    if (const Json *twig = reader.object("twig")) readTwigOptions(*twig, found);
    placeProblems(found, text, file, workspace.m_fileProblems);
    workspace.m_twig = m_twig;
    if (format > formatVersion)
        throw WorkspaceError({file, 0, 0, "the workspace has format " + std::to_string(format) + ", this program knows format 1",
                              "use a newer Target Desk"});
    if (workspace.m_name.empty()) workspace.m_name = m_paths.folder.filename().string();
}

std::optional<Target> WorkspaceReader::readTarget(const std::string &handle, std::vector<WorkspaceProblem> &problems) const
{
    const std::size_t before = problems.size();
    const fs::path file = m_paths.target(handle);
    try {
        const std::string text = readFile(file);
        std::vector<FieldProblem> found;
        const Json object = parseJsonObject(text, file);
        Target target = targetFromJson(object, found);
        target.twig = m_twig;
        target.folder.path = m_paths.folder;
        if (target.handle.empty()) target.handle = handle;
        if (target.name.empty()) target.name = target.handle;
        requireUrl(target, found);
        if (target.handle != handle)
            found.push_back({"/handle", "the handle \"" + target.handle + "\" and the file's name differ",
                             "rename the file to " + target.handle + ".json, or write the handle \"" + handle + "\""});
        else if (const std::string wrong = Workspace::handleProblem(handle); !wrong.empty())
            found.push_back({"/handle", wrong, "rename the file and its handle"});
        placeProblems(found, text, file, problems);
        const fs::path templateFile = m_paths.templateOf(handle);
        if (isThere(templateFile)) {
            target.templateSource = withoutByteOrderMark(readFile(templateFile));
        } else {
            problems.push_back(
                {file, 0, 0, "the target has no template", "write " + templateFile.filename().string() + " beside it"});
        }
        if (problems.size() == before) return target;
    } catch (const WorkspaceError &error) {
        problems.push_back(error.problem());
    }
    return std::nullopt;
}

void WorkspaceReader::readTargets(Workspace &workspace) const
{
    for (const fs::path &file : filesIn(m_paths.targets(), ".json")) {
        const std::string handle = stemOf(file, ".json");
        workspace.mark(handle);
        if (auto target = readTarget(handle, workspace.m_fileProblems)) workspace.m_targets.push_back(std::move(*target));
    }
    for (const fs::path &file : filesIn(m_paths.targets(), ".json.twig")) {
        const std::string handle = stemOf(file, ".json.twig");
        if (!isThere(m_paths.target(handle)))
            workspace.m_fileProblems.push_back(
                {file, 0, 0, "a template without its target", "write " + handle + ".json beside it, or remove the template"});
    }
    std::sort(workspace.m_targets.begin(), workspace.m_targets.end(),
              [](const Target &a, const Target &b) { return a.handle < b.handle; });
}

std::optional<Reaction> WorkspaceReader::readReaction(const std::string &fileName, std::vector<WorkspaceProblem> &problems) const
{
    const fs::path file = m_paths.reactions() / fileName;
    try {
        const std::string text = readFile(file);
        const Json object = parseJsonObject(text, file);
        std::vector<FieldProblem> found;
        Reaction reaction = reactionFromJson(object, found);
        reaction.fileName = fileName;
        placeProblems(found, text, file, problems);
        if (found.empty()) return reaction;
    } catch (const WorkspaceError &error) {
        problems.push_back(error.problem());
    }
    return std::nullopt;
}

void WorkspaceReader::readReactions(Workspace &workspace) const
{
    for (const fs::path &file : filesIn(m_paths.reactions(), ".json")) {
        if (auto reaction = readReaction(file.filename().string(), workspace.m_fileProblems))
            workspace.m_reactions.push_back(std::move(*reaction));
    }
}

void WorkspaceReader::readSamples(Workspace &workspace) const
{
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator it(m_paths.contexts(), error), end; !error && it != end; it.increment(error)) {
        if (it->is_directory(error) && !isHidden(it->path())) folders.push_back(it->path());
    }
    std::sort(folders.begin(), folders.end());
    for (const fs::path &folder : folders) {
        for (const fs::path &file : filesIn(folder, ".json")) {
            try {
                const std::string text = readFile(file);
                parseJsonObject(text, file);
                workspace.m_samples.push_back(
                    {folder.filename().string(), stemOf(file, ".json"), std::string(withoutByteOrderMark(text)), file});
            } catch (const WorkspaceError &wrong) {
                workspace.m_fileProblems.push_back(wrong.problem());
            }
        }
    }
}

void WorkspaceReader::readEnvironments(Workspace &workspace) const
{
    for (const fs::path &file : filesIn(m_paths.environments(), ".json")) {
        try {
            const std::string text = readFile(file);
            const Json object = parseJsonObject(text, file);
            std::vector<FieldProblem> found;
            FieldReader reader(object, "", found);
            DeliveryEnvironment environment;
            environment.name = stemOf(file, ".json");
            std::string name = environment.name;
            reader.text("name", name);
            if (name != environment.name)
                reader.problem("name", "the name \"" + name + "\" and the file's name differ", "make them the same");
            if (const Json *variables = reader.object("variables")) environment.variables = *variables;
            reader.boolean("protected", environment.isProtected);
            environment.unknown = reader.rest();
            placeProblems(found, text, file, workspace.m_fileProblems);
            if (found.empty()) workspace.m_environments.push_back(std::move(environment));
        } catch (const WorkspaceError &wrong) {
            workspace.m_fileProblems.push_back(wrong.problem());
        }
    }
}

} // namespace targetdesk
