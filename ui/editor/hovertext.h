// SPDX-License-Identifier: MIT
#pragma once

#include "editing/hover.h"
#include "ui/editor/codeeditor.h"

#include <QString>

namespace targetdesk {

/// What a place of a template has to say, as rich text: its problems, values with the filters' steps, samples without it, help.
QString hoverText(const std::vector<EditorMark> &marks, const std::optional<Hover> &hover, const Colours &colours);

/// A word of the models (the kind of a symbol or of a name, a type, what a key of `loop` is) in the window's language; what is
/// none of them, as a value of the context, stays.
QString symbolWord(std::string_view english);

/// The page about a tag, filter, function, test or operator, its example rendered now.
QString helpPage(const twig::SymbolInfo &symbol, const Colours &colours);

} // namespace targetdesk
