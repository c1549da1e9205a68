// SPDX-License-Identifier: MIT
#pragma once

#include "history/kepttarget.h"

#include <vector>

namespace targetdesk {

/// The versions of targets that were saved on this machine, the newest first; the oldest go. Beside version control, not instead
/// of it. Reads and writes the disk at each call; one thread at a time for one folder.
class LocalHistory
{
public:
    static constexpr std::size_t mostVersions = 100; ///< of one target

    /// What is known of a version without reading it.
    struct Version
    {
        std::filesystem::path file;
        std::int64_t at = 0; ///< milliseconds since 1970, UTC
        std::uintmax_t bytes = 0;
    };

    /// `folder` is made with the first version.
    explicit LocalHistory(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {}

    /// Adds a version, unless it is the newest one already. Throws WorkspaceError.
    void add(const KeptTarget &version) const;
    /// Newest first; empty for a handle that has none.
    std::vector<Version> versions(const std::string &handle) const;
    /// Throws WorkspaceError when the file is gone or broken.
    KeptTarget read(const Version &version) const;
    /// The versions go with the target. Throws WorkspaceError.
    void rename(const std::string &from, const std::string &to) const;

private:
    std::filesystem::path m_folder;
};

} // namespace targetdesk
