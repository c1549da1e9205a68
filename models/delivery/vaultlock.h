// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace targetdesk {

/// Keeps other processes from changing a file of sealed secrets meanwhile: flock() on `<file>.lock`, waited for. The kernel drops
/// it when the process ends, however it ends; a lock file that was left behind means nothing.
class VaultLock
{
public:
    /// Makes the folder where it is missing. Throws SealError when the lock file cannot be opened.
    explicit VaultLock(const std::filesystem::path &vault);
    ~VaultLock();
    VaultLock(const VaultLock &) = delete;
    VaultLock &operator=(const VaultLock &) = delete;

private:
    int m_descriptor = -1;
};

} // namespace targetdesk
