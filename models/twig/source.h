// SPDX-License-Identifier: MIT
#pragma once

#include "twig/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twig {

/// A template's text with its name. The engine works on `code`, in which "\r\n" and "\r" have become "\n"; spans and columns that
/// go out are those of the text as it was handed in.
class Source
{
public:
    Source(std::string name, std::string_view text);

    const std::string &name() const { return m_name; }
    const std::string &code() const { return m_code; }
    std::string_view text() const { return m_text.empty() ? std::string_view(m_code) : std::string_view(m_text); }

    /// From offsets in `code`.
    SourceSpan originalSpan(std::uint32_t begin, std::uint32_t end) const;
    /// 1-based, in code points.
    int column(std::uint32_t offset) const;
    /// 1-based, by counting; {% line %} is not regarded.
    int line(std::uint32_t offset) const;

private:
    std::uint32_t originalOffset(std::uint32_t offset) const;

    std::string m_name;
    std::string m_code;
    std::string m_text;                     ///< empty when it is the same as m_code
    std::vector<std::uint32_t> m_shortened; ///< offsets in m_code of the line ends that were two bytes long
};

} // namespace twig
