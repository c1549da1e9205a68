// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include <sys/stat.h>

namespace targetdesk {

/// One file of a spool folder, open for reading, and how it was when it was opened. Any thread, one at a time.
class SpoolFile
{
public:
    /// Whether somebody has it open for writing.
    enum class Writers {
        None,
        Some,
        Unknown, ///< the system does not tell: another user's file (without CAP_LEASE), or a file system without leases
    };

    /// See error() for what came of it.
    explicit SpoolFile(const std::filesystem::path &path);
    ~SpoolFile();
    SpoolFile(const SpoolFile &) = delete;
    SpoolFile &operator=(const SpoolFile &) = delete;

    /// errno of opening it; 0: it is open.
    int error() const { return m_error; }
    bool isRegular() const;
    /// Bytes, when it was opened.
    std::uintmax_t size() const;
    /// What tells it from any other file of its name and bytes, and stays when it is moved: its number, and when it was written.
    std::string mark() const;
    /// Since it was last written to. Negative when the clocks disagree.
    std::chrono::milliseconds rest() const;
    /// Takes a lease on it for a moment (fcntl(2), F_SETLEASE). A writer who is just closing it counts until the kernel is done
    /// with that, which may be after inotify told of it.
    Writers writers() const;
    /// All of it; nothing, and errno, when that fails.
    std::optional<std::string> read() const;
    /// That path is this file, and no other of the name.
    bool isAt(const std::filesystem::path &path) const;
    /// It was written to since it was opened, or is about to be.
    bool wasWritten() const;

private:
    int m_descriptor = -1;
    int m_error = 0;
    struct stat m_before = {};
};

} // namespace targetdesk
