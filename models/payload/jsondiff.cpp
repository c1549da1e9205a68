// SPDX-License-Identifier: MIT
#include "payload/jsondiff.h"

#include "payload/expressiontext.h"
#include "payload/jsonnumber.h"
#include "workspace/jsonoutline.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

namespace targetdesk {

namespace {

/// One of the two texts. Each value has a canonical form, so that equal values are equal texts.
class Side
{
public:
    explicit Side(std::string_view text)
        : m_text(text)
        , m_outline(text)
        , m_canonical(m_outline.nodes().size())
    {
        for (int i = static_cast<int>(m_canonical.size()) - 1; i >= 0; --i)
            m_canonical[static_cast<std::size_t>(i)] = canonicalOf(i); // children come after their parent
    }

    bool isEmpty() const { return m_outline.isEmpty(); }
    const JsonNode &node(int index) const { return m_outline.node(index); }
    std::vector<int> children(int index) const { return m_outline.children(index); }
    const std::string &canonical(int index) const { return m_canonical[static_cast<std::size_t>(index)]; }
    std::string path(int index) const { return m_outline.path(index); }
    std::string text(int index) const
    {
        return std::string(m_text.substr(node(index).begin, node(index).end - node(index).begin));
    }
    /// By key; of a key that stands twice the last counts.
    std::map<std::string, int> members(int index) const
    {
        std::map<std::string, int> all;
        for (const int child : children(index))
            all[node(child).name] = child;
        return all;
    }

private:
    std::string canonicalOf(int index) const
    {
        const JsonNode &one = node(index);
        switch (one.kind) {
        case JsonNode::Kind::String: return '"' + decodedJsonString(text(index));
        case JsonNode::Kind::Number: return '#' + canonicalNumber(text(index));
        case JsonNode::Kind::Word: return text(index);
        default: break;
        }
        // Lengths before the parts, so that no two values share a form.
        std::string all(1, one.kind == JsonNode::Kind::Object ? '{' : '[');
        const auto add = [&all](const std::string &part) { all += std::to_string(part.size()) + ':' + part; };
        if (one.kind == JsonNode::Kind::Object) {
            for (const auto &[name, child] : members(index)) {
                add(name);
                add(canonical(child));
            }
        } else {
            for (const int child : children(index))
                add(canonical(child));
        }
        return all;
    }

    std::string_view m_text;
    JsonOutline m_outline;
    std::vector<std::string> m_canonical;
};

class Comparison
{
public:
    Comparison(std::string_view before, std::string_view after)
        : m_before(before)
        , m_after(after)
    {}

    std::vector<JsonChange> run()
    {
        if (!m_before.isEmpty() && !m_after.isEmpty()) compare(0, 0);
        return std::move(m_changes);
    }

private:
    void compare(int before, int after)
    {
        if (m_before.canonical(before) == m_after.canonical(after)) return;
        const JsonNode::Kind kind = m_after.node(after).kind;
        if (m_before.node(before).kind != kind || !m_after.node(after).isContainer()) {
            m_changes.push_back({JsonChange::Kind::Changed, m_after.path(after), m_before.text(before), m_after.text(after)});
        } else if (kind == JsonNode::Kind::Object) {
            compareObjects(before, after);
        } else {
            compareLists(m_before.children(before), m_after.children(after));
        }
    }

    void compareObjects(int before, int after)
    {
        std::map<std::string, int> old = m_before.members(before);
        const std::map<std::string, int> now = m_after.members(after);
        for (const int child : m_after.children(after)) {
            const std::string &name = m_after.node(child).name;
            if (now.at(name) != child) continue;
            const auto known = old.find(name);
            if (known == old.end()) {
                added(child);
            } else {
                compare(known->second, child);
                old.erase(known);
            }
        }
        for (const int child : m_before.children(before)) {
            const auto left = old.find(m_before.node(child).name);
            if (left != old.end() && left->second == child) removed(child);
        }
    }

