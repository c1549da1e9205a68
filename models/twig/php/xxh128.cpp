// SPDX-License-Identifier: MIT
// XXH3 after its specification (doc/xxhash_spec.md of the xxHash project), plain arithmetic only: the texts are short.
#include "twig/php/xxh128.h"

#include <array>
#include <bit>
#include <cstdint>

namespace twig::php {

namespace {

using Accumulators = std::array<std::uint64_t, 8>;

constexpr std::uint64_t Prime32a = 0x9E3779B1u;
constexpr std::uint64_t Prime32b = 0x85EBCA77u;
constexpr std::uint64_t Prime32c = 0xC2B2AE3Du;
constexpr std::uint64_t Prime64a = 0x9E3779B185EBCA87u;
constexpr std::uint64_t Prime64b = 0xC2B2AE3D27D4EB4Fu;
constexpr std::uint64_t Prime64c = 0x165667B19E3779F9u;
constexpr std::uint64_t Prime64d = 0x85EBCA77C2B2AE63u;
constexpr std::uint64_t Prime64e = 0x27D4EB2F165667C5u;
constexpr std::uint64_t Mix1 = 0x165667919E3779F9u;
constexpr std::uint64_t Mix2 = 0x9FB21C651E98DF25u;

constexpr std::size_t StripeSize = 64;
constexpr std::size_t BlockSize = 1024;
constexpr std::size_t SecretSize = 192;
constexpr char SecretBytes[SecretSize + 1] =
    "\xb8\xfe\x6c\x39\x23\xa4\x4b\xbe\x7c\x01\x81\x2c\xf7\x21\xad\x1c\xde\xd4\x6d\xe9\x83\x90\x97\xdb"
    "\x72\x40\xa4\xa4\xb7\xb3\x67\x1f\xcb\x79\xe6\x4e\xcc\xc0\xe5\x78\x82\x5a\xd0\x7d\xcc\xff\x72\x21"
    "\xb8\x08\x46\x74\xf7\x43\x24\x8e\xe0\x35\x90\xe6\x81\x3a\x26\x4c\x3c\x28\x52\xbb\x91\xc3\x00\xcb"
    "\x88\xd0\x65\x8b\x1b\x53\x2e\xa3\x71\x64\x48\x97\xa2\x0d\xf9\x4e\x38\x19\xef\x46\xa9\xde\xac\xd8"
    "\xa8\xfa\x76\x3f\xe3\x9c\x34\x3f\xf9\xdc\xbb\xc7\xc7\x0b\x4f\x1d\x8a\x51\xe0\x4b\xcd\xb4\x59\x31"
    "\xc8\x9f\x7e\xc9\xd9\x78\x73\x64\xea\xc5\xac\x83\x34\xd3\xeb\xc3\xc5\x81\xa0\xff\xfa\x13\x63\xeb"
    "\x17\x0d\xdd\x51\xb7\xf0\xda\x49\xd3\x16\x55\x26\x29\xd4\x68\x9e\x2b\x16\xbe\x58\x7d\x47\xa1\xfc"
    "\x8f\xf8\xb8\xd1\x7a\xd0\x31\xce\x45\xcb\x3a\x8f\x95\x16\x04\x28\xaf\xd7\xfb\xca\xbb\x4b\x40\x7e";
constexpr std::string_view Secret(SecretBytes, SecretSize);

std::uint64_t word(std::string_view text, std::size_t at, std::size_t size = 8)
{
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(text[at + i]);
    return value;
}

std::uint64_t secret(std::size_t at)
{
    return word(Secret, at);
}

template <typename T>
T swapped(T value)
{
    T result = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        result = static_cast<T>(result << 8 | (value >> (8 * i) & 0xFF));
    return result;
}

std::uint64_t low(std::uint64_t value)
{
    return value & 0xFFFFFFFFu;
}

/// A product in two halves.
struct Product
{
    std::uint64_t low;
    std::uint64_t high;
};

Product multiply(std::uint64_t a, std::uint64_t b)
{
    const std::uint64_t ll = low(a) * low(b);
    const std::uint64_t hl = (a >> 32) * low(b);
    const std::uint64_t lh = low(a) * (b >> 32);
    const std::uint64_t middle = (ll >> 32) + low(hl) + lh;
    return {middle << 32 | low(ll), (hl >> 32) + (middle >> 32) + (a >> 32) * (b >> 32)};
}

std::uint64_t folded(std::uint64_t a, std::uint64_t b)
{
    const Product product = multiply(a, b);
    return product.low ^ product.high;
}

std::uint64_t avalanche(std::uint64_t x)
{
    x = (x ^ x >> 37) * Mix1;
    return x ^ x >> 32;
}

std::uint64_t avalancheOf64(std::uint64_t x)
{
    x = (x ^ x >> 33) * Prime64b;
    x = (x ^ x >> 29) * Prime64c;
    return x ^ x >> 32;
}

Product upTo3(std::string_view text)
{
    const std::size_t size = text.size();
    if (size == 0) return {avalancheOf64(secret(64) ^ secret(72)), avalancheOf64(secret(80) ^ secret(88))};
    const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at])); };
    const std::uint32_t combined = byte(size - 1) | static_cast<std::uint32_t>(size) << 8 | byte(0) << 16 | byte(size >> 1) << 24;
    const std::uint64_t lower = (word(Secret, 0, 4) ^ word(Secret, 4, 4)) ^ combined;
    const std::uint64_t upper = (word(Secret, 8, 4) ^ word(Secret, 12, 4)) ^ std::rotl(swapped(combined), 13);
    return {avalancheOf64(lower), avalancheOf64(upper)};
}

