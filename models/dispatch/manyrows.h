// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlstatement.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace targetdesk {

/// One statement for up to 64 rows, so that a server is asked once: HEAD, a ROW of placeholders for each, TAIL. It comes in a few
/// sizes, each prepared once; rows of a size that are not needed are NULL all over, and for the statement to leave out.
/// To be kept for good: a connection knows its prepared statements by the place of their text.
class ManyRows
{
public:
    static constexpr std::size_t kMost = 64;

    ManyRows(std::string_view head, std::string_view row, std::string_view tail);

    /// The text of the smallest size that holds `rows` of them.
    const char *textFor(std::size_t rows) const { return m_texts[sizeFor(rows)].c_str(); }
    /// Binds what the size has more than `rows`.
    void pad(SqlStatement &statement, std::size_t rows) const;

private:
    static constexpr std::array<std::size_t, 4> kSizes = {1, 4, 16, kMost};
    static std::size_t sizeFor(std::size_t rows);

    std::size_t m_columns;
    std::array<std::string, kSizes.size()> m_texts;
};

} // namespace targetdesk
