// SPDX-License-Identifier: MIT
#include "twig/stackguard.h"

#include "twig/failure.h"

#include <cstdint>
#include <pthread.h>

namespace twig {

namespace {

/// The lowest address of this thread's stack; 0 when it is not known.
std::uintptr_t lowestAddress()
{
    std::uintptr_t lowest = 0;
#ifdef __linux__
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    void *stack = nullptr;
    std::size_t size = 0;
    std::size_t guard = 0;
    if (pthread_attr_getstack(&attributes, &stack, &size) == 0 && pthread_attr_getguardsize(&attributes, &guard) == 0)
        lowest = reinterpret_cast<std::uintptr_t>(stack) + guard;
    pthread_attr_destroy(&attributes);
#endif
    return lowest;
}

} // namespace

std::size_t StackGuard::room()
{
    // The system is asked once for each thread: for the main one it has to read a file.
    thread_local const std::uintptr_t lowest = lowestAddress();
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    return here > lowest ? here - lowest : 0;
}

void StackGuard::require()
{
    if (!hasRoom()) throw Failure{ErrorKind::Limit, "The values are nested too deeply for the stack of this thread."};
}

} // namespace twig
