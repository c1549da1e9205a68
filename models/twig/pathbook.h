// SPDX-License-Identifier: MIT
#pragma once

#include "twig/trace.h"
#include "twig/value.h"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twig {

/// What is known about where a value came from.
struct Origin
{
    std::uint32_t path = 0; ///< the value is this very path of the context; 0: it is not
    std::uint32_t set = 0;  ///< else: the paths that it was made from; 0: none
};

/// The context paths of a traced render, by number, and sets of them, each kept once.
class PathBook
{
public:
    /// The path of a variable.
    std::uint32_t path(std::string text, bool exists);
    std::uint32_t child(std::uint32_t from, const Value &key, bool exists);

    /// Notes that the paths of `origin` were read, with all that is in them or not, and collects them for takeReads().
    void read(Origin origin, bool whole);
    /// The set of what was collected, which begins anew.
    Origin takeReads();
    bool hasReads() const { return !m_reads.empty(); }
    /// The paths of a value, as for OutputPiece.
    std::vector<PathRead> pathsOf(Origin origin) const;
    /// Every path that was read, in the order of the first time.
    std::vector<PathRead> all() const;

private:
    struct PathInfo
    {
        std::string text;
        bool exists = true;
        bool isRead = false;
        bool isWhole = false;
        std::uint32_t alone = 0; ///< the set of this path only, once it was needed
    };
    /// A step from a path to another. Texts never change while a render lasts, so equal addresses are equal keys.
    struct Step
    {
        std::uint32_t from;
        std::uint32_t length; ///< of a text, else IntKey
        std::uint64_t key;    ///< an integer, or the address of a text

        bool operator==(const Step &) const = default;
    };
    struct StepHash
    {
        std::size_t operator()(const Step &step) const;
    };
    static constexpr std::uint32_t IntKey = 0xFFFFFFFF;
    static constexpr std::size_t LargestSet = 256; ///< a value made of more paths names only these

    PathRead readOf(std::uint32_t id) const { return {m_paths[id].text, m_paths[id].exists, m_paths[id].isWhole}; }

    std::deque<PathInfo> m_paths{1}; ///< their texts stay where they are
    std::unordered_map<std::string_view, std::uint32_t> m_pathIds;
    std::unordered_map<Step, std::uint32_t, StepHash> m_children;
    std::vector<std::vector<std::uint32_t>> m_sets{1};
    std::map<std::vector<std::uint32_t>, std::uint32_t> m_setIds;
    std::vector<std::uint32_t> m_reads;
    std::vector<std::uint32_t> m_readOrder;
};

} // namespace twig
