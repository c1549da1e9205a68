// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/target.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// One thing in a payload that its schema forbids.
struct SchemaViolation
{
    enum class Kind {
        Type,        ///< a number where a text is wanted, …
        Missing,     ///< a key that must be there is not
        Unknown,     ///< a key that the schema does not have
        Value,       ///< not one of the values allowed
        Form,        ///< a text that is not of the form wanted: pattern, format
        Bounds,      ///< too short, too long, too small, too many, twice the same
        Alternatives ///< none of several forms
    };
    Kind kind = Kind::Alternatives;
    std::string path;                     ///< in the payload, as the trace writes paths; of a missing key the object's
    std::string name;                     ///< of the key that is missing or unknown
    std::string what;                     ///< in plain words
    std::vector<std::string> wantedTypes; ///< of a Type, when the schema says them directly: "string", "number", …
    /// What the schema says of the value at `path`, and of a missing key's value; null when that is not said in one place. They
    /// live as long as the schema.
    const nlohmann::json *rules = nullptr;
    const nlohmann::json *rulesOfKey = nullptr;
};

/// A JSON Schema that a target's payloads must fit: draft 7, and of later drafts all but dynamic references that may lead to
/// several anchors. References lead to places of the file and to other files of the workspace, never to the network. What cannot
/// be used is no exception: problem() says why, and check() finds nothing. Immutable; any number of threads.
class PayloadSchema
{
public:
    /// `name` is for people.
    PayloadSchema(std::string_view text, std::string name);
    ~PayloadSchema();
    PayloadSchema(PayloadSchema &&) noexcept;
    PayloadSchema &operator=(PayloadSchema &&) noexcept;

    /// The schema that the target's settings name, a file below the workspace's folder; null when they name none.
    static std::shared_ptr<const PayloadSchema> of(const Target &target, const std::filesystem::path &workspaceFolder);

    const std::string &name() const { return m_name; }
    /// Why the schema cannot be used: missing, not JSON, no schema; empty when it can.
    const std::string &problem() const { return m_problem; }
    /// What to do about that.
    const std::string &remedy() const { return m_remedy; }

    /// What the payload, which must be JSON, does that the schema forbids; in the order of the schema's rules, at most 50.
    std::vector<SchemaViolation> check(std::string_view payload) const;

private:
    struct Private;

    explicit PayloadSchema(std::string name);
    void fail(std::string problem, std::string remedy);
    void read(std::string_view text, const std::filesystem::path &file, const std::filesystem::path &folder);

    std::string m_name;
    std::string m_problem;
    std::string m_remedy;
    std::unique_ptr<const Private> d;
};

} // namespace targetdesk
