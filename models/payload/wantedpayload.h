// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/jsonoutline.h"

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

/// One value of a wanted payload, and what may fill it.
struct WantedValue
{
    std::string path;              ///< in the wanted payload
    std::string text;              ///< its JSON text in the example
    std::vector<Filling> fillings; ///< the likeliest first; at most 12
    std::string chosen;            ///< a path of the context; empty: the example's own text stays
};

/// From a receiver's example of a payload to a template: each value of the example is matched with values of a context by name,
/// value and type. A value; any thread.
class WantedPayload
{
public:
    /// Both are JSON texts. Of what is not JSON nothing is wanted, and nothing fills.
    WantedPayload(std::string wanted, std::string context);

    bool isEmpty() const { return m_values.empty(); }
    /// In the order of the text; the likeliest filling is chosen where it is likely enough.
    const std::vector<WantedValue> &values() const { return m_values; }
    /// Empty: the example's text. Any path of the context can be chosen.
    void choose(std::size_t index, const std::string &path);
    /// Leaves of the context.
    std::vector<std::string> contextPaths() const;
    /// The example with an expression in each place that is filled. It prints JSON, and the example's type where the context's is
    /// another one. What is missing from a context prints null.
    std::string templateText() const;

private:
    void match();
    int scoreOf(int wantedNode, int contextNode) const;
    std::string expressionFor(const WantedValue &value, int wantedNode) const;

    std::string m_wanted;
    std::string m_context;
    JsonOutline m_wantedOutline;
    JsonOutline m_contextOutline;
    std::vector<WantedValue> m_values;
    std::vector<int> m_nodes; ///< of m_values in m_wantedOutline
};

} // namespace targetdesk
