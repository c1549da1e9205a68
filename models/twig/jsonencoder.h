// SPDX-License-Identifier: MIT
#pragma once

#include "twig/runtime.h"
#include "twig/value.h"

#include <cstdint>
#include <string>

namespace twig {

/// PHP's json_encode().
class JsonEncoder
{
public:
    static constexpr std::int64_t DefaultDepth = 512;

    /// `keepOrigin`: `{}` of the context stays an object, numbers beyond 64 bits keep their digits (Profile::Payload).
    JsonEncoder(Runtime &runtime, std::string &out, unsigned flags, std::int64_t depth, bool keepOrigin);

    /// Appends. \return false when PHP's json_encode would return false; then nothing was appended
    bool encode(const Value &value);

private:
    bool append(const Value &value);
    bool appendText(const Value &value);
    bool appendDouble(const Value &value);
    bool appendObject(const Object &object);
    bool appendList(const Array &array);
    bool appendMap(const Array &array);
    bool appendKey(const Value &key);
    void expect(const Array &array);
    void expect(std::size_t size);
    void newLine();
    bool fail(int code, std::string_view substitute);

    Runtime &m_runtime;
    std::string &m_out;
    unsigned m_flags;
    std::int64_t m_depth;
    std::int64_t m_level = 0;
    int m_error = 0;
    bool m_keepOrigin;
    std::size_t m_most; ///< bytes that the output may have
};

} // namespace twig
