// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace twig {

/// What is left of the stack of the thread that asks, so that deep recursion ends with an error on a small stack as well.
class StackGuard
{
public:
    /// What must be left for a call that does not recurse itself, patterns and date grammar included.
    static constexpr std::size_t Reserve = 48 * 1024;

    /// In bytes; a large number where the system does not tell.
    static std::size_t room();
    static bool hasRoom(std::size_t bytes = Reserve) { return room() > bytes; }
    /// \throws Failure (Limit)
    static void require();
};

} // namespace twig
