// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace twig::php {

/// mt_srand() and what draws from it, bit for bit as PHP (MT_RAND_MT19937). Not thread safe: one per render.
class Random
{
public:
    explicit Random(std::uint32_t seed);

    std::uint32_t next32();
    /// mt_rand() without limits: 31 bits.
    std::int64_t next() { return next32() >> 1; }
    /// mt_rand($min, $max), uniform, both ends included. min > max: swapped by the caller as Twig does.
    std::int64_t range(std::int64_t min, std::int64_t max);

    /// shuffle(): the order of the old positions. array_rand($a, 1): a position. str_shuffle() is the same as shuffle().
    std::vector<std::size_t> shuffled(std::size_t count);
    std::size_t pick(std::size_t count);

private:
    void reload();
    std::uint32_t m_state[624];
    std::size_t m_next = 0;
};

} // namespace twig::php
