// SPDX-License-Identifier: MIT
#include "twig/source.h"

#include <algorithm>
#include <utility>

namespace twig {

Source::Source(std::string name, std::string_view text)
    : m_name(std::move(name))
{
    if (text.find('\r') == std::string_view::npos) {
        m_code = text;
        return;
    }
    m_text = text;
    m_code.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            m_code += text[i];
            continue;
        }
        if (i + 1 < text.size() && text[i + 1] == '\n') {
            m_shortened.push_back(static_cast<std::uint32_t>(m_code.size()));
            ++i;
        }
        m_code += '\n';
    }
}

std::uint32_t Source::originalOffset(std::uint32_t offset) const
{
    const auto before = std::lower_bound(m_shortened.begin(), m_shortened.end(), offset) - m_shortened.begin();
    return offset + static_cast<std::uint32_t>(before);
}

SourceSpan Source::originalSpan(std::uint32_t begin, std::uint32_t end) const
{
    const std::uint32_t from = originalOffset(begin);
    return {from, originalOffset(std::max(begin, end)) - from};
}

int Source::column(std::uint32_t offset) const
{
    const std::size_t to = std::min<std::size_t>(offset, m_code.size());
    std::size_t from = to;
    while (from > 0 && m_code[from - 1] != '\n')
        --from;
    return 1 + static_cast<int>(std::count_if(m_code.begin() + static_cast<std::ptrdiff_t>(from),
                                              m_code.begin() + static_cast<std::ptrdiff_t>(to),
                                              [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

int Source::line(std::uint32_t offset) const
{
    const auto to = static_cast<std::ptrdiff_t>(std::min<std::size_t>(offset, m_code.size()));
    return 1 + static_cast<int>(std::count(m_code.begin(), m_code.begin() + to, '\n'));
}

} // namespace twig
