// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace targetdesk {

/// Keeps a second process off a store: flock() on `<store>.lock`. The kernel drops the lock when the process ends, also by
/// SIGKILL, so a lock file that was left behind means nothing.
class StoreLock
{
public:
    /// Throws StoreError: InUse with the other's process number, or Unavailable.
    explicit StoreLock(const std::filesystem::path &store);
    ~StoreLock();
    StoreLock(const StoreLock &) = delete;
    StoreLock &operator=(const StoreLock &) = delete;

private:
    int m_descriptor = -1;
};

} // namespace targetdesk
