// SPDX-License-Identifier: MIT
#pragma once

#include "twig/arena.h"
#include "twig/array.h"
#include "twig/context.h"

#include <memory>
#include <string_view>
#include <vector>

namespace twig {

/// Makes a Context of other things than JSON text: of dates, Markup, objects. One thread, one context.
class ContextBuilder
{
public:
    ContextBuilder();
    ~ContextBuilder();

    Arena &arena() { return m_data->arena; }
    Value text(std::string_view text) { return Value::string(arena().copy(text)); }
    /// A key of which there is one copy in the whole context, so that equal keys have equal addresses.
    std::string_view key(std::string_view text);

    /// The builder is used up.
    Context finish(Value root);

    struct Data
    {
        Arena arena;
        Value root;
    };

private:
    void growTable();

    std::shared_ptr<Data> m_data;
    std::vector<std::string_view> m_keys;
    std::vector<std::uint32_t> m_table; ///< position + 1 in m_keys, by hash
};

} // namespace twig
