// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace targetdesk {

/// Replaces a file as a whole: temporary file beside it, fsync, rename, fsync of the folder. After a crash the old or the
/// new bytes are there, never a mixture. Missing folders are made; a symbolic link keeps pointing, its target is replaced;
/// an existing file's permissions stay. Throws WorkspaceError; the old file is then untouched.
void writeAtomically(const std::filesystem::path &file, std::string_view bytes);

/// Removes a file and makes that durable. A file that is not there is no error. Throws WorkspaceError.
void removeDurably(const std::filesystem::path &file);

} // namespace targetdesk
