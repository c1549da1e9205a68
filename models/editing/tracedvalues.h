// SPDX-License-Identifier: MIT
#pragma once

#include "twig/trace.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// What the expressions of one template were worth when it was rendered with a trace: small enough to keep beside the text.
/// Places are bytes of the source with `\n` as line ends. A value.
class TracedValues
{
public:
    struct Value
    {
        std::string text; ///< a string in quotes; lists and mappings as JSON; cut where the trace cut it
        std::string type; ///< "text", "whole number", "list", …
        int turn = 0;     ///< of the innermost loop, from 1; 0: in none
        int turns = 0;
    };
    struct Site
    {
        std::size_t begin = 0;
        std::size_t end = 0;
        twig::TraceSite::Kind kind = twig::TraceSite::Kind::Print;
        std::vector<Value> values; ///< of the first times it ran
        std::size_t count = 0;     ///< how often it ran
    };
    static constexpr std::size_t keptValues = 4;

    TracedValues() = default;
    /// `source` is the template as it was rendered, `templateName` its name there.
    TracedValues(const twig::Trace &trace, std::string_view source, const std::string &templateName);

    /// The rendered template: of another text the places are wrong.
    const std::string &source() const { return m_source; }
    /// By begin, then end.
    const std::vector<Site> &sites() const { return m_sites; }

private:
    std::string m_source;
    std::vector<Site> m_sites;
};

} // namespace targetdesk
