// SPDX-License-Identifier: MIT
#pragma once

#include "editing/templatescan.h"

#include <cstddef>
#include <string>
#include <vector>

namespace targetdesk {

/// Bytes of a source.
struct SourcePart
{
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const SourcePart &) const = default;
};

/// Lines that can be hidden below a line that stays. Lines count from 0.
struct Fold
{
    int line = 0; ///< stays, and shows that something is hidden
    int firstHidden = 0;
    int lastHidden = 0;
    bool operator==(const Fold &) const = default;
};

/// Tags that belong together: `if`, `elseif`, `else`, `endif`.
struct TagGroup
{
    std::vector<SourcePart> words; ///< the tags' names
    std::vector<SourcePart> tags;  ///< the same with their delimiters
    std::string name;              ///< of the first
    bool isClosed = false;
};

/// A bracket of the JSON outside Twig, or inside a tag, with its partner.
struct BracketPair
{
    std::size_t open = 0;
    std::size_t close = 0;
    bool operator==(const BracketPair &) const = default;
};

/// How a template is nested: which tags and brackets belong together, and what can be folded. Of a broken template what can be
/// told. Does not refer to the scan afterwards. A value.
class TemplateStructure
{
public:
    TemplateStructure() = default;
    explicit TemplateStructure(const TemplateScan &scan);

    /// One for each line at most, the one that reaches furthest; by line.
    const std::vector<Fold> &folds() const { return m_folds; }
    const std::vector<TagGroup> &tagGroups() const { return m_groups; }
    const std::vector<BracketPair> &brackets() const { return m_brackets; }

    /// The words of the tags that belong to the tag at an offset (its end included); empty when there is none.
    std::vector<SourcePart> tagsAt(std::size_t offset) const;

private:
    friend class StructureReader;

    std::vector<Fold> m_folds;
    std::vector<TagGroup> m_groups;
    std::vector<BracketPair> m_brackets;
};

/// Whether a tag opens a part that an end tag closes: always for `if`, for `set` and `block` it depends on what follows.
bool opensPart(const TemplateScan &scan, const Island &tag);
/// Whether a tag of this name closes one, or divides it: `endif`, `else`.
bool isEndTag(std::string_view name);

} // namespace targetdesk
