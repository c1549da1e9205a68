// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <random>
#include <string>

namespace targetdesk {

/// Makes ids as `evt_01k3…`: 48 bits of milliseconds, 16 bits that count within one, 64 random bits, in 26 characters of
/// Crockford's base 32, lower case. They sort by the time they were made, and hold no dot (Standard Webhooks forbids it).
/// Thread-safe.
class IdGenerator
{
public:
    explicit IdGenerator(Clock clock, std::optional<std::uint32_t> seed = std::nullopt);

    std::string next(const char *prefix);

private:
    Clock m_clock;
    std::mutex m_mutex;
    std::mt19937_64 m_random;
    std::int64_t m_millisecond = 0;
    std::uint16_t m_count = 0;
};

} // namespace targetdesk
