// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/jsonoutline.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A value of the context that may fill a place of a wanted payload.
struct Filling
{
    std::string path; ///< of the context
    int score = 0;    ///< the higher the likelier
    bool operator==(const Filling &) const = default;
};

/// One value or list of a wanted payload, and what may fill it.
struct WantedValue
{
    std::string path; ///< in the wanted payload
    std::string text; ///< its JSON text in the example
    /// A list that can repeat its first element for each element of a list of the context: `chosen` is such a list. Values inside
    /// it are then those of its first element, and are filled from `items[0]…`, which stands for each element.
    bool isList = false;
    std::vector<Filling> fillings; ///< the likeliest first; at most 12
    std::string chosen;            ///< a path of the context; empty: the example's own text stays
};

/// From a receiver's example of a payload to a template: each value of the example is matched with values of a context by name,
/// value and type, each list with its lists. A value; any thread.
class WantedPayload
{
public:
    /// Both are JSON texts. Of what is not JSON nothing is wanted, and nothing fills.
    WantedPayload(std::string wanted, std::string context);

    bool isEmpty() const { return m_values.empty(); }
    /// In the order of the text; the likeliest filling is chosen where it is likely enough.
    const std::vector<WantedValue> &values() const { return m_values; }
    /// Empty: the example's text. Any leaf of the context can be chosen for a value, any list for a list. Choosing for a list
    /// changes what values() are there; what was chosen for others stays.
    void choose(std::size_t index, const std::string &path);
    /// Leaves of the context.
    std::vector<std::string> contextPaths() const;
    /// Lists of the context that have an element.
    std::vector<std::string> contextLists() const;
    /// The example with an expression in each place that is filled. It prints JSON, and the example's type where the context's is
    /// another one. What is missing from a context prints null.
    std::string templateText() const;

private:
    /// A list around a place that is repeated.
    struct Loop
    {
        std::string element;  ///< path of the context's first element
        std::string variable; ///< what stands for each element
    };

    void match();
    /// `isKept`: nothing is filled in but by hand.
    void matchNode(int node, std::vector<Loop> &loops, bool isKept);
    void matchList(int node, std::vector<Loop> &loops, bool isKept);
    void settle(WantedValue &value, bool isKept) const;
    int scoreOf(int wantedNode, int contextNode) const;
    int scoreOfList(int wantedNode, int contextNode) const;
    std::string freeVariable(const std::vector<Loop> &loops) const;
    static std::string pathIn(const std::string &path, const std::vector<Loop> &loops);
    std::string textOfNode(int node, std::vector<Loop> &loops) const;
    std::string textOfLoop(int node, const WantedValue &value, std::vector<Loop> &loops) const;
    std::string expressionFor(const WantedValue &value, int wantedNode, const std::vector<Loop> &loops) const;
    const WantedValue *valueOf(int node) const;

    std::string m_wanted;
    std::string m_context;
    JsonOutline m_wantedOutline;
    JsonOutline m_contextOutline;
    std::vector<WantedValue> m_values;
    std::vector<int> m_nodes;                     ///< of m_values in m_wantedOutline
    std::map<std::string, std::string> m_choices; ///< by hand: path in the wanted payload → path of the context
};

} // namespace targetdesk
