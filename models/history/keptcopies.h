// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/sample.h"

#include <filesystem>
#include <vector>

namespace targetdesk {

/// Edited copies of samples that are nobody's files yet, kept beside the workspace as `contexts.json` in `folder`. Not for two
/// threads at once.

/// Nothing where there is no file. Throws WorkspaceError when it cannot be read.
std::vector<Sample> readKeptCopies(const std::filesystem::path &folder);
/// Replaces what is kept; no copies: no file. Throws WorkspaceError.
void keepCopies(const std::filesystem::path &folder, const std::vector<Sample> &copies);

} // namespace targetdesk
