// SPDX-License-Identifier: MIT
#include "dispatch/storelock.h"

#include "dispatch/storeerror.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace targetdesk {

namespace {

std::string ownerOf(int descriptor)
{
    std::array<char, 32> text{};
    const ssize_t length = ::pread(descriptor, text.data(), text.size() - 1, 0);
    const std::string number(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    return number.empty() ? std::string("another process") : "process " + number;
}

} // namespace

StoreLock::StoreLock(const std::filesystem::path &store)
{
    const std::string file = store.string() + ".lock";
    m_descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_descriptor < 0) {
        throw StoreError(StoreError::Kind::Unavailable, file + ": the lock file cannot be opened: " + std::strerror(errno),
                         "the folder must exist and be writable");
    }
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        const std::string owner = ownerOf(m_descriptor);
        ::close(m_descriptor);
        throw StoreError(StoreError::Kind::InUse, store.string() + ": the store is in use by " + owner,
                         "send events to that one (targetdeskctl emit --to URL), stop it, or name another store with --store");
    }
    const std::string number = std::to_string(::getpid());
    if (::ftruncate(m_descriptor, 0) != 0 || ::pwrite(m_descriptor, number.data(), number.size(), 0) < 0) {
        // Only the other one's message is poorer for it.
        return;
    }
}

StoreLock::~StoreLock()
{
    ::close(m_descriptor);
}

} // namespace targetdesk
