// SPDX-License-Identifier: MIT
#include "twig/thoroughjsonreader.h"

#include "twig/contextbuilder.h"
#include "twig/error.h"
#include "twig/jsonreader.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace twig {

namespace {

using Json = nlohmann::json;

/// Builds values straight from the parser's events.
class Builder : public nlohmann::json_sax<Json>
{
public:
    explicit Builder(ContextBuilder &context)
        : m_context(context)
    {}

    Value root() const { return m_root; }
    std::size_t errorByte() const { return m_errorByte; }
    const std::string &error() const { return m_error; }

    bool null() override { return put(Value::null()); }
    bool boolean(bool value) override { return put(Value::boolean(value)); }
    // The parser calls this one for a number with a minus sign only; "-0" is a float to PHP.
    bool number_integer(std::int64_t value) override { return put(value ? Value::integer(value) : Value::real(-0.0)); }
    bool number_unsigned(std::uint64_t value) override
    {
        if (value <= static_cast<std::uint64_t>(INT64_MAX)) return put(Value::integer(static_cast<std::int64_t>(value)));
        return put(Value::bigNumber(static_cast<double>(value), m_context.arena().copy(std::to_string(value)).data()));
    }
    bool number_float(double value, const std::string &text) override
    {
        if (text.find_first_of(".eE") != std::string::npos) return put(Value::real(value));
        return put(Value::bigNumber(value, m_context.arena().copy(text).data()));
    }
    bool string(std::string &value) override { return put(m_context.text(value)); }
    bool binary(Json::binary_t &) override { return false; }

    bool start_object(std::size_t) override { return open(true); }
    bool start_array(std::size_t) override { return open(false); }
    bool key(std::string &name) override
    {
        m_open.back().key = Array::key(m_context.key(name));
        return true;
    }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &exception) override
    {
        m_errorByte = position;
        m_error = exception.what();
        return false;
    }

private:
    struct Open
    {
        Array *array;
        bool isObject;
        Value key;
    };

    bool put(Value value)
    {
        if (m_open.empty()) {
            m_root = value;
        } else if (m_open.back().isObject) {
            m_open.back().array->set(m_context.arena(), m_open.back().key, value);
        } else {
            m_open.back().array->append(m_context.arena(), value);
        }
        return true;
    }
    bool open(bool isObject)
    {
        if (m_open.size() >= JsonReader::DeepestNesting) {
            m_error = "nested deeper than " + std::to_string(JsonReader::DeepestNesting) + " levels";
            return false;
        }
        m_open.push_back({Array::create(m_context.arena()), isObject, Value()});
        return true;
    }
    bool close()
    {
        const Open done = m_open.back();
        m_open.pop_back();
        if (done.isObject && done.array->isEmpty()) done.array->markAsEmptyObject();
        return put(Value::array(done.array));
    }

    ContextBuilder &m_context;
    std::vector<Open> m_open;
    Value m_root;
    std::size_t m_errorByte = 0;
    std::string m_error;
};

/// Leaves out the library's own "[json.exception.parse_error.101] parse error at line 1, column 2: ".
std::string shortMessage(const std::string &message)
{
    static constexpr std::string_view Mark = "column ";
    const std::size_t mark = message.find(Mark);
    if (mark == std::string::npos) return message;
    const std::size_t colon = message.find(": ", mark);
    return colon == std::string::npos ? message : message.substr(colon + 2);
}

} // namespace

Context ThoroughJsonReader::read(std::string_view json)
{
    ContextBuilder context;
    Builder builder(context);
    if (!Json::sax_parse(json.begin(), json.end(), &builder)) {
        const std::size_t at = builder.errorByte() ? std::min(builder.errorByte() - 1, json.size()) : 0;
        int line = 1;
        std::size_t lineStart = 0;
        for (std::size_t i = 0; i < at; ++i) {
            if (json[i] != '\n') continue;
            ++line;
            lineStart = i + 1;
        }
        throw ContextError("The context is not JSON: " + shortMessage(builder.error()), line,
                           static_cast<int>(at - lineStart) + 1);
    }
    return context.finish(builder.root());
}

} // namespace twig
