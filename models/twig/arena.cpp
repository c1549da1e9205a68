// SPDX-License-Identifier: MIT
#include "twig/arena.h"

#include <algorithm>

namespace twig {

void *Arena::allocateSlowly(std::size_t size, std::size_t alignment)
{
    require(size);
    const std::size_t wanted = size + alignment;
    if (wanted > m_blockSize / 4) {
        // A big piece gets a block of its own; the current block stays in use.
        require(wanted);
        auto block = std::unique_ptr<char[]>(new char[wanted]);
        const std::uintptr_t start = alignedUp(reinterpret_cast<std::uintptr_t>(block.get()), alignment);
        m_blocks.push_back(std::move(block));
        m_bytes += wanted;
        return reinterpret_cast<void *>(start);
    }
    require(m_blockSize);
    m_blocks.push_back(std::unique_ptr<char[]>(new char[m_blockSize]));
    m_next = reinterpret_cast<std::uintptr_t>(m_blocks.back().get());
    m_end = m_next + m_blockSize;
    m_bytes += m_blockSize;
    m_blockSize = std::min(m_blockSize * 2, LargestBlock);
    const std::uintptr_t start = alignedUp(m_next, alignment);
    m_next = start + size;
    return reinterpret_cast<void *>(start);
}

} // namespace twig
