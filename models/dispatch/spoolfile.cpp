// SPDX-License-Identifier: MIT
#include "dispatch/spoolfile.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace targetdesk {

SpoolFile::SpoolFile(const std::filesystem::path &path)
    // A pipe of that name must not hold us up until somebody writes to it.
    : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
{
    if (m_descriptor < 0 || ::fstat(m_descriptor, &m_before) != 0) m_error = errno;
}

SpoolFile::~SpoolFile()
{
    if (m_descriptor >= 0) ::close(m_descriptor);
}

bool SpoolFile::isRegular() const
{
    return S_ISREG(m_before.st_mode);
}

std::uintmax_t SpoolFile::size() const
{
    return static_cast<std::uintmax_t>(m_before.st_size);
}

std::string SpoolFile::mark() const
{
    return std::to_string(m_before.st_ino) + '#' + std::to_string(m_before.st_mtim.tv_sec) + '.' +
           std::to_string(m_before.st_mtim.tv_nsec);
}

std::chrono::milliseconds SpoolFile::rest() const
{
    const auto written = std::chrono::seconds(m_before.st_mtim.tv_sec) + std::chrono::nanoseconds(m_before.st_mtim.tv_nsec);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch() - written);
}

SpoolFile::Writers SpoolFile::writers() const
{
    // Who opens the file in this moment breaks the lease, and the kernel says so with a signal: SIGIO, which ends a process,
    // unless another is chosen. This one is ignored by default.
    if (::fcntl(m_descriptor, F_SETSIG, SIGURG) != 0) return Writers::Unknown;
    if (::fcntl(m_descriptor, F_SETLEASE, F_RDLCK) != 0) return errno == EAGAIN ? Writers::Some : Writers::Unknown;
    ::fcntl(m_descriptor, F_SETLEASE, F_UNLCK);
    return Writers::None;
}

std::optional<std::string> SpoolFile::read() const
{
    std::string text;
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t length = ::read(m_descriptor, buffer.data(), buffer.size());
        if (length < 0 && errno == EINTR) continue;
        if (length < 0) return std::nullopt;
        if (length == 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(length));
    }
}

bool SpoolFile::isAt(const std::filesystem::path &path) const
{
    struct stat there = {};
    return ::stat(path.c_str(), &there) == 0 && there.st_ino == m_before.st_ino && there.st_dev == m_before.st_dev;
}

bool SpoolFile::wasWritten() const
{
    struct stat now = {};
    if (::fstat(m_descriptor, &now) != 0) return true;
    return now.st_size != m_before.st_size || now.st_mtim.tv_sec != m_before.st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != m_before.st_mtim.tv_nsec || writers() == Writers::Some;
}

} // namespace targetdesk
