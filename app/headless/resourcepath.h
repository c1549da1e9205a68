// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace targetdesk {

/// Folder of the files that come with the program (`workspace`, `contexts`, `presets`): $TARGETDESK_RESOURCES, else
/// ../share/targetdesk beside the program, else the source tree it was built from. Empty when none exists.
std::filesystem::path resourceFolder();

/// The sample workspace inside it. Throws CommandError when it is missing.
std::filesystem::path sampleWorkspace();

} // namespace targetdesk
