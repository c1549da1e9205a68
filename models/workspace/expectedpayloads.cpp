// SPDX-License-Identifier: MIT
#include "workspace/expectedpayloads.h"

#include "workspace/atomicfile.h"
#include "workspace/jsonfile.h"
#include "workspace/workspaceproblem.h"
#include "workspace/workspacereader.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

// A part of a path that came from elsewhere: it must not lead out of its folder.
void requirePlain(const std::string &part, const fs::path &folder)
{
    if (part.empty() || part.front() == '.' || part.find('/') != std::string::npos || part.find('\0') != std::string::npos)
        throw WorkspaceError({folder, 0, 0, "\"" + part + "\" cannot be the name of a file", "choose another name"});
}

} // namespace

fs::path ExpectedPayloads::folder(const std::string &handle) const
{
    return WorkspacePaths{m_workspace}.targets() / (handle + ".expected");
}

fs::path ExpectedPayloads::file(const std::string &handle, const std::string &event, const std::string &sample) const
{
    for (const std::string *part : {&handle, &event, &sample})
        requirePlain(*part, m_workspace);
    return folder(handle) / event / (sample + ".json");
}

std::optional<std::string> ExpectedPayloads::read(const std::string &handle, const std::string &event,
                                                  const std::string &sample) const
{
    const fs::path path = file(handle, event, sample);
    if (!isThere(path)) return std::nullopt;
    return readFile(path);
}

void ExpectedPayloads::write(const std::string &handle, const std::string &event, const std::string &sample,
                             std::string_view payload) const
{
    writeAtomically(file(handle, event, sample), payload);
}

std::vector<fs::path> ExpectedPayloads::files(const std::string &handle) const
{
    std::vector<fs::path> all;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder(handle), error)) {
        if (entry.is_regular_file(error)) all.push_back(entry.path());
    }
    std::sort(all.begin(), all.end());
    return all;
}

void ExpectedPayloads::rename(const std::string &from, const std::string &to) const
{
    if (!isThere(folder(from)) || isThere(folder(to))) return;
    std::error_code error;
    fs::rename(folder(from), folder(to), error);
    if (error)
        throw WorkspaceError(
            {folder(from), 0, 0, "cannot be renamed: " + error.message(), "rename it to " + folder(to).string()});
}

void ExpectedPayloads::remove(const std::string &handle) const
{
    std::error_code error;
    fs::remove_all(folder(handle), error);
    if (error) throw WorkspaceError({folder(handle), 0, 0, "cannot be removed: " + error.message(), "remove it by hand"});
}

} // namespace targetdesk
