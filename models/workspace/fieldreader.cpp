// SPDX-License-Identifier: MIT
#include "workspace/fieldreader.h"

#include <algorithm>
#include <sstream>

namespace targetdesk {

namespace {

std::string plain(double value)
{
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream << value;
    return stream.str();
}

} // namespace

FieldReader::FieldReader(const Json &object, std::string pointer, std::vector<FieldProblem> &problems)
    : m_object(object)
    , m_pointer(std::move(pointer))
    , m_problems(problems)
{}

const Json *FieldReader::any(const char *key)
{
    m_known.push_back(key);
    const auto found = m_object.find(key);
    return found == m_object.end() ? nullptr : &*found;
}

const Json *FieldReader::find(const char *key)
{
    const Json *found = any(key);
    return found != nullptr && found->is_null() ? nullptr : found;
}

void FieldReader::problem(std::string_view key, std::string what, std::string remedy)
{
    m_problems.push_back({pointerTo(key), std::move(what), std::move(remedy)});
}

void FieldReader::wrongType(const char *key, const Json &found, std::string_view wanted)
{
    problem(key, "\"" + std::string(key) + "\" is of type " + found.type_name() + ", not " + std::string(wanted),
            "write " + std::string(wanted) + ", or remove the key");
}

void FieldReader::text(const char *key, std::string &value)
{
    const Json *found = find(key);
    if (found == nullptr) return;
    if (!found->is_string()) return wrongType(key, *found, "a text in double quotes");
    value = found->get<std::string>();
}

void FieldReader::word(const char *key, std::string &value, std::initializer_list<std::string_view> allowed)
{
    std::string read = value;
    text(key, read);
    if (read == value) return;
    if (std::find(allowed.begin(), allowed.end(), read) != allowed.end()) {
        value = read;
        return;
    }
    std::string list;
    for (const std::string_view one : allowed)
        list += (list.empty() ? "" : ", ") + std::string(one);
    problem(key, "\"" + std::string(key) + "\" is \"" + read + "\", which is unknown", "write one of: " + list);
}

void FieldReader::boolean(const char *key, bool &value)
{
    const Json *found = find(key);
    if (found == nullptr) return;
    if (!found->is_boolean()) return wrongType(key, *found, "true or false");
    value = found->get<bool>();
}

void FieldReader::number(const char *key, double &value, double minimum, double maximum)
{
    const Json *found = find(key);
    if (found == nullptr) return;
    if (!found->is_number()) return wrongType(key, *found, "a number");
    const double read = found->get<double>();
    if (read < minimum || read > maximum) {
        const std::string range = plain(minimum) + " to " + plain(maximum);
        return problem(key, "\"" + std::string(key) + "\" is " + plain(read) + ", outside " + range,
                       "write a number from " + range);
    }
    value = read;
}

void FieldReader::integer(const char *key, int &value, int minimum, int maximum)
{
    const Json *found = find(key);
    if (found == nullptr) return;
    if (!found->is_number_integer()) return wrongType(key, *found, "a whole number");
    double read = value;
    number(key, read, minimum, maximum);
    value = static_cast<int>(read);
}

void FieldReader::milliseconds(const char *key, std::chrono::milliseconds &value, std::int64_t minimum, std::int64_t maximum)
{
    double read = static_cast<double>(value.count());
    number(key, read, static_cast<double>(minimum), static_cast<double>(maximum));
    value = std::chrono::milliseconds(static_cast<std::int64_t>(read));
}

const Json *FieldReader::object(const char *key)
{
    const Json *found = find(key);
    if (found == nullptr || found->is_object()) return found;
    // PHP writes an empty map as [].
    if (found->is_array() && found->empty()) return nullptr;
    wrongType(key, *found, "an object { }");
    return nullptr;
}

const Json *FieldReader::list(const char *key)
{
    const Json *found = find(key);
    if (found == nullptr || found->is_array()) return found;
    wrongType(key, *found, "a list [ ]");
    return nullptr;
}

Json FieldReader::rest() const
{
    Json rest = Json::object();
    for (const auto &[key, value] : m_object.items()) {
        if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) rest[key] = value;
    }
    return rest;
}

} // namespace targetdesk
