// SPDX-License-Identifier: MIT
#include "dispatch/storeplace.h"

#include "dispatch/storeerror.h"

#include <cerrno>
#include <string>

#include <unistd.h>

namespace targetdesk {

StorePlace::StorePlace(const std::filesystem::path &store)
{
    for (const char *suffix : {"", "-wal"}) {
        const std::filesystem::path path = store.string() + suffix;
        struct stat now = {};
        if (::stat(path.c_str(), &now) == 0) m_files.push_back({path, now.st_dev, now.st_ino});
    }
}

void StorePlace::check() const
{
    for (const File &file : m_files) {
        struct stat now = {};
        const bool isSomething = ::stat(file.path.c_str(), &now) == 0;
        if (isSomething && now.st_ino == file.number && now.st_dev == file.device) continue;
        if (!isSomething && errno != ENOENT && errno != ENOTDIR) continue; // nothing is known of it
        throw StoreError(StoreError::Kind::Broken,
                         file.path.string() + ": the store's file was " + (isSomething ? "replaced" : "removed or moved") +
                             " under the running program",
                         "nothing is taken any more; put it back where it was, and start again (what was deleted is in /proc/" +
                             std::to_string(::getpid()) + "/fd until this process ends)");
    }
}

} // namespace targetdesk
