// SPDX-License-Identifier: MIT
#pragma once

#include "payload/outputmap.h"
#include "payload/quickfix.h"
#include "payload/templatemap.h"
#include "workspace/jsonscanner.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace targetdesk {

/// Ways to mend what the template itself does wrong between the values: commas, quotes, colons, brackets, words. All that is
/// handed in is referred to and must outlive it. Pure; any thread.
class StructureFixes
{
public:
    /// `tokens` are those of `output` up to the error; `name` is the template that the map is of.
    StructureFixes(const TemplateMap &map, const OutputMap &places, std::string_view output, const std::vector<JsonToken> &tokens,
                   std::string_view name)
        : m_map(map)
        , m_places(places)
        , m_output(output)
        , m_tokens(tokens)
        , m_name(name)
    {}

    /// For a problem with this code (problemcodes.h), whose scan ended with this error; the best first.
    std::vector<QuickFix> find(std::string_view code, const JsonError &error) const;

private:
    using Fixes = std::vector<QuickFix>;

    /// Where something that was printed stands in the template.
    struct Place
    {
        std::size_t offset = 0; ///< the very character of a text, or the begin of a print
        int part = -1;
        bool isText = false;
    };

    static constexpr std::string_view BetweenElements = "{{ not loop.last ? ',' }}";

    static QuickFix replacing(std::string title, std::size_t offset, std::size_t length, std::string text)
    {
        return {std::move(title), {{offset, length, std::move(text)}}};
    }

    Fixes trailingComma(const JsonError &error) const;
    void movedComma(const Place &comma, const Place &bracket, Fixes &fixes) const;
    Fixes missingComma(const JsonError &error) const;
    Fixes missingValue(const JsonError &error) const;
    std::optional<QuickFix> elseNull(int part, std::size_t from) const;
    Fixes missingColon(const JsonError &error) const;
    Fixes badKey(const JsonError &error) const;
    Fixes singleQuotes(const JsonError &error) const;
    Fixes unclosedText(const JsonError &error) const;
    Fixes badEscape(const JsonError &error) const;
    Fixes unclosedBracket() const;
    Fixes wrongBracket(const JsonError &error) const;
    Fixes textAfterEnd(const JsonError &error) const;
    Fixes listOfTwo(const JsonError &error) const;
    Fixes bracketsAround() const;
    Fixes withoutTheRest(const Place &here) const;
    Fixes emptyPayload() const;
    Fixes badWord(const JsonError &error) const;
    Fixes badNumber(const JsonError &error) const;
    Fixes plainWords() const;
    Fixes notUtf8(const JsonError &error) const;
    Fixes unexpected(const JsonError &error) const;

    std::optional<Place> placeOf(std::size_t outputOffset) const;
    /// Right behind what printed the last byte before this offset of the output.
    std::optional<std::size_t> behind(std::size_t outputOffset) const;
    /// The loop that printed both places in different turns, or one after the other in its body.
    int commonLoop(int part, int other) const;
    bool asksForLoop(int part) const;
    std::size_t bodyTextEnd(int tag) const;
    std::size_t bodyTextBegin(int tag) const;
    std::string openBrackets(bool closing) const;
    /// The output with one replacement is JSON.
    bool wouldBeJson(std::size_t at, std::size_t length, std::string_view text) const;
    char sourceAt(std::size_t offset) const { return offset < m_map.source().size() ? m_map.source()[offset] : '\0'; }

    const TemplateMap &m_map;
    const OutputMap &m_places;
    std::string_view m_output;
    const std::vector<JsonToken> &m_tokens;
    std::string_view m_name;
};

} // namespace targetdesk
