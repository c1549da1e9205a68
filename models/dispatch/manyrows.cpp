// SPDX-License-Identifier: MIT
#include "dispatch/manyrows.h"

#include <algorithm>

namespace targetdesk {

ManyRows::ManyRows(std::string_view head, std::string_view row, std::string_view tail)
    : m_columns(static_cast<std::size_t>(std::ranges::count(row, '?')))
{
    for (std::size_t size = 0; size < kSizes.size(); ++size) {
        std::string &text = m_texts[size];
        text = head;
        for (std::size_t i = 0; i < kSizes[size]; ++i) {
            if (i > 0) text += ',';
            text += row;
        }
        text += tail;
    }
}

std::size_t ManyRows::sizeFor(std::size_t rows)
{
    std::size_t size = 0;
    while (kSizes[size] < rows)
        ++size;
    return size;
}

void ManyRows::pad(SqlStatement &statement, std::size_t rows) const
{
    for (std::size_t i = (kSizes[sizeFor(rows)] - rows) * m_columns; i > 0; --i)
        statement.bindNull();
}

} // namespace targetdesk
