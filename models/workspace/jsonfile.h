// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace targetdesk {

/// The bytes of a file. Throws WorkspaceError when it cannot be read or is larger than 64 MiB.
std::string readFile(const std::filesystem::path &file);

/// The text without a byte order mark.
std::string_view withoutByteOrderMark(std::string_view text);

/// Reads JSON text, order kept. Throws WorkspaceError with line, column and remedy; `file` is only named.
Json parseJson(std::string_view text, const std::filesystem::path &file);
/// The same, and the root must be an object.
Json parseJsonObject(std::string_view text, const std::filesystem::path &file);

/// JSON as our files have it: indented like `before` (two spaces when that is empty), its line ends, one at the end.
/// Throws WorkspaceError when a text is not UTF-8; `file` is only named.
std::string formatJson(const Json &value, std::string_view before, const std::filesystem::path &file);

} // namespace targetdesk
