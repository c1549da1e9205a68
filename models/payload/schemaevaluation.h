// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Something that the schema forbids by a keyword of draft 2019-09 or later.
struct LateViolation
{
    enum class Kind { UnevaluatedKey, UnevaluatedItem, TooFewMatches, TooManyMatches };
    Kind kind = Kind::UnevaluatedKey;
    std::string path;      ///< of the object or list in the payload, as the trace writes paths
    std::string name;      ///< of the key, or the element's index
    std::size_t limit = 0; ///< of elements that match `contains`
    std::size_t count = 0; ///< those that do
};

/// Judges values by a whole schema as draft 2020-12 means it. It is there for what the validator of draft 7 cannot see:
/// unevaluatedProperties and unevaluatedItems, which depend on what other keywords looked at, and minContains and maxContains.
/// The schema, whose references lead somewhere (schemaProblem()), must outlive it. Pure; one at a time.
class SchemaEvaluation
{
public:
    explicit SchemaEvaluation(const nlohmann::json &schema)
        : m_schema(schema)
    {}

    /// True when a schema uses any of these keywords.
    static bool isNeededFor(const nlohmann::json &schema);

    /// True when the value fits.
    bool run(const nlohmann::json &value);
    /// Of the last run: what those keywords forbid, outside alternatives and conditions.
    const std::vector<LateViolation> &violations() const { return m_violations; }

private:
    using Json = nlohmann::json;

    /// What keywords looked at, of one object or list.
    struct Seen
    {
        std::set<std::string> keys;
        std::set<std::size_t> items;
        void add(const Seen &other);
    };

    bool fits(const Json &schema, const Json &value, const std::string &path, Seen &seen);
    bool fitsSilently(const Json &schema, const Json &value, Seen &seen);
    bool fitsObject(const Json &schema, const Json &value, const std::string &path, Seen &seen);
    bool fitsList(const Json &schema, const Json &value, const std::string &path, Seen &seen);
    bool fitsContains(const Json &schema, const Json &value, const std::string &path, Seen &seen);
    bool fitsTogether(const Json &schema, const Json &value, const std::string &path, Seen &seen);
    bool fitsDependents(const Json &schema, const Json &value, const std::string &path, Seen &seen);
    bool fitsUnevaluated(const Json &schema, const Json &value, const std::string &path, Seen &seen);
    void report(LateViolation violation);

    const Json &m_schema;
    std::vector<LateViolation> m_violations;
    int m_silence = 0; ///< inside alternatives, of which one failing is no violation
    int m_depth = 0;
    int m_steps = 0;
};

} // namespace targetdesk
