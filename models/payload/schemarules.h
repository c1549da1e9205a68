// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// What one part of a JSON Schema says of the value that it is for, as far as that stands in the part itself and not behind
/// anyOf and the like. The part is referred to and must outlive this; null says nothing. Pure; any thread.
class SchemaRules
{
public:
    explicit SchemaRules(const nlohmann::json *part)
        : m_part(part != nullptr && part->is_object() ? part : nullptr)
    {}

    bool isEmpty() const { return m_part == nullptr; }
    /// "string", "number", …; empty when every type will do.
    std::vector<std::string> types() const;
    bool wants(std::string_view type) const;
    /// True when a value of this type may stand there.
    bool permits(std::string_view type) const;
    /// JSON texts of `const` or `enum`; empty when the values are not listed.
    std::vector<std::string> allowedValues() const;
    /// The text fits pattern, format, lengths and the values allowed. Formats that are not checked fit.
    bool allowsText(const std::string &text) const;
    /// `format`, empty when there is none.
    std::string format() const { return textOf("format"); }
    std::string pattern() const { return textOf("pattern"); }
    bool fitsPattern(const std::string &text) const;
    /// Of a keyword whose value is a number, as it is written: `maxLength`, `minimum`, …
    std::optional<nlohmann::json> number(const char *keyword) const;
    std::optional<std::size_t> count(const char *keyword) const;
    /// Names under `properties`.
    std::vector<std::string> keys() const;
    /// Under `properties`, as it is written; null when that key has no rules.
    const nlohmann::json *rulesOf(const std::string &key) const;
    std::vector<std::string> requiredKeys() const;
    const nlohmann::json *find(const char *keyword) const;

private:
    std::string textOf(const char *keyword) const;

    const nlohmann::json *m_part;
};

/// `a date and time as 2026-05-31T13:59:59Z`, for people; the format's own name where nothing more is known.
std::string wordsForFormat(const std::string &format);

} // namespace targetdesk
