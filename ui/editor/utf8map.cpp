// SPDX-License-Identifier: MIT
#include "ui/editor/utf8map.h"

#include <algorithm>

namespace targetdesk {

namespace {

// Of a surrogate pair the first half has all four bytes. A half alone becomes U+FFFD.
std::size_t bytesOf(const QString &text, qsizetype at)
{
    const QChar c = text[at];
    if (c.unicode() < 0x80) return 1;
    if (c.unicode() < 0x800) return 2;
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) return 4;
    if (c.isLowSurrogate() && at > 0 && text[at - 1].isHighSurrogate()) return 0;
    return 3;
}

} // namespace

Utf8Map::Utf8Map(const QString &text)
    : m_text(text)
    , m_size(static_cast<std::size_t>(text.size()))
{
    if (std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; })) return;
    m_size = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (i % Step == 0) m_bytes.push_back(m_size);
        m_size += bytesOf(text, i);
    }
}

std::size_t Utf8Map::byteOf(int position) const
{
    const int at = std::clamp(position, 0, static_cast<int>(m_text.size()));
    if (m_bytes.empty()) return static_cast<std::size_t>(at);
    if (at == m_text.size()) return m_size;
    std::size_t byte = m_bytes[static_cast<std::size_t>(at / Step)];
    for (int i = at / Step * Step; i < at; ++i)
        byte += bytesOf(m_text, i);
    const bool isSecondHalf = bytesOf(m_text, at) == 0;
    return isSecondHalf ? byte - 4 : byte;
}

int Utf8Map::positionOf(std::size_t byte) const
{
    if (byte >= m_size) return static_cast<int>(m_text.size());
    if (m_bytes.empty()) return static_cast<int>(byte);
    const auto after = std::upper_bound(m_bytes.begin(), m_bytes.end(), byte);
    int at = static_cast<int>(after - m_bytes.begin() - 1) * Step;
    std::size_t reached = m_bytes[static_cast<std::size_t>(at / Step)];
    while (at < m_text.size()) {
        const std::size_t here = bytesOf(m_text, at);
        if (here > 0 && reached + here > byte) break;
        reached += here;
        ++at;
    }
    return at;
}

} // namespace targetdesk
