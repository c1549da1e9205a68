// SPDX-License-Identifier: MIT
#pragma once

#include "twig/parser.h"
#include "twig/stackguard.h"

#include <algorithm>
#include <string>

namespace twig {

/// Counts how deep the parser is while it lives, so that it ends with an error and not with the stack.
class Parser::Nesting
{
public:
    /// \throws Error (Limit)
    explicit Nesting(Parser &parser)
        : m_parser(parser)
    {
        const int deepest = std::min(DeepestNesting, m_parser.m_stackLevels);
        if (++m_parser.m_nesting <= deepest && StackGuard::hasRoom()) return;
        const Token &token = m_parser.current();
        throw Error(ErrorKind::Limit, "The template is nested deeper than " + std::to_string(m_parser.m_nesting - 1) + " levels.")
            .withPlace(m_parser.m_source.name(), token.line, m_parser.m_source.column(token.begin),
                       m_parser.m_source.originalSpan(token.begin, token.end));
    }
    ~Nesting() { --m_parser.m_nesting; }
    Nesting(const Nesting &) = delete;
    Nesting &operator=(const Nesting &) = delete;

private:
    Parser &m_parser;
};

} // namespace twig
