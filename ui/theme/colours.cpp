// SPDX-License-Identifier: MIT
#include "ui/theme/colours.h"

#include <algorithm>
#include <cmath>

namespace targetdesk {

const Colours &lightColours()
{
    static const Colours colours{
        .isDark = false,
        .window = QColor(0xF6F7F9),
        .base = QColor(0xFFFFFF),
        .text = QColor(0x1C2330),
        .muted = QColor(0x5B6575),
        .border = QColor(0xD9DEE6),
        .control = QColor(0xC3CAD6),
        .accent = QColor(0x3559E0),
        .onAccent = QColor(0xFFFFFF),
        .success = QColor(0x1A7F4B),
        .warning = QColor(0x8A5A00),
        .danger = QColor(0xC4314B),
        .info = QColor(0x2B6AA8),
        .hover = QColor(0xECEFF4),
        .selected = QColor(0xE8EDFC),
        .selection = QColor(0xCFDAFB),
        .currentLine = QColor(0xF4F6FA),
        .bracket = QColor(0xE4EBFF),
        .added = QColor(0xDDF4E4),
        .removed = QColor(0xFBE3E7),
        .match = QColor(0xFFF0B8),
        .fold = QColor(0xE4E8EF),
        .island = QColor(0xF5F1FD),
        .codeKey = QColor(0x0B559E),
        .codeString = QColor(0x186B40),
        .codeNumber = QColor(0x94480A),
        .codeTag = QColor(0x6D3BB8),
        .codeFilter = QColor(0x9B2C74),
        .codeComment = QColor(0x5B6575),
    };
    return colours;
}

const Colours &darkColours()
{
    static const Colours colours{
        .isDark = true,
        .window = QColor(0x15181D),
        .base = QColor(0x1B1F26),
        .text = QColor(0xE6EAF0),
        .muted = QColor(0x9AA5B4),
        .border = QColor(0x2E3540),
        .control = QColor(0x3E4755),
        .accent = QColor(0x7C9BFF),
        .onAccent = QColor(0x10131A),
        .success = QColor(0x4CC38A),
        .warning = QColor(0xE2B340),
        .danger = QColor(0xFF7B8E),
        .info = QColor(0x6CB6F5),
        .hover = QColor(0x262C35),
        .selected = QColor(0x26304A),
        .selection = QColor(0x31426F),
        .currentLine = QColor(0x20252D),
        .bracket = QColor(0x2A3757),
        .added = QColor(0x17352A),
        .removed = QColor(0x44212B),
        .match = QColor(0x3F340E),
        .fold = QColor(0x2E3644),
        .island = QColor(0x251F36),
        .codeKey = QColor(0x8AB8FF),
        .codeString = QColor(0x84D6A8),
        .codeNumber = QColor(0xF0B878),
        .codeTag = QColor(0xC9A9FF),
        .codeFilter = QColor(0xFF9FD2),
        .codeComment = QColor(0x9AA5B4),
    };
    return colours;
}

QPalette paletteOf(const Colours &c)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &colour) {
        palette.setColor(QPalette::Active, role, colour);
        palette.setColor(QPalette::Inactive, role, colour);
        palette.setColor(QPalette::Disabled, role, colour);
    };
    set(QPalette::Window, c.window);
    set(QPalette::WindowText, c.text);
    set(QPalette::Base, c.base);
    set(QPalette::AlternateBase, c.window);
    set(QPalette::Text, c.text);
    set(QPalette::Button, c.base);
    set(QPalette::ButtonText, c.text);
    set(QPalette::BrightText, c.onAccent);
    set(QPalette::ToolTipBase, c.isDark ? c.hover : c.base);
    set(QPalette::ToolTipText, c.text);
    set(QPalette::PlaceholderText, c.muted);
    set(QPalette::Highlight, c.selection);
    set(QPalette::HighlightedText, c.text);
    set(QPalette::Accent, c.accent);
    set(QPalette::Link, c.accent);
    set(QPalette::LinkVisited, c.accent);
    set(QPalette::Light, c.base);
    set(QPalette::Midlight, c.hover);
    set(QPalette::Mid, c.border);
    set(QPalette::Dark, c.control);
    set(QPalette::Shadow, c.border);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, c.muted);
    }
    return palette;
}

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace targetdesk