    /// Equal ends first, then the longest run of equal elements in between; what stands between two equal ones is compared
    /// pair by pair.
    void compareLists(std::vector<int> before, std::vector<int> after)
    {
        const auto same = [this](int a, int b) { return m_before.canonical(a) == m_after.canonical(b); };
        while (!before.empty() && !after.empty() && same(before.back(), after.back())) {
            before.pop_back();
            after.pop_back();
        }
        std::size_t start = 0;
        while (start < before.size() && start < after.size() && same(before[start], after[start]))
            ++start;
        before.erase(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(start));
        after.erase(after.begin(), after.begin() + static_cast<std::ptrdiff_t>(start));
        if (before.size() * after.size() > LargestTable) {
            comparePairs(before, 0, before.size(), after, 0, after.size());
            return;
        }
        std::size_t i = 0;
        std::size_t j = 0;
        for (const auto &[a, b] : longestCommon(before, after)) {
            comparePairs(before, i, a, after, j, b);
            i = a + 1;
            j = b + 1;
        }
        comparePairs(before, i, before.size(), after, j, after.size());
    }

    std::vector<std::pair<std::size_t, std::size_t>> longestCommon(const std::vector<int> &before,
                                                                   const std::vector<int> &after) const
    {
        const std::size_t width = after.size() + 1;
        std::vector<std::uint32_t> length((before.size() + 1) * width);
        for (std::size_t i = before.size(); i-- > 0;) {
            for (std::size_t j = after.size(); j-- > 0;) {
                const bool same = m_before.canonical(before[i]) == m_after.canonical(after[j]);
                length[i * width + j] =
                    same ? length[(i + 1) * width + j + 1] + 1 : std::max(length[(i + 1) * width + j], length[i * width + j + 1]);
            }
        }
        std::vector<std::pair<std::size_t, std::size_t>> pairs;
        for (std::size_t i = 0, j = 0; i < before.size() && j < after.size();) {
            if (m_before.canonical(before[i]) == m_after.canonical(after[j])) {
                pairs.emplace_back(i++, j++);
            } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) {
                ++i;
            } else {
                ++j;
            }
        }
        return pairs;
    }

    void comparePairs(const std::vector<int> &before, std::size_t i, std::size_t endBefore, const std::vector<int> &after,
                      std::size_t j, std::size_t endAfter)
    {
        while (i < endBefore && j < endAfter)
            compare(before[i++], after[j++]);
        while (j < endAfter)
            added(after[j++]);
        while (i < endBefore)
            removed(before[i++]);
    }

    void added(int index) { m_changes.push_back({JsonChange::Kind::Added, m_after.path(index), {}, m_after.text(index)}); }
    void removed(int index) { m_changes.push_back({JsonChange::Kind::Removed, m_before.path(index), m_before.text(index), {}}); }

    static constexpr std::size_t LargestTable = 4'000'000; // cells; beyond, lists are compared place by place

    Side m_before;
    Side m_after;
    std::vector<JsonChange> m_changes;
};

} // namespace

std::vector<JsonChange> jsonChanges(std::string_view before, std::string_view after)
{
    return Comparison(before, after).run();
}

std::string withoutIndexes(const std::string &path)
{
    std::string result;
    for (std::size_t i = 0; i < path.size(); ++i) {
        result += path[i];
        if (path[i] == '[') i = std::min(path.find(']', i), path.size()) - 1;
    }
    return result;
}

std::string describe(const JsonChange &change)
{
    const std::string path = change.path.empty() ? "the whole" : change.path;
    switch (change.kind) {
    case JsonChange::Kind::Added: return path + ": new, " + shortened(change.after);
    case JsonChange::Kind::Removed: return path + ": gone, was " + shortened(change.before);
    case JsonChange::Kind::Changed: break;
    }
    return path + ": " + shortened(change.before) + " → " + shortened(change.after);
}

} // namespace targetdesk
