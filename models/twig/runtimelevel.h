// SPDX-License-Identifier: MIT
#pragma once

#include "twig/failure.h"
#include "twig/runtime.h"
#include "twig/stackguard.h"

namespace twig {

/// Counts how deep templates are in one another while it lives, so that they end with an error and not with the stack.
class Runtime::Level
{
public:
    /// \throws Failure (Limit)
    explicit Level(Runtime &runtime)
        : m_runtime(runtime)
    {
        const int most = m_runtime.m_options.limits.depth;
        if (m_runtime.m_depth >= most)
            throw Failure{ErrorKind::Limit,
                          "The template calls itself or others more than " + std::to_string(most) + " levels deep."};
        if (!StackGuard::hasRoom())
            throw Failure{ErrorKind::Limit, "The template calls itself or others too deeply for the stack of this thread."};
        ++m_runtime.m_depth;
    }
    ~Level() { --m_runtime.m_depth; }
    Level(const Level &) = delete;
    Level &operator=(const Level &) = delete;

private:
    Runtime &m_runtime;
};

} // namespace twig
