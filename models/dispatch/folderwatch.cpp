// SPDX-License-Identifier: MIT
#include "dispatch/folderwatch.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <cstring>
#include <set>

#include <sys/inotify.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr unsigned kOfFiles = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE;
constexpr unsigned kOfItself = IN_MOVE_SELF | IN_DELETE_SELF;

/// Of `spool/`, too, the last name that it has.
fs::path withoutSlash(const fs::path &folder)
{
    const fs::path path = folder.lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

} // namespace

/// What one look at the kernel's queue brought; each name once.
struct FolderWatch::News
{
    std::set<std::string> closed;
    std::set<std::string> created;
    bool overflowed = false;
    bool moved = false;
};

FolderWatch::FolderWatch(const fs::path &folder, QObject *parent)
    : QObject(parent)
    , m_folder(withoutSlash(folder))
    , m_descriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK))
{
    if (m_descriptor < 0) return;
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &FolderWatch::read);
}

FolderWatch::~FolderWatch()
{
    m_notifier.reset();
    if (m_descriptor >= 0) ::close(m_descriptor);
}

bool FolderWatch::watch()
{
    forget(m_watch);
    if (watchFolder()) return true;
    waitForFolder();
    // It may have come in between.
    return watchFolder();
}

bool FolderWatch::watchFolder()
{
    m_watch = ::inotify_add_watch(m_descriptor, m_folder.c_str(), kOfFiles | kOfItself | IN_ONLYDIR);
    if (m_watch < 0 || ::stat(m_folder.c_str(), &m_watched) != 0) return false;
    forget(m_parent);
    return true;
}

void FolderWatch::waitForFolder()
{
    if (m_parent >= 0) return;
    const fs::path parent = m_folder.has_parent_path() ? m_folder.parent_path() : fs::path(".");
    m_parent = ::inotify_add_watch(m_descriptor, parent.c_str(), IN_CREATE | IN_MOVED_TO | IN_ONLYDIR);
}

void FolderWatch::forget(int &watch) const
{
    if (watch >= 0) ::inotify_rm_watch(m_descriptor, watch);
    watch = -1;
}

bool FolderWatch::isInPlace() const
{
    struct stat now = {};
    return m_watch >= 0 && ::stat(m_folder.c_str(), &now) == 0 && now.st_ino == m_watched.st_ino &&
           now.st_dev == m_watched.st_dev;
}

void FolderWatch::read()
{
    alignas(inotify_event) std::array<char, 16384> buffer{};
    News news;
    for (ssize_t length = 0; (length = ::read(m_descriptor, buffer.data(), buffer.size())) > 0;) {
        for (ssize_t at = 0; at < length;) {
            inotify_event event = {};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            sort(event.mask, event.wd, event.len > 0 ? buffer.data() + at + sizeof event : "", news);
            at += static_cast<ssize_t>(sizeof event + event.len);
        }
    }
    if (news.moved) Q_EMIT movedOrBack();
    for (const std::string &name : news.closed)
        Q_EMIT closed(name);
    for (const std::string &name : news.created) {
        if (!news.closed.contains(name)) Q_EMIT created(name);
    }
    if (news.overflowed) Q_EMIT overflowed();
}

void FolderWatch::sort(unsigned mask, int watch, const char *name, News &news) const
{
    if ((mask & IN_Q_OVERFLOW) != 0) {
        news.overflowed = true;
    } else if (watch >= 0 && watch == m_parent) {
        if (m_folder.filename() == name) news.moved = true;
    } else if (watch >= 0 && watch == m_watch) {
        if ((mask & (kOfItself | IN_IGNORED | IN_UNMOUNT)) != 0) news.moved = true;
        if (*name != '\0' && (mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0) news.closed.insert(name);
        if (*name != '\0' && (mask & IN_CREATE) != 0) news.created.insert(name);
    }
}

} // namespace targetdesk
