// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A value of a file that cannot be used, by its JSON pointer (`/delivery/timeout_ms`).
struct FieldProblem
{
    std::string pointer;
    std::string what;
    std::string remedy;
};

/// Takes known keys out of a JSON object and keeps the rest. A key that is absent or null leaves the variable alone; one
/// of the wrong type too, and adds a problem that names the key.
class FieldReader
{
public:
    /// `pointer` is that of `object`; all are referred to and must outlive the reader.
    FieldReader(const Json &object, std::string pointer, std::vector<FieldProblem> &problems);

    void text(const char *key, std::string &value);
    /// A text that must be one of these.
    void word(const char *key, std::string &value, std::initializer_list<std::string_view> allowed);
    void boolean(const char *key, bool &value);
    void integer(const char *key, int &value, int minimum, int maximum);
    void number(const char *key, double &value, double minimum, double maximum);
    void milliseconds(const char *key, std::chrono::milliseconds &value, std::int64_t minimum, std::int64_t maximum);
    /// Nothing when absent, null or, with a problem, of another type.
    const Json *object(const char *key);
    const Json *list(const char *key);
    /// Of any type; nothing when absent.
    const Json *any(const char *key);

    std::string pointerTo(std::string_view key) const { return m_pointer + '/' + std::string(key); }
    void problem(std::string_view key, std::string what, std::string remedy);
    /// The keys that nobody asked for, in order.
    Json rest() const;

private:
    const Json *find(const char *key);
    void wrongType(const char *key, const Json &found, std::string_view wanted);

    const Json &m_object;
    std::string m_pointer;
    std::vector<FieldProblem> &m_problems;
    std::vector<std::string_view> m_known;
};

} // namespace targetdesk
