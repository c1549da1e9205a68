// SPDX-License-Identifier: MIT
// Preloaded into a program under test: a disk that fails on command. A file in $TARGETDESK_DISK is the command, for database
// files and what stands beside them (*.db*):
//   sync-fails   the next sync answers EIO, once: the file goes away
//   file-fails   each sync of a database file, not of what stands beside it, answers EIO
//   quota        holds a number of bytes: the store's files may not have more together, as on a disk of that size
//   network      statfs says NFS
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace {

template <typename Function>
Function real(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

std::string command(const char *name)
{
    const char *folder = std::getenv("TARGETDESK_DISK");
    return folder ? std::string(folder) + '/' + name : std::string();
}

bool isSet(const char *name)
{
    const std::string file = command(name);
    return !file.empty() && access(file.c_str(), F_OK) == 0;
}

std::string pathOf(int descriptor)
{
    char name[4096];
    const ssize_t length = readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), name, sizeof name);
    return length > 0 ? std::string(name, static_cast<std::size_t>(length)) : std::string();
}

bool isOfStore(int descriptor)
{
    return pathOf(descriptor).find(".db") != std::string::npos;
}

int failSync(const char *function, int descriptor)
{
    if (isSet("sync-fails") && isOfStore(descriptor)) {
        unlink(command("sync-fails").c_str());
        errno = EIO;
        return -1;
    }
    if (isSet("file-fails") && pathOf(descriptor).ends_with(".db")) {
        errno = EIO;
        return -1;
    }
    return real<int (*)(int)>(function)(descriptor);
}

/// Bytes that are left in a folder; none: no quota.
std::optional<std::int64_t> leftIn(const std::filesystem::path &folder)
{
    std::ifstream file(command("quota"));
    std::int64_t left = 0;
    if (!(file >> left)) return std::nullopt;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().filename().string().find(".db") == std::string::npos) continue;
        left -= static_cast<std::int64_t>(entry.file_size(error));
    }
    return left;
}

bool wouldGrow(int descriptor, off_t end)
{
    if (!isSet("quota") || !isOfStore(descriptor)) return false;
    struct stat found = {};
    if (fstat(descriptor, &found) != 0 || end <= found.st_size) return false;
    const std::optional<std::int64_t> left = leftIn(std::filesystem::path(pathOf(descriptor)).parent_path());
    return left && end - found.st_size > *left;
}

ssize_t failWrite(const char *function, int descriptor, const void *bytes, size_t count, off_t offset)
{
    if (wouldGrow(descriptor, offset + static_cast<off_t>(count))) {
        errno = ENOSPC;
        return -1;
    }
    return real<ssize_t (*)(int, const void *, size_t, off_t)>(function)(descriptor, bytes, count, offset);
}

int failAllocate(int descriptor, off_t offset, off_t length)
{
    if (wouldGrow(descriptor, offset + length)) return ENOSPC;
    return real<int (*)(int, off_t, off_t)>("posix_fallocate")(descriptor, offset, length);
}

} // namespace

extern "C" int fdatasync(int descriptor)
{
    return failSync("fdatasync", descriptor);
}

extern "C" int fsync(int descriptor)
{
    return failSync("fsync", descriptor);
}

extern "C" ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset)
{
    return failWrite("pwrite", descriptor, bytes, count, offset);
}

extern "C" ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset)
{
    return failWrite("pwrite64", descriptor, bytes, count, offset);
}

extern "C" int posix_fallocate(int descriptor, off_t offset, off_t length)
{
    return failAllocate(descriptor, offset, length);
}

extern "C" int posix_fallocate64(int descriptor, off64_t offset, off64_t length)
{
    return failAllocate(descriptor, offset, length);
}

extern "C" int statfs(const char *path, struct statfs *found)
{
    const int result = real<int (*)(const char *, struct statfs *)>("statfs")(path, found);
    if (result == 0 && isSet("network")) found->f_type = 0x6969;
    return result;
}

extern "C" int statvfs(const char *path, struct statvfs *found)
{
    const int result = real<int (*)(const char *, struct statvfs *)>("statvfs")(path, found);
    const std::optional<std::int64_t> left = leftIn(path);
    if (result == 0 && left) found->f_bavail = static_cast<fsblkcnt_t>(std::max<std::int64_t>(0, *left)) / found->f_frsize;
    return result;
}
