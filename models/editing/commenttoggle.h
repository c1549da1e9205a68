// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace targetdesk {

/// Makes a Twig comment of a text, or the text of a comment; doing both gives the text back exactly. A comment inside the text
/// would end the new one early: its `#}` is kept apart with a blank, and joined again. White space around the text stays outside.
std::string withCommentToggled(const std::string &text);

/// The text inside, when the whole (but for white space around it) is one comment.
std::optional<std::string> withoutComment(const std::string &text);

} // namespace targetdesk
