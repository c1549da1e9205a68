// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace targetdesk {

/// What a target that was removed consisted of, byte for byte, so that it can be put back. A value.
struct RemovedTarget
{
    struct File
    {
        std::filesystem::path path; ///< relative to the workspace's folder
        std::string bytes;
    };
    std::string handle;
    std::vector<File> files; ///< settings and template first, then accepted payloads
};

} // namespace targetdesk
