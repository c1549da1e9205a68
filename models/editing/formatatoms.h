// SPDX-License-Identifier: MIT
#pragma once

#include "editing/templatescan.h"

#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// One piece of a template that a line break may come before, but not into.
struct FormatAtom
{
    enum class Kind {
        Open,  ///< { or [
        Close, ///< } or ]
        Comma,
        Colon,
        Word,    ///< a text, a number, an output, a comment, a part that stays as it is
        TagOpen, ///< a tag that has an end
        TagMiddle,
        TagEnd
    };
    Kind kind = Kind::Word;
    std::string text;
    bool gap = false; ///< white space before it
    int breaks = 0;   ///< line breaks in that
};

/// The pieces in order; nothing when a text is not closed on its line. `scan` must be complete.
std::optional<std::vector<FormatAtom>> formatAtoms(const TemplateScan &scan);

} // namespace targetdesk
