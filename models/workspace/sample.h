// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace targetdesk {

/// A sample context: contexts/<event>/<name>.json. The text is kept as it stands, so no number loses a digit.
struct Sample
{
    std::string event;
    std::string name;
    std::string text;
    std::filesystem::path file; ///< empty when not from a file
    bool operator==(const Sample &) const = default;
};

} // namespace targetdesk
