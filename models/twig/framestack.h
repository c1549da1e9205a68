// SPDX-License-Identifier: MIT
#pragma once

#include "twig/value.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace twig {

/// The registers of the functions that run, one frame on the other. Addresses stay valid while a frame lives.
class FrameStack
{
public:
    /// Marks where a frame begins, and gives its registers back.
    struct Mark
    {
        std::size_t block;
        std::size_t used;
    };

    Mark mark() const { return {m_block, m_blocks.empty() ? 0 : m_blocks[m_block].used}; }
    void release(Mark mark)
    {
        if (m_blocks.empty()) return;
        for (std::size_t i = mark.block + 1; i <= m_block; ++i)
            m_blocks[i].used = 0;
        m_block = mark.block;
        m_blocks[m_block].used = mark.used;
    }
    Value *take(std::size_t count)
    {
        if (m_blocks.empty() || m_blocks[m_block].used + count > m_blocks[m_block].size) nextBlock(count);
        Block &block = m_blocks[m_block];
        Value *registers = block.values.get() + block.used;
        block.used += count;
        return registers;
    }

private:
    struct Block
    {
        std::unique_ptr<Value[]> values;
        std::size_t size;
        std::size_t used;
    };

    void nextBlock(std::size_t count)
    {
        while (m_block + 1 < m_blocks.size()) {
            ++m_block;
            if (m_blocks[m_block].size >= count) return;
        }
        const std::size_t size = std::max<std::size_t>(count, m_blocks.empty() ? 256 : 4096);
        m_blocks.push_back({std::unique_ptr<Value[]>(new Value[size]), size, 0});
        m_block = m_blocks.size() - 1;
    }

    std::vector<Block> m_blocks;
    std::size_t m_block = 0;
};

} // namespace twig
