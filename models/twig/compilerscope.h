// SPDX-License-Identifier: MIT
#pragma once

#include "twig/compiler.h"

#include <utility>

namespace twig {

/// Gives back the temporaries that are taken while it lives.
class Compiler::Temporaries
{
public:
    explicit Temporaries(Compiler &compiler)
        : m_builder(*compiler.m_builder)
        , m_before(m_builder.temporaries)
    {}
    ~Temporaries() { m_builder.temporaries = m_before; }
    Temporaries(const Temporaries &) = delete;
    Temporaries &operator=(const Temporaries &) = delete;

private:
    Builder &m_builder;
    std::uint16_t m_before;
};

/// Makes a builder the current one while it lives.
class Compiler::FunctionScope
{
public:
    FunctionScope(Compiler &compiler, Builder &builder)
        : m_compiler(compiler)
        , m_before(std::exchange(compiler.m_builder, &builder))
        , m_jumpsBefore(std::exchange(compiler.m_nullJumps, nullptr))
    {
        builder.outer = m_before;
    }
    ~FunctionScope()
    {
        m_compiler.m_builder = m_before;
        m_compiler.m_nullJumps = m_jumpsBefore;
    }
    FunctionScope(const FunctionScope &) = delete;
    FunctionScope &operator=(const FunctionScope &) = delete;

private:
    Compiler &m_compiler;
    Builder *m_before;
    std::vector<std::size_t> *m_jumpsBefore;
};

} // namespace twig
