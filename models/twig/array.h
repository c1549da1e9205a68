// SPDX-License-Identifier: MIT
#pragma once

#include "twig/arena.h"
#include "twig/value.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace twig {

/// PHP's ordered array: a list (keys 0, 1, 2 …: values only) or a map of integer and string keys. Whoever makes one fills it and
/// then hands it out as a Value; from then on it does not change. Looking up by string does NOT turn "12" into 12: see
/// Array::key().
class Array
{
public:
    struct Entry
    {
        Value key; ///< Int or String
        Value value;
    };

    /// Fails when an array in the arena may not have so many items: to be asked before a loop that would fill them.
    /// \throws Failure (Limit)
    static void requireItems(const Arena &arena, std::uint64_t count);

    static Array *create(Arena &arena, std::uint32_t capacity = 0);
    static Array *createList(Arena &arena, std::span<const Value> values);
    /// Of string keys that are all different, at least one.
    static Array *createMap(Arena &arena, std::span<const Entry> entries);

    std::uint32_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    /// Stored without keys. A map may be a list to PHP, too: isSequence().
    bool isPacked() const { return !m_isMap; }
    /// PHP's array_is_list().
    bool isSequence() const;
    /// Came from `{}`: only json_encode in Profile::Payload asks.
    bool isEmptyObject() const { return m_size == 0 && m_emptyObject; }
    void markAsEmptyObject() { m_emptyObject = true; }

    Value keyAt(std::uint32_t position) const { return m_isMap ? m_entries[position].key : Value::integer(position); }
    const Value &valueAt(std::uint32_t position) const { return m_isMap ? m_entries[position].value : m_values[position]; }
    /// Only for a packed array and a map, respectively.
    const Value *values() const { return m_values; }
    const Entry *entries() const { return m_entries; }

    const Value *find(std::int64_t key) const;
    const Value *find(std::string_view key) const;
    const Value *find(const Value &key) const { return key.isInt() ? find(key.intValue()) : find(key.text()); }
    /// The position of a string key in a map, or -1.
    std::int64_t positionOf(std::string_view key) const;

    /// What PHP makes of a string as a key: an Int when it is a canonical decimal integer.
    static Value key(std::string_view text);

    // Filling. The arena is the one of create().
    void append(Arena &arena, Value value);
    void set(Arena &arena, Value key, Value value);
    void set(Arena &arena, std::string_view key, Value value) { set(arena, Array::key(key), value); }
    /// Adds a key that is not in the array yet.
    void add(Arena &arena, Value key, Value value);
    void replaceAt(std::uint32_t position, Value value) { (m_isMap ? m_entries[position].value : m_values[position]) = value; }
    std::int64_t nextIndex() const { return m_nextIndex; }
    void setNextIndex(std::int64_t index) { m_nextIndex = index; }

    Array *copy(Arena &arena, std::uint32_t extra = 0) const;

private:
    static constexpr std::uint32_t IndexFrom = 9;

    void grow(Arena &arena);
    void turnIntoMap(Arena &arena);
    void rebuildIndex(Arena &arena);
    void insertIntoIndex(std::uint32_t position);
    std::int64_t mapPosition(const Value &key) const;

    std::uint32_t m_size = 0;
    std::uint32_t m_capacity = 0;
    std::uint32_t m_indexMask = 0;
    bool m_isMap = false;
    bool m_emptyObject = false;
    std::int64_t m_nextIndex = 0;
    union {
        Value *m_values = nullptr;
        Entry *m_entries;
    };
    std::uint32_t *m_index = nullptr; ///< position + 1, by hash; only from IndexFrom keys on
};

} // namespace twig
