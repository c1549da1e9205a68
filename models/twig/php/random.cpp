// SPDX-License-Identifier: MIT
#include "twig/php/random.h"

#include <limits>
#include <numeric>
#include <utility>

namespace twig::php {
namespace {

constexpr std::size_t Size = 624;
constexpr std::size_t Shift = 397;

std::uint32_t twist(std::uint32_t m, std::uint32_t u, std::uint32_t v)
{
    const std::uint32_t mixed = (u & 0x80000000u) | (v & 0x7FFFFFFFu);
    return m ^ (mixed >> 1) ^ (v & 1u ? 0x9908B0DFu : 0u);
}

} // namespace

Random::Random(std::uint32_t seed)
{
    m_state[0] = seed;
    for (std::uint32_t i = 1; i < Size; ++i)
        m_state[i] = 1812433253u * (m_state[i - 1] ^ (m_state[i - 1] >> 30)) + i;
    reload();
}

void Random::reload()
{
    for (std::size_t i = 0; i < Size; ++i)
        m_state[i] = twist(m_state[(i + Shift) % Size], m_state[i], m_state[(i + 1) % Size]);
    m_next = 0;
}

std::uint32_t Random::next32()
{
    if (m_next == Size) reload();
    std::uint32_t value = m_state[m_next++];
    value ^= value >> 11;
    value ^= (value << 7) & 0x9D2C5680u;
    value ^= (value << 15) & 0xEFC60000u;
    return value ^ (value >> 18);
}

std::int64_t Random::range(std::int64_t min, std::int64_t max)
{
    const std::uint64_t span = static_cast<std::uint64_t>(max) - static_cast<std::uint64_t>(min);
    const bool wide = span > std::numeric_limits<std::uint32_t>::max();
    const auto draw = [this, wide] {
        std::uint64_t value = next32();
        if (wide) value |= static_cast<std::uint64_t>(next32()) << 32;
        return value;
    };
    const std::uint64_t mask = wide ? std::numeric_limits<std::uint64_t>::max() : std::numeric_limits<std::uint32_t>::max();
    std::uint64_t value = draw();
    if (span != mask) {
        const std::uint64_t count = span + 1;
        if ((count & span) == 0) {
            value &= span;
        } else {
            // Draws beyond the last whole multiple are thrown away, or small results would come too often.
            const std::uint64_t ceiling = mask - mask % count - 1;
            while (value > ceiling)
                value = draw();
            value %= count;
        }
    }
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(min) + value);
}

std::vector<std::size_t> Random::shuffled(std::size_t count)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = count; left > 1; --left) {
        const auto other = static_cast<std::size_t>(range(0, static_cast<std::int64_t>(left) - 1));
        if (other != left - 1) std::swap(order[left - 1], order[other]);
    }
    return order;
}

std::size_t Random::pick(std::size_t count)
{
    return static_cast<std::size_t>(range(0, static_cast<std::int64_t>(count) - 1));
}

} // namespace twig::php
