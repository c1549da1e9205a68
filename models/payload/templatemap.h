// SPDX-License-Identifier: MIT
#pragma once

#include "twig/token.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// White space between the signs of a template and of JSON.
inline constexpr std::string_view BlankCharacters = " \t\r\n";

/// One part of a template. Offsets are bytes of the source as it was handed in, ends exclusive.
struct TemplatePart
{
    enum class Kind : std::uint8_t {
        Text,  ///< what is printed of it: without what its neighbours trim
        Print, ///< {{ … }}
        Tag    ///< {% … %}
    };
    Kind kind = Kind::Text;
    std::size_t begin = 0;      ///< of the delimiter
    std::size_t end = 0;        ///< behind the delimiter
    std::size_t innerBegin = 0; ///< of the expression or the tag's name; of a text: begin
    std::size_t innerEnd = 0;
    std::string_view tag; ///< name of a tag; points into the map
    int endTag = -1;      ///< of a tag with a body: the part that ends it
    int parent = -1;      ///< the innermost tag whose body this stands in; of `else` and the end tag: their own opening tag
    std::uint32_t firstToken = 0; ///< of what is between the delimiters
    std::uint32_t tokenCount = 0;
};

/// Where the texts, prints and tags of a template stand, and which tag ends which, as the engine's own lexer sees them. Comments
/// and trimmed white space are in no part. Immutable; any thread.
class TemplateMap
{
public:
    explicit TemplateMap(std::string_view source);
    ~TemplateMap();
    TemplateMap(const TemplateMap &) = delete;
    TemplateMap &operator=(const TemplateMap &) = delete;

    std::string_view source() const;
    /// Empty for a template that the lexer refuses.
    const std::vector<TemplatePart> &parts() const { return m_parts; }
    const TemplatePart &part(int index) const { return m_parts[static_cast<std::size_t>(index)]; }

    /// The part that an offset is in; -1 for comments, trimmed space and the end.
    int at(std::size_t offset) const;
    /// The innermost `for` around a part, whose body (not its else) it is in; -1: none.
    int loopAround(int part) const;
    /// Where a tag's own body ends: the part of its `else`, or of its end tag.
    int bodyEnd(int tag) const;
    /// The tokens of a print or a tag, without its delimiters. Their offsets are those of the source's code(): see begin(),
    /// end().
    std::span<const twig::Token> tokens(const TemplatePart &part) const;
    std::size_t begin(const twig::Token &token) const;
    std::size_t end(const twig::Token &token) const;
    std::string_view text(const TemplatePart &part) const;
    std::string_view inner(const TemplatePart &part) const;
    /// The whole expression of the print that an offset is in, which may be a branch or an operand of it; empty: in none.
    std::string printedAt(std::size_t offset) const;
    /// Nothing but white space from one offset to another, which may be before it: then there is nothing at all.
    bool isSpace(std::size_t from, std::size_t to) const;

private:
    struct Private;

    void collect();
    void match();
    void nest();

    std::unique_ptr<Private> d;
    std::vector<TemplatePart> m_parts;
};

} // namespace targetdesk
