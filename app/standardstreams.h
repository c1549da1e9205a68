// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>

#include <fcntl.h>
#include <unistd.h>

namespace targetdesk {

/// A program may be started with a standard stream closed (`<&-`). The next file that it opens, a database or a wake-up of its
/// own, would then be taken for that stream. To be called before anything is opened.
inline void openStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // open() gives the lowest number that is free. Without /dev/null there is nothing to be done.
        if (::fcntl(stream, F_GETFD) < 0 && ::open("/dev/null", O_RDWR) < 0) return;
    }
}

} // namespace targetdesk
