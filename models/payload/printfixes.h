// SPDX-License-Identifier: MIT
#pragma once

#include "payload/quickfix.h"
#include "payload/templatemap.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Ways to mend an expression between {{ and }} that printed what cannot stand where it stands. Each takes an offset of the
/// source inside that print; where none is, or the way does not fit, there is no fix. The map must outlive it. Pure; any thread.
class PrintFixes
{
public:
    explicit PrintFixes(const TemplateMap &map)
        : m_map(map)
    {}

    /// {{ x|json_encode|raw }}.
    std::optional<QuickFix> encoded(std::size_t offset) const;
    /// Between double quotes of the template: the whole text as one expression, {{ ('Dear ' ~ x)|json_encode|raw }}, the quotes
    /// dropped; and, for what has more around it than text and prints, x|e('js')|raw inside the quotes.
    std::vector<QuickFix> encodedText(std::size_t offset) const;
    /// Between double quotes: only the value, without the quotes, so that numbers, lists and null stay what they are.
    std::optional<QuickFix> withoutQuotes(std::size_t offset) const;
    /// {{ (x ~ '')|json_encode|raw }} for what prints a number, or nothing, outside quotes.
    std::optional<QuickFix> encodedAsText(std::size_t offset) const;
    /// Outside quotes, with text or other prints beside it: all of it as one JSON text.
    std::optional<QuickFix> encodedTogether(std::size_t offset) const;
    /// {{ x|raw }}.
    std::optional<QuickFix> raw(std::size_t offset) const;
    /// A default right behind the path, else behind the expression.
    std::optional<QuickFix> withDefault(std::size_t offset, std::string_view path, std::string_view value) const;
    /// The path that exists instead of the one that does not. In a print or a tag.
    std::optional<QuickFix> renamed(std::size_t offset, std::string_view path, std::string_view existing) const;
    /// The same, printed as JSON: for what is no number.
    std::optional<QuickFix> renamedAndEncoded(std::size_t offset, std::string_view path, std::string_view existing) const;
    /// The expression without its first call of this filter.
    std::optional<QuickFix> withoutFilter(std::size_t offset, std::string_view filter) const;
    /// The filter right behind the value, before what encodes it. Of a text that has more than this print between its quotes the
    /// whole is filtered. `isQuoted`: the template has the quotes around the print.
    std::optional<QuickFix> filtered(std::size_t offset, std::string_view filter, bool isQuoted) const;
    /// Another expression instead of the value, printed as JSON; `isQuoted`: instead of the text in quotes that the print is all
    /// of.
    std::optional<QuickFix> rewritten(std::size_t offset, const std::string &expression, bool isQuoted) const;
    /// The value of the print without what encodes it: `x` of {{ x|json_encode|raw }}. Empty where there is no print.
    std::string valueAt(std::size_t offset) const;
    /// number_format without separators between the thousands and with a decimal point.
    std::optional<QuickFix> plainNumber(std::size_t offset) const;

private:
    /// What stands between two places of the template: a chain of text and prints.
    struct Region
    {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::vector<std::string> operands; ///< to be joined by ~
    };

    int printAt(std::size_t offset) const;
    bool isNextTo(int part, int next) const;
    std::optional<Region> quotedRegion(int print) const;
    std::optional<Region> bareRegion(int print) const;
    std::optional<Region> region(int first, std::size_t begin, int last, std::size_t end, bool isJsonText) const;
    std::vector<std::size_t> usesOf(const TemplatePart &part, std::string_view path) const;
    QuickFix printed(const Region &region, const std::string &expression) const;

    const TemplateMap &m_map;
};

} // namespace targetdesk
