// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QPalette>

namespace targetdesk {

/// The named colours of one theme. This folder is the only place with colour values; everything else asks for a role.
/// Every text colour has a contrast of at least 4.5 : 1 on every background it is used on (tests/ui/tst_theme).
struct Colours
{
    bool isDark = false;

    QColor window; ///< behind panels
    QColor base;   ///< behind text and lists
    QColor text;
    QColor muted;   ///< secondary text
    QColor border;  ///< one-pixel lines
    QColor control; ///< outline of fields and buttons, one step stronger than border
    QColor accent;
    QColor onAccent; ///< text on accent
    QColor success;
    QColor warning;
    QColor danger;
    QColor info;

    QColor hover;       ///< behind a control under the pointer
    QColor selected;    ///< behind a selected row
    QColor selection;   ///< behind selected text
    QColor currentLine; ///< behind the editor's current line
    QColor bracket;     ///< behind matching brackets
    QColor added;       ///< behind what a comparison has more
    QColor removed;     ///< behind what a comparison has no more
    QColor match;       ///< behind what a search found
    QColor fold;        ///< behind the mark of a folded part
    QColor island;      ///< behind Twig inside JSON

    QColor codeKey;
    QColor codeString;
    QColor codeNumber; ///< numbers, true, false, null
    QColor codeTag;    ///< `{{`, `{%` and the tags
    QColor codeFilter; ///< filters, functions and tests
    QColor codeComment;
};

const Colours &lightColours();
const Colours &darkColours();

/// Qt's palette made of a theme's colours.
QPalette paletteOf(const Colours &colours);

/// WCAG 2 contrast ratio, 1 … 21. Both colours opaque.
double contrastRatio(const QColor &a, const QColor &b);

} // namespace targetdesk
