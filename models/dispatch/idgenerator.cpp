// SPDX-License-Identifier: MIT
#include "dispatch/idgenerator.h"

#include <array>
#include <string_view>

namespace targetdesk {

namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

std::uint64_t firstSeed(const std::optional<std::uint32_t> &seed)
{
    if (seed) return *seed;
    std::random_device device;
    return (std::uint64_t{device()} << 32) ^ device();
}

/// 128 bits as 26 characters, the highest first.
std::string base32(std::uint64_t high, std::uint64_t low)
{
    std::array<char, 26> text{};
    for (auto place = text.rbegin(); place != text.rend(); ++place) {
        *place = kAlphabet[low & 31u];
        low = (low >> 5) | (high << 59);
        high >>= 5;
    }
    return {text.begin(), text.end()};
}

} // namespace

IdGenerator::IdGenerator(Clock clock, std::optional<std::uint32_t> seed)
    : m_clock(std::move(clock))
    , m_random(firstSeed(seed))
{}

std::string IdGenerator::next(const char *prefix)
{
    const std::int64_t now = m_clock().time_since_epoch().count();
    const std::lock_guard lock(m_mutex);
    if (now > m_millisecond) {
        m_millisecond = now;
        m_count = 0;
    } else if (++m_count == 0) {
        // More in a millisecond than can be counted, or a clock that went back: stay in order all the same.
        ++m_millisecond;
    }
    const std::uint64_t high = (static_cast<std::uint64_t>(m_millisecond) << 16) | m_count;
    return prefix + base32(high, m_random());
}

} // namespace targetdesk
