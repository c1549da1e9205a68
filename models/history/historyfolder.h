// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace targetdesk {

/// 64 bits of a text as 16 hexadecimal digits; the same on every machine. Not for secrets.
std::string hexHash(std::string_view text);

/// Where the drafts and versions of a workspace are: a folder of its own in `state`, found again by the workspace's place.
std::filesystem::path historyFolder(const std::filesystem::path &state, const std::filesystem::path &workspace);

} // namespace targetdesk
