// SPDX-License-Identifier: MIT
#include "ui/editor/bytepositions.h"

#include <algorithm>

namespace targetdesk {

BytePositions::BytePositions(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const bool isBreak = unit == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n';
        const int positions = isPair ? 2 : 1;
        const int bytes = isPair ? 4 : isBreak ? 2 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
        if (bytes != 1) m_steps.push_back({m_bytes, m_positions, bytes, positions});
        if (isPair || isBreak) ++i;
        m_bytes += static_cast<std::size_t>(bytes);
        m_positions += positions;
    }
}

int BytePositions::position(std::size_t byte) const
{
    byte = std::min(byte, m_bytes);
    const auto next =
        std::upper_bound(m_steps.begin(), m_steps.end(), byte, [](std::size_t at, const Step &step) { return at < step.byte; });
    if (next == m_steps.begin()) return static_cast<int>(byte);
    const Step &step = *std::prev(next);
    const std::size_t end = step.byte + static_cast<std::size_t>(step.bytes);
    return byte < end ? step.position : step.position + step.positions + static_cast<int>(byte - end);
}

std::size_t BytePositions::byte(int position) const
{
    position = std::clamp(position, 0, m_positions);
    const auto next =
        std::upper_bound(m_steps.begin(), m_steps.end(), position, [](int at, const Step &step) { return at < step.position; });
    if (next == m_steps.begin()) return static_cast<std::size_t>(position);
    const Step &step = *std::prev(next);
    const int end = step.position + step.positions;
    const std::size_t after = step.byte + static_cast<std::size_t>(step.bytes);
    return position < end ? step.byte : after + static_cast<std::size_t>(position - end);
}

} // namespace targetdesk
