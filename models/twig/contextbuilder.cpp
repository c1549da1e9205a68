// SPDX-License-Identifier: MIT
#include "twig/contextbuilder.h"

#include <functional>
#include <utility>

namespace twig {

ContextBuilder::ContextBuilder()
    : m_data(std::make_shared<Data>())
{
    m_table.resize(128);
}

ContextBuilder::~ContextBuilder() = default;

std::string_view ContextBuilder::key(std::string_view text)
{
    const std::size_t mask = m_table.size() - 1;
    std::size_t slot = std::hash<std::string_view>()(text) & mask;
    for (; m_table[slot]; slot = (slot + 1) & mask)
        if (m_keys[m_table[slot] - 1] == text) return m_keys[m_table[slot] - 1];
    m_keys.push_back(arena().copy(text));
    m_table[slot] = static_cast<std::uint32_t>(m_keys.size());
    if (m_keys.size() * 2 > m_table.size()) growTable();
    return m_keys.back();
}

void ContextBuilder::growTable()
{
    std::vector<std::uint32_t> table(m_table.size() * 2);
    const std::size_t mask = table.size() - 1;
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        std::size_t slot = std::hash<std::string_view>()(m_keys[i]) & mask;
        while (table[slot])
            slot = (slot + 1) & mask;
        table[slot] = static_cast<std::uint32_t>(i + 1);
    }
    m_table = std::move(table);
}

Context ContextBuilder::finish(Value root)
{
    m_data->root = root;
    const Value *address = &m_data->root;
    return Context(std::move(m_data), address);
}

} // namespace twig
