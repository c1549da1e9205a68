// SPDX-License-Identifier: MIT
#include "delivery/vaultlock.h"

#include "delivery/sealing.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace targetdesk {

VaultLock::VaultLock(const std::filesystem::path &vault)
{
    std::error_code ignored; // told by what follows
    if (vault.has_parent_path()) std::filesystem::create_directories(vault.parent_path(), ignored);
    const std::string file = vault.string() + ".lock";
    m_descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int result = m_descriptor;
    while (result >= 0 && (result = ::flock(m_descriptor, LOCK_EX)) != 0 && errno == EINTR)
        result = 0;
    if (result >= 0) return;
    const std::string why = std::strerror(errno);
    if (m_descriptor >= 0) ::close(m_descriptor);
    throw SealError(file + ": the secrets cannot be locked: " + why + " – give this user write permission on the folder");
}

VaultLock::~VaultLock()
{
    ::close(m_descriptor);
}

} // namespace targetdesk
