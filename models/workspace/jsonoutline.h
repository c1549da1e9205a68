// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// One value of a JSON text with its place. Offsets are bytes, ends exclusive.
struct JsonNode
{
    enum class Kind : std::uint8_t { Object, Array, String, Number, Word };
    Kind kind = Kind::Word;
    std::string name;            ///< decoded key, or the index as text; empty for the root
    bool isElement = false;      ///< of a list: `name` is an index
    std::size_t begin = 0;       ///< of the value, a string's quote included
    std::size_t end = 0;         ///< of the value
    std::size_t memberBegin = 0; ///< of the key with its quote; of an element and the root: begin
    int parent = -1;             ///< index into nodes(); -1 for the root
    int size = 0;                ///< nodes inside, at all levels: the next sibling is at index + size + 1

    bool isContainer() const { return kind == Kind::Object || kind == Kind::Array; }
};

/// Where everything in a JSON text stands: each object, list and leaf in the order of the text, with its path as the trace
/// writes paths (`reward.amount`, `items[0].name`, `['odd key']`). A value; `text` is not kept.
class JsonOutline
{
public:
    JsonOutline() = default;
    /// Of a text that is not JSON the outline is empty.
    explicit JsonOutline(std::string_view text);

    bool isEmpty() const { return m_nodes.empty(); }
    const std::vector<JsonNode> &nodes() const { return m_nodes; }
    const JsonNode &node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }

    /// Empty for the root.
    std::string path(int index) const;
    /// -1 when there is no such path. Of keys that stand twice in an object the last counts, as for a parser.
    int find(std::string_view path) const;
    /// The innermost value, or the key in front of it, at an offset; -1 outside everything.
    int at(std::size_t offset) const;
    std::vector<int> children(int index) const;

private:
    std::vector<JsonNode> m_nodes;
};

/// One more name or index behind a path: `.amount`, `['odd key']`, `[0]`; without the dot where the path is empty.
std::string withStep(const std::string &path, std::string_view name, bool isIndex);

/// The characters that a JSON string (with its quotes) stands for.
std::string decodedJsonString(std::string_view literal);

} // namespace targetdesk
