// SPDX-License-Identifier: MIT
#include "twig/array.h"

#include "twig/failure.h"
#include "twig/php/numbers.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>

namespace twig {

namespace {

std::uint32_t hashOf(std::int64_t key)
{
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15u) >> 32);
}

std::uint32_t hashOf(std::string_view key)
{
    std::uint64_t hash = 0xCBF29CE484222325u ^ key.size();
    const char *at = key.data();
    std::size_t left = key.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    std::uint64_t word = 0;
    if (left) std::memcpy(&word, at, left);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return static_cast<std::uint32_t>(hash >> 32);
}

std::uint32_t hashOf(const Value &key)
{
    return key.isInt() ? hashOf(key.intValue()) : hashOf(key.text());
}

bool isKey(const Value &a, std::string_view key)
{
    return a.isString() && a.text().size() == key.size() &&
           (a.textData() == key.data() || std::memcmp(a.textData(), key.data(), key.size()) == 0);
}

bool isKey(const Value &a, const Value &b)
{
    if (a.isInt()) return b.isInt() && a.intValue() == b.intValue();
    return b.isString() && isKey(a, b.text());
}

} // namespace

void Array::requireItems(const Arena &arena, std::uint64_t count)
{
    if (count <= arena.itemLimit()) return;
    throw Failure{ErrorKind::Limit, "The template makes an array of more than " + std::to_string(arena.itemLimit()) + " items."};
}

Array *Array::create(Arena &arena, std::uint32_t capacity)
{
    auto *array = ::new (arena.allocate(sizeof(Array), alignof(Array))) Array;
    if (capacity) {
        requireItems(arena, capacity);
        array->m_values = arena.allocateArray<Value>(capacity);
        array->m_capacity = capacity;
    }
    return array;
}

Array *Array::createList(Arena &arena, std::span<const Value> values)
{
    Array *array = create(arena, static_cast<std::uint32_t>(values.size()));
    if (!values.empty()) std::memcpy(static_cast<void *>(array->m_values), values.data(), values.size_bytes());
    array->m_size = array->m_capacity;
    array->m_nextIndex = array->m_size;
    return array;
}

Array *Array::createMap(Arena &arena, std::span<const Entry> entries)
{
    Array *array = create(arena);
    array->m_isMap = true;
    array->m_capacity = array->m_size = static_cast<std::uint32_t>(entries.size());
    array->m_entries = arena.allocateArray<Entry>(entries.size());
    std::memcpy(static_cast<void *>(array->m_entries), entries.data(), entries.size_bytes());
    if (array->m_size >= IndexFrom) array->rebuildIndex(arena);
    return array;
}

bool Array::isSequence() const
{
    if (!m_isMap) return true;
    for (std::uint32_t i = 0; i < m_size; ++i)
        if (!m_entries[i].key.isInt() || m_entries[i].key.intValue() != i) return false;
    return true;
}

Value Array::key(std::string_view text)
{
    if (!text.empty() && ((text[0] >= '0' && text[0] <= '9') || text[0] == '-')) {
        if (const auto number = php::canonicalKey(text)) return Value::integer(*number);
    }
    return Value::string(text);
}

const Value *Array::find(std::int64_t key) const
{
    if (!m_isMap) return key >= 0 && key < m_size ? m_values + key : nullptr;
    const std::int64_t position = mapPosition(Value::integer(key));
    return position < 0 ? nullptr : &m_entries[position].value;
}

const Value *Array::find(std::string_view key) const
{
    const std::int64_t position = positionOf(key);
    return position < 0 ? nullptr : &m_entries[position].value;
}

std::int64_t Array::positionOf(std::string_view key) const
{
    if (!m_isMap) return -1;
    if (!m_index) {
        for (std::uint32_t i = 0; i < m_size; ++i)
            if (isKey(m_entries[i].key, key)) return i;
        return -1;
    }
    for (std::uint32_t slot = hashOf(key) & m_indexMask; m_index[slot]; slot = (slot + 1) & m_indexMask)
        if (isKey(m_entries[m_index[slot] - 1].key, key)) return m_index[slot] - 1;
    return -1;
}

std::int64_t Array::mapPosition(const Value &key) const
{
    if (!m_index) {
        for (std::uint32_t i = 0; i < m_size; ++i)
            if (isKey(m_entries[i].key, key)) return i;
        return -1;
    }
    for (std::uint32_t slot = hashOf(key) & m_indexMask; m_index[slot]; slot = (slot + 1) & m_indexMask)
        if (isKey(m_entries[m_index[slot] - 1].key, key)) return m_index[slot] - 1;
    return -1;
}

