// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace targetdesk {

/// "NFS", "SMB", …, when this magic number (statfs(2)) is of a file system that is kept by another machine; else empty. SQLite's
/// write-ahead log wants shared memory between its users and locks that hold, which these do not promise (sqlite.org/wal.html).
std::string networkFileSystem(std::int64_t magic);
/// The same of the file system that holds `file`, or its nearest folder that exists.
std::string networkFileSystemOf(const std::filesystem::path &file);

} // namespace targetdesk
