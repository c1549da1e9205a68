// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// One replacement in a template's source. A value.
struct SourceEdit
{
    std::size_t offset = 0; ///< bytes, in the source as it was before any edit
    std::size_t length = 0; ///< of what is replaced; 0: an insertion
    std::string text;       ///< what stands there then

    bool operator==(const SourceEdit &) const = default;
};

/// A way to mend a problem by itself. A value. Whether it is safe to apply unread is for fixcheck.h to say.
struct QuickFix
{
    std::string title;             ///< what it does, for people: `Write {{ name|json_encode|raw }}`
    std::vector<SourceEdit> edits; ///< by offset, apart from one another
    /// It silences the problem, or settles what only a person can know (a default): never part of "fix all".
    bool byHandOnly = false;

    bool operator==(const QuickFix &) const = default;
};

/// The source with the fix in it. Edits that reach past the source, or into one another, change nothing. Pure; any thread.
std::string applied(std::string_view source, const QuickFix &fix);

} // namespace targetdesk
