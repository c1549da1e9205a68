// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

#include <cstddef>
#include <vector>

namespace targetdesk {

/// Between the places of models (bytes of UTF-8) and those of a text document (UTF-16 units, one for each line break). A value
/// that keeps no text.
class BytePositions
{
public:
    BytePositions() = default;
    /// Of the text as the models have it: with `\r\n` where there is one.
    explicit BytePositions(QStringView text);

    /// Offsets inside a character are at its start; those behind the end at the end.
    int position(std::size_t byte) const;
    std::size_t byte(int position) const;

private:
    /// Before a character that is longer in one of the two, and how long it is in both; up to the next all are one long.
    struct Step
    {
        std::size_t byte = 0;
        int position = 0;
        int bytes = 1;
        int positions = 1;
    };
    std::vector<Step> m_steps;
    std::size_t m_bytes = 0;
    int m_positions = 0;
};

} // namespace targetdesk
