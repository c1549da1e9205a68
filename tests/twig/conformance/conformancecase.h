// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace conformance {

using Json = nlohmann::ordered_json;

enum class Verdict { Passed, Failed, Skipped };

struct Result
{
    Verdict verdict = Verdict::Passed;
    std::string expected; ///< one line, for the report
    std::string got;
};

/// Where the files lie that a case only names.
struct Folders
{
    std::filesystem::path presets;
    std::filesystem::path contexts;
};

/// Runs one case of a corpus in the faithful profile. Throws std::exception when the case itself cannot be read.
Result runCase(const Json &one, const Folders &folders);

} // namespace conformance
