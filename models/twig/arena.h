// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace twig {

/// Thrown by an Arena that would grow past its limit; the interpreter turns it into an Error of kind Limit.
struct OutOfMemory
{
    std::size_t limit;
};

/// Memory that only grows and is freed all at once. Everything that values point at lives in one: of a Context, of a compiled
/// template, or of one render. Nothing in it is destroyed, so only trivially destructible types go in. One thread at a time.
class Arena
{
public:
    static constexpr std::size_t Unlimited = static_cast<std::size_t>(-1);

    explicit Arena(std::size_t limit = Unlimited)
        : m_limit(limit)
    {}
    Arena(const Arena &) = delete;
    Arena &operator=(const Arena &) = delete;

    /// \throws OutOfMemory
    void *allocate(std::size_t size, std::size_t alignment = alignof(std::max_align_t))
    {
        // m_end is a multiple of every alignment, so what is rounded up never passes it.
        const std::uintptr_t start = alignedUp(m_next, alignment);
        if (size <= m_end - start) [[likely]] {
            m_next = start + size;
            return reinterpret_cast<void *>(start);
        }
        return allocateSlowly(size, alignment);
    }

    template <typename T>
    T *allocateArray(std::size_t count)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        return static_cast<T *>(allocate(count * sizeof(T), alignof(T)));
    }

    template <typename T, typename... Arguments>
    T *create(Arguments &&...arguments)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        return ::new (allocate(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
    }

    /// A copy of the text, with a zero byte behind it.
    std::string_view copy(std::string_view text)
    {
        char *to = static_cast<char *>(allocate(text.size() + 1, 1));
        if (!text.empty()) std::memcpy(to, text.data(), text.size());
        to[text.size()] = '\0';
        return {to, text.size()};
    }

    /// Bytes taken from the system or charged so far.
    std::size_t bytes() const { return m_bytes; }
    std::size_t limit() const { return m_limit; }
    /// How many items an array in here may have.
    void limitItems(std::uint32_t count) { m_itemLimit = count; }
    std::uint32_t itemLimit() const { return m_itemLimit; }
    /// Fails at once when `size` more bytes cannot be had: to be asked before a loop that would fill them.
    void require(std::size_t size) const
    {
        if (size > m_limit || m_bytes > m_limit - size) throw OutOfMemory{m_limit};
    }
    /// Counts memory that belongs to the render but lies elsewhere.
    void charge(std::size_t size)
    {
        require(size);
        m_bytes += size;
    }

private:
    static std::uintptr_t alignedUp(std::uintptr_t address, std::size_t alignment)
    {
        return (address + alignment - 1) & ~static_cast<std::uintptr_t>(alignment - 1);
    }
    void *allocateSlowly(std::size_t size, std::size_t alignment);

    static constexpr std::size_t FirstBlock = 4096;
    static constexpr std::size_t LargestBlock = 256 * 1024;

    std::vector<std::unique_ptr<char[]>> m_blocks;
    // Addresses rather than pointers: nothing is added to a null pointer before the first block.
    std::uintptr_t m_next = 0;
    std::uintptr_t m_end = 0;
    std::size_t m_blockSize = FirstBlock;
    std::size_t m_bytes = 0;
    std::size_t m_limit;
    std::uint32_t m_itemLimit = static_cast<std::uint32_t>(-1);
};

} // namespace twig
