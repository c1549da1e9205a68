// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstddef>
#include <vector>

namespace targetdesk {

/// Places of a text in both countings: bytes of UTF-8, as the engine and models/editing have them, and the UTF-16 units of a
/// QString or QTextDocument. Places inside a character are those of its start. A value.
class Utf8Map
{
public:
    Utf8Map() = default;
    explicit Utf8Map(const QString &text);

    std::size_t byteOf(int position) const;
    int positionOf(std::size_t byte) const;

private:
    static constexpr int Step = 256; // units between two known places

    QString m_text;
    std::vector<std::size_t> m_bytes; ///< at every Step-th unit; empty when all is ASCII
    std::size_t m_size = 0;
};

} // namespace targetdesk
