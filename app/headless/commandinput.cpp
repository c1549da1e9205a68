// SPDX-License-Identifier: MIT
#include "commandinput.h"

#include "command.h"

#include "workspace/editdistance.h"
#include "workspace/jsonfile.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <iterator>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

std::string listed(const std::vector<std::string> &words)
{
    std::string list;
    for (std::size_t i = 0; i < words.size() && i < 12; ++i)
        list += (i > 0 ? ", " : "") + words[i];
    if (words.size() > 12) list += ", … (" + std::to_string(words.size()) + " in all)";
    return list;
}

std::string advice(const std::string &word, const std::vector<std::string> &words)
{
    const std::string near = nearest(word, words);
    if (!near.empty()) return "did you mean '" + near + "'? There are: " + listed(words);
    return words.empty() ? "there are none" : "there are: " + listed(words);
}

std::vector<std::string> eventsWithSamples(const Workspace &workspace)
{
    std::vector<std::string> events;
    for (const Sample &one : workspace.samples()) {
        if (events.empty() || events.back() != one.event) events.push_back(one.event);
    }
    return events;
}

} // namespace

std::string nearest(const std::string &word, const std::vector<std::string> &words)
{
    std::string best;
    std::size_t bestDistance = word.size() / 3 + 2;
    for (const std::string &one : words) {
        // A word that begins as typed is nearer than its length tells.
        const std::size_t away = one.starts_with(word) ? 1 : editDistance(word, one);
        if (away < bestDistance) {
            best = one;
            bestDistance = away;
        }
    }
    return best;
}

Workspace workspaceAt(const std::string &folder)
{
    try {
        return Workspace::open(folder);
    } catch (const WorkspaceError &error) {
        throw CommandError(error.what());
    }
}

const Target &targetNamed(const Workspace &workspace, const std::string &handle)
{
    if (const Target *found = workspace.target(handle)) return *found;
    const std::string file = handle + ".json";
    for (const WorkspaceProblem &problem : workspace.problems()) {
        if (problem.file.filename() == file && problem.file.parent_path().filename() == "targets")
            throw CommandError("the target '" + handle + "' cannot be used: " + problem.text());
    }
    std::vector<std::string> handles;
    for (const Target &one : workspace.targets())
        handles.push_back(one.handle);
    throw CommandError("there is no target '" + handle + "' – " + advice(handle, handles));
}

Sample sampleNamed(const Workspace &workspace, const std::string &text)
{
    const std::size_t slash = text.find('/');
    const std::string event = text.substr(0, slash);
    const std::vector<Sample> samples = workspace.samplesOf(event);
    if (samples.empty())
        throw CommandError("there is no sample of the event '" + event + "', and no such file – " +
                           advice(event, eventsWithSamples(workspace)));
    if (slash == std::string::npos) return samples.front();
    const std::string name = text.substr(slash + 1);
    if (const Sample *found = workspace.sample(event, name)) return *found;
    std::vector<std::string> names;
    for (const Sample &one : samples)
        names.push_back(one.name);
    throw CommandError("the event '" + event + "' has no sample '" + name + "' – " + advice(name, names));
}

Sample sampleFromFile(const std::string &file)
{
    Sample sample;
    if (file == "-") {
        sample.text = {std::istreambuf_iterator<char>(std::cin), {}};
        sample.file = "standard input";
    } else {
        try {
            sample.text = readFile(file);
        } catch (const WorkspaceError &error) {
            throw CommandError(error.what());
        }
        sample.file = file;
    }
    sample.text = std::string(withoutByteOrderMark(sample.text));
    return sample;
}

bool namesFile(const std::string &text)
{
    std::error_code error;
    return text == "-" || text.ends_with(".json") || fs::is_regular_file(text, error);
}

void printOut(const std::string &text)
{
    errno = 0;
    const bool good = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (!good && errno != EPIPE)
        throw CommandError(std::string("writing to standard output failed: ") + std::strerror(errno) +
                               " – make room and try again",
                           ExitCode::CheckFailed);
}

std::int64_t instantFrom(const std::string &text)
{
    QDateTime instant = QDateTime::fromString(QString::fromStdString(text), Qt::ISODateWithMs);
    if (instant.timeSpec() == Qt::LocalTime) instant.setTimeZone(QTimeZone::UTC);
    if (!instant.isValid()) throw CommandError("'" + text + "' is no instant – write it as 2026-03-02T03:15:00Z");
    return instant.toSecsSinceEpoch();
}

} // namespace targetdesk