Product upTo8(std::string_view text)
{
    const std::uint64_t combined = word(text, 0, 4) | word(text, text.size() - 4, 4) << 32;
    Product result = multiply(secret(16) ^ secret(24) ^ combined, Prime64a + (text.size() << 2));
    result.high += result.low << 1;
    result.low ^= result.high >> 3;
    result.low = (result.low ^ result.low >> 35) * Mix2;
    result.low ^= result.low >> 28;
    result.high = avalanche(result.high);
    return result;
}

Product upTo16(std::string_view text)
{
    const std::uint64_t last = word(text, text.size() - 8);
    const std::uint64_t a = secret(32) ^ secret(40) ^ word(text, 0) ^ last;
    const std::uint64_t b = secret(48) ^ secret(56) ^ last;
    Product result = multiply(a, Prime64a);
    result.low += static_cast<std::uint64_t>(text.size() - 1) << 54;
    result.high += b + low(b) * (Prime32b - 1);
    result.low ^= swapped(result.high);
    const Product second = multiply(result.low, Prime64b);
    return {avalanche(second.low), avalanche(second.high + result.high * Prime64b)};
}

/// The two accumulators for up to 240 bytes.
class Medium
{
public:
    explicit Medium(std::string_view text)
        : m_text(text)
        , m_first(text.size() * Prime64a)
    {}

    Product hash()
    {
        const std::size_t size = m_text.size();
        if (size <= 128) {
            for (std::size_t i = ((size - 1) >> 5) + 1; i-- > 0;)
                mix(i * 16, size - i * 16 - 16, i * 32);
        } else {
            for (std::size_t i = 0; i < 4; ++i)
                mix(i * 32, i * 32 + 16, i * 32);
            m_first = avalanche(m_first);
            m_second = avalanche(m_second);
            for (std::size_t i = 4; i < size >> 5; ++i)
                mix(i * 32, i * 32 + 16, (i - 4) * 32 + 3);
            mix(size - 16, size - 32, 103);
        }
        return {avalanche(m_first + m_second), 0 - avalanche(m_first * Prime64a + m_second * Prime64d + size * Prime64b)};
    }

private:
    std::uint64_t step(std::size_t at, std::size_t key) const
    {
        return folded(word(m_text, at) ^ secret(key), word(m_text, at + 8) ^ secret(key + 8));
    }
    void mix(std::size_t a, std::size_t b, std::size_t key)
    {
        m_first = (m_first + step(a, key)) ^ (word(m_text, b) + word(m_text, b + 8));
        m_second = (m_second + step(b, key + 16)) ^ (word(m_text, a) + word(m_text, a + 8));
    }

    std::string_view m_text;
    std::uint64_t m_first;
    std::uint64_t m_second = 0;
};

void accumulate(Accumulators &sums, std::string_view text, std::size_t at, std::size_t key)
{
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const std::uint64_t data = word(text, at + i * 8);
        const std::uint64_t value = data ^ secret(key + i * 8);
        sums[i ^ 1] += data;
        sums[i] += low(value) * (value >> 32);
    }
}

std::uint64_t merged(const Accumulators &sums, std::uint64_t start, std::size_t key)
{
    for (std::size_t i = 0; i < sums.size(); i += 2)
        start += folded(sums[i] ^ secret(key + i * 8), sums[i + 1] ^ secret(key + i * 8 + 8));
    return avalanche(start);
}

Product large(std::string_view text)
{
    Accumulators sums = {Prime32c, Prime64a, Prime64b, Prime64c, Prime64d, Prime32b, Prime64e, Prime32a};
    std::size_t at = 0;
    for (; text.size() - at > BlockSize; at += BlockSize) {
        for (std::size_t n = 0; n < BlockSize / StripeSize; ++n)
            accumulate(sums, text, at + n * StripeSize, n * 8);
        for (std::size_t i = 0; i < sums.size(); ++i)
            sums[i] = (sums[i] ^ sums[i] >> 47 ^ secret(SecretSize - 64 + i * 8)) * Prime32a;
    }
    for (std::size_t n = 0; n < (text.size() - at - 1) / StripeSize; ++n)
        accumulate(sums, text, at + n * StripeSize, n * 8);
    accumulate(sums, text, text.size() - StripeSize, SecretSize - 71);
    return {merged(sums, text.size() * Prime64a, 11), merged(sums, ~(text.size() * Prime64b), SecretSize - 75)};
}

} // namespace

std::string xxh128(std::string_view text)
{
    const Product hash = text.size() <= 3     ? upTo3(text)
                         : text.size() <= 8   ? upTo8(text)
                         : text.size() <= 16  ? upTo16(text)
                         : text.size() <= 240 ? Medium(text).hash()
                                              : large(text);
    std::string digits;
    for (const std::uint64_t half : {hash.high, hash.low}) {
        for (int shift = 60; shift >= 0; shift -= 4)
            digits += "0123456789abcdef"[half >> shift & 15];
    }
    return digits;
}

} // namespace twig::php
