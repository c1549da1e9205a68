// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// The names that parts of schemas have: `"$anchor": "line"`, which references lead to as `#line`; `$dynamicAnchor` too, and the
/// `"$id": "#line"` of drafts 6 and 7. (JSON Schema 2020-12, core, 8.2.2.)
class SchemaAnchors
{
public:
    /// All of a file. `place` is what find() calls it. Takes the names of drafts 6 and 7 out of the schema: a validator would
    /// take them for addresses.
    void gather(nlohmann::json &schema, const std::string &place);

    /// The ways (JSON pointers) to the parts of a file that have this name; more than one where parts of it are schemas of
    /// their own.
    const std::vector<std::string> &find(const std::string &place, const std::string &name) const;
    /// In how many places of all files it is a `$dynamicAnchor`; of the empty name: a `$recursiveAnchor`.
    int dynamicCount(const std::string &name) const;

private:
    void visit(nlohmann::json &part, const std::string &place, const std::string &way);

    std::map<std::pair<std::string, std::string>, std::vector<std::string>> m_ways; ///< by place and name
    std::map<std::string, int> m_dynamic;
};

} // namespace targetdesk
