// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqliteconnection.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <string>

#include <sys/inotify.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Who else is at work on a machine, for tests of a folder of files.
namespace targetdesk {

/// Keeps the store from committing, as another program could.
class StoreHold
{
public:
    explicit StoreHold(const std::filesystem::path &store)
        : m_connection(store, SqliteConnection::Mode::ReadWrite, std::chrono::milliseconds(5'000))
    {
        m_connection.begin();
    }
    ~StoreHold() { m_connection.rollback(); }
    StoreHold(const StoreHold &) = delete;
    StoreHold &operator=(const StoreHold &) = delete;

private:
    SqliteConnection m_connection;
};

/// Hears which files of a folder are read. The spool folder reads one in one go on the test's own thread, so that it has handed
/// over what is told of here.
class Reads
{
public:
    explicit Reads(const std::filesystem::path &folder)
        : m_descriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK))
    {
        ::inotify_add_watch(m_descriptor, folder.c_str(), IN_ACCESS);
    }
    ~Reads() { ::close(m_descriptor); }
    Reads(const Reads &) = delete;
    Reads &operator=(const Reads &) = delete;

    bool wasRead(const std::string &name)
    {
        alignas(inotify_event) std::array<char, 4096> buffer{};
        const ssize_t length = ::read(m_descriptor, buffer.data(), buffer.size());
        if (length > 0) m_told.append(buffer.data(), static_cast<std::size_t>(length));
        return m_told.find(name + '\0') != std::string::npos;
    }

private:
    int m_descriptor;
    std::string m_told; ///< inotify's events, as they are
};

/// This thread is nobody while it lives (the system call, unlike libc's, changes one thread).
class AsNobody
{
public:
    AsNobody()
        : m_done(::geteuid() == 0 && ::syscall(SYS_setresuid, -1, 65534, -1) == 0)
    {}
    ~AsNobody()
    {
        if (m_done) ::syscall(SYS_setresuid, -1, 0, -1);
    }
    AsNobody(const AsNobody &) = delete;
    AsNobody &operator=(const AsNobody &) = delete;
    bool isDone() const { return m_done; }

private:
    bool m_done;
};

} // namespace targetdesk
