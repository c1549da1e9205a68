// SPDX-License-Identifier: MIT
#include "history/localhistory.h"

#include "workspace/atomicfile.h"
#include "workspace/jsonfile.h"
#include "workspace/workspaceproblem.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::string_view versionSuffix = ".json";

std::optional<std::int64_t> timeOf(const fs::path &file)
{
    const std::string name = file.filename().string();
    if (!name.ends_with(versionSuffix)) return {};
    std::int64_t at = 0;
    const char *end = name.data() + name.size() - versionSuffix.size();
    const auto [stopped, error] = std::from_chars(name.data(), end, at);
    if (error != std::errc() || stopped != end) return {};
    return at;
}

} // namespace

void LocalHistory::add(const KeptTarget &version) const
{
    const std::string &handle = version.target.handle;
    const std::vector<Version> known = versions(handle);
    KeptTarget added = version;
    if (!known.empty()) {
        added.at = std::max(added.at, known.front().at + 1); // the clock may have been set back
        try {
            const KeptTarget newest = read(known.front());
            if (!version.wasRemoved && !newest.wasRemoved && fingerprint(newest.target) == fingerprint(version.target)) return;
        } catch (const WorkspaceError &) {
            // An unreadable version is no reason not to keep the next one.
        }
    }
    writeAtomically(m_folder / handle / (std::to_string(added.at) + std::string(versionSuffix)), toText(added));
    for (std::size_t i = mostVersions - 1; i < known.size(); ++i)
        removeDurably(known[i].file);
}

std::vector<LocalHistory::Version> LocalHistory::versions(const std::string &handle) const
{
    std::vector<Version> all;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_folder / handle, error)) {
        if (const auto at = timeOf(entry.path())) all.push_back({entry.path(), *at, entry.file_size(error)});
    }
    std::sort(all.begin(), all.end(), [](const Version &a, const Version &b) { return a.at > b.at; });
    return all;
}

KeptTarget LocalHistory::read(const Version &version) const
{
    return keptTargetFromText(readFile(version.file), version.file);
}

void LocalHistory::rename(const std::string &from, const std::string &to) const
{
    std::error_code error;
    if (!fs::exists(m_folder / from, error)) return;
    fs::create_directories(m_folder / to, error);
    for (const Version &version : versions(from))
        fs::rename(version.file, m_folder / to / version.file.filename(), error);
    fs::remove(m_folder / from, error);
    if (error)
        throw WorkspaceError({m_folder / from, 0, 0, "the earlier versions were not renamed: " + error.message(),
                              "move them to " + (m_folder / to).string()});
}

} // namespace targetdesk