void Array::grow(Arena &arena)
{
    requireItems(arena, std::uint64_t{m_size} + 1);
    const std::uint64_t doubled = m_capacity < 4 ? 4 : std::uint64_t{m_capacity} * 2;
    const auto capacity = static_cast<std::uint32_t>(std::min<std::uint64_t>(doubled, std::max(arena.itemLimit(), 4u)));
    if (m_isMap) {
        auto *entries = arena.allocateArray<Entry>(capacity);
        if (m_size) std::memcpy(static_cast<void *>(entries), m_entries, m_size * sizeof(Entry));
        m_entries = entries;
    } else {
        auto *values = arena.allocateArray<Value>(capacity);
        if (m_size) std::memcpy(static_cast<void *>(values), m_values, m_size * sizeof(Value));
        m_values = values;
    }
    m_capacity = capacity;
}

void Array::turnIntoMap(Arena &arena)
{
    const std::uint32_t capacity = m_capacity < 4 ? 4 : m_capacity;
    auto *entries = arena.allocateArray<Entry>(capacity);
    for (std::uint32_t i = 0; i < m_size; ++i)
        entries[i] = {Value::integer(i), m_values[i]};
    m_entries = entries;
    m_capacity = capacity;
    m_isMap = true;
    if (m_size >= IndexFrom) rebuildIndex(arena);
}

void Array::rebuildIndex(Arena &arena)
{
    std::uint32_t slots = 32;
    while (slots < std::uint64_t{m_capacity} * 2)
        slots *= 2;
    m_index = arena.allocateArray<std::uint32_t>(slots);
    std::memset(m_index, 0, slots * sizeof(std::uint32_t));
    m_indexMask = slots - 1;
    for (std::uint32_t i = 0; i < m_size; ++i)
        insertIntoIndex(i);
}

void Array::insertIntoIndex(std::uint32_t position)
{
    std::uint32_t slot = hashOf(m_entries[position].key) & m_indexMask;
    while (m_index[slot])
        slot = (slot + 1) & m_indexMask;
    m_index[slot] = position + 1;
}

void Array::append(Arena &arena, Value value)
{
    if (m_isMap || m_nextIndex != m_size) {
        add(arena, Value::integer(m_nextIndex), value);
        return;
    }
    if (m_size == m_capacity) grow(arena);
    m_values[m_size++] = value;
    ++m_nextIndex;
}

void Array::set(Arena &arena, Value key, Value value)
{
    if (!m_isMap) {
        if (key.isInt() && key.intValue() >= 0 && key.intValue() < m_size) {
            m_values[key.intValue()] = value;
            return;
        }
    } else if (const std::int64_t position = mapPosition(key); position >= 0) {
        m_entries[position].value = value;
        return;
    }
    add(arena, key, value);
}

void Array::add(Arena &arena, Value key, Value value)
{
    if (!m_isMap) {
        if (key.isInt() && key.intValue() == m_size && m_nextIndex == m_size) {
            append(arena, value);
            return;
        }
        turnIntoMap(arena);
    }
    if (m_size == m_capacity) {
        grow(arena);
        m_index = nullptr;
    }
    m_entries[m_size++] = {key.plain(), value};
    if (key.isInt() && key.intValue() >= m_nextIndex && key.intValue() != std::numeric_limits<std::int64_t>::max())
        m_nextIndex = key.intValue() + 1;
    else if (key.isInt() && m_size == 1 && m_nextIndex == 0)
        m_nextIndex = key.intValue() + 1; // as PHP from 8.3 on
    if (m_size >= IndexFrom) {
        if (m_index)
            insertIntoIndex(m_size - 1);
        else
            rebuildIndex(arena);
    }
}

Array *Array::copy(Arena &arena, std::uint32_t extra) const
{
    requireItems(arena, std::uint64_t{m_size} + extra);
    auto *array = ::new (arena.allocate(sizeof(Array), alignof(Array))) Array(*this);
    array->m_capacity = m_size + extra;
    array->m_index = nullptr;
    array->m_emptyObject = false;
    if (m_isMap) {
        array->m_entries = arena.allocateArray<Entry>(array->m_capacity);
        if (m_size) std::memcpy(static_cast<void *>(array->m_entries), m_entries, m_size * sizeof(Entry));
        if (m_size >= IndexFrom) array->rebuildIndex(arena);
    } else {
        array->m_values = arena.allocateArray<Value>(array->m_capacity);
        if (m_size) std::memcpy(static_cast<void *>(array->m_values), m_values, m_size * sizeof(Value));
    }
    return array;
}

} // namespace twig
