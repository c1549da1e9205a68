// SPDX-License-Identifier: MIT
#include "dispatch/diskreserve.h"

#include <fcntl.h>
#include <unistd.h>

namespace targetdesk {

DiskReserve::DiskReserve(std::filesystem::path file, std::int64_t bytes)
    : m_file(std::move(file))
    , m_bytes(bytes)
{
    std::error_code error;
    m_isHeld = bytes == 0 || static_cast<std::int64_t>(std::filesystem::file_size(m_file, error)) == bytes;
    if (error) m_isHeld = false;
}

bool DiskReserve::hold()
{
    if (m_isHeld) return true;
    std::error_code error;
    const std::filesystem::space_info space =
        std::filesystem::space(m_file.parent_path().empty() ? "." : m_file.parent_path(), error);
    if (error || static_cast<std::int64_t>(space.available) < 2 * m_bytes) return false;
    m_isHeld = take();
    return m_isHeld;
}

bool DiskReserve::letGo()
{
    std::error_code error;
    if (m_bytes == 0 || !std::filesystem::remove(m_file, error)) return false;
    m_isHeld = false;
    return true;
}

bool DiskReserve::take() const
{
    const int descriptor = ::open(m_file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return false;
    const bool isTaken = ::posix_fallocate(descriptor, 0, m_bytes) == 0;
    ::close(descriptor);
    std::error_code error;
    if (!isTaken) std::filesystem::remove(m_file, error);
    return isTaken;
}

} // namespace targetdesk
