// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/target.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace targetdesk {

/// A target as it was at some moment, kept outside the workspace: a draft that was not saved, or an earlier version. A value.
struct KeptTarget
{
    Target target;           ///< with its template; without the workspace's Twig options
    std::int64_t at = 0;     ///< milliseconds since 1970, UTC
    bool isNew = false;      ///< no target of that handle was ever saved
    bool wasRemoved = false; ///< the target was deleted then
    std::string base;        ///< of a draft: fingerprint() of the saved target that it changes
};

/// Tells targets with other settings or another template apart; the same on every machine.
std::string fingerprint(const Target &target);

/// One JSON object: format, at, target (the keys of a target's file), template, and the rest.
std::string toText(const KeptTarget &kept);
/// Throws WorkspaceError that names `file` when the text is not what toText() writes.
KeptTarget keptTargetFromText(std::string_view text, const std::filesystem::path &file);

} // namespace targetdesk
