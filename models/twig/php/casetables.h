// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace twig::php {

/// Unicode's letter cases as the mbstring of PHP 8.4 knows them. The data is in casetables.cpp, which casetables.php writes.
namespace casetables {

/// `count` characters from `first` on, each `step` apart, map to themselves plus `delta`.
struct Run
{
    std::uint32_t first;
    std::uint16_t count;
    std::uint8_t step;
    std::int32_t delta;
};

/// A character that becomes one to three others (unused places are 0).
struct Special
{
    std::uint32_t from;
    std::array<std::uint32_t, 3> to;
};

/// First and last character, both included.
struct Range
{
    std::uint32_t first;
    std::uint32_t last;
};

/// All sorted.
extern const std::span<const Run> UpperRuns;
extern const std::span<const Run> LowerRuns;
extern const std::span<const Run> TitleRuns;
extern const std::span<const Special> UpperSpecials;
extern const std::span<const Special> LowerSpecials;
extern const std::span<const Special> TitleSpecials;
extern const std::span<const Range> CasedRanges;     ///< cased and not case-ignorable
extern const std::span<const Range> IgnorableRanges; ///< skipped when a word's begin or end is looked for

} // namespace casetables
} // namespace twig::php
