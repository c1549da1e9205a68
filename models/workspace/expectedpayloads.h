// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// The payloads that somebody looked at and accepted, one file for each target and sample, beside the target:
/// targets/<handle>.expected/<event>/<sample>.json. JSON payloads are kept with line breaks, so that a diff of the file reads
/// well; others byte for byte. Reads and writes the disk at each call; any thread.
class ExpectedPayloads
{
public:
    /// `workspace` is the folder that holds targetdesk.json.
    explicit ExpectedPayloads(std::filesystem::path workspace)
        : m_workspace(std::move(workspace))
    {}

    std::filesystem::path file(const std::string &handle, const std::string &event, const std::string &sample) const;
    /// Nothing when none was accepted. Throws WorkspaceError when the file cannot be read.
    std::optional<std::string> read(const std::string &handle, const std::string &event, const std::string &sample) const;
    /// Atomic. Throws WorkspaceError.
    void write(const std::string &handle, const std::string &event, const std::string &sample, std::string_view payload) const;

    /// All files of a target, sorted.
    std::vector<std::filesystem::path> files(const std::string &handle) const;
    /// All files of a target go with it. What `to` has already stays. Throws WorkspaceError.
    void rename(const std::string &from, const std::string &to) const;
    void remove(const std::string &handle) const;

private:
    std::filesystem::path folder(const std::string &handle) const;

    std::filesystem::path m_workspace;
};

} // namespace targetdesk
