// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Where the characters of a text are in the same text with other white space: a payload as it is sent and as it is shown. A
/// value; the texts are not kept. Offsets are bytes. Pure; any thread.
class TextPlaces
{
public:
    /// Both texts are the same.
    TextPlaces() = default;
    /// The texts must differ in white space only; from the first other difference on, places are those of the texts' ends.
    TextPlaces(std::string_view original, std::string_view shown);

    /// White space that is not there in the other text has the place of what follows it.
    std::size_t toShown(std::size_t original) const;
    std::size_t toOriginal(std::size_t shown) const;

private:
    /// A stretch that both texts have.
    struct Run
    {
        std::size_t original = 0;
        std::size_t shown = 0;
        std::size_t length = 0;
    };
    std::size_t moved(std::size_t offset, std::size_t Run::*from, std::size_t Run::*to) const;

    std::vector<Run> m_runs; ///< empty: the same
};

} // namespace targetdesk
