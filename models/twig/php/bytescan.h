// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace twig::php {

/// Which bytes the vector part of findSpecial() stops at, apart from control characters and those from 0x80 on. The table decides
/// then, so a set may be too large but not too small.
enum class ScanSet {
    JsonPlain,  ///< " \ /
    JsonMarkup, ///< those and < > & '
    Html        ///< & < > " '
};

/// The first byte at or behind `from` that `plain` does not hold, or text.size(). Sixteen at a time where the processor can.
template <ScanSet Set>
inline std::size_t findSpecial(std::string_view text, std::size_t from, const std::array<bool, 256> &plain)
{
    std::size_t at = from;
#if defined(__SSE2__)
    const auto equal = [](__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    while (at + 16 <= text.size()) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text.data() + at));
        // Signed: everything from 0x80 on is below the space too.
        __m128i special = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
        special = _mm_or_si128(special, equal(bytes, '"'));
        if constexpr (Set != ScanSet::Html) special = _mm_or_si128(special, _mm_or_si128(equal(bytes, '/'), equal(bytes, '\\')));
        if constexpr (Set != ScanSet::JsonPlain) {
            special = _mm_or_si128(special, _mm_or_si128(equal(bytes, '<'), equal(bytes, '>')));
            special = _mm_or_si128(special, _mm_or_si128(equal(bytes, '&'), equal(bytes, '\'')));
        }
        const int mask = _mm_movemask_epi8(special);
        if (mask != 0) {
            const std::size_t hit = at + static_cast<std::size_t>(__builtin_ctz(static_cast<unsigned>(mask)));
            if (!plain[static_cast<unsigned char>(text[hit])]) return hit;
            at = hit + 1;
            continue;
        }
        at += 16;
    }
#endif
    while (at < text.size() && plain[static_cast<unsigned char>(text[at])])
        ++at;
    return at;
}

} // namespace twig::php
