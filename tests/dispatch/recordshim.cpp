// SPDX-License-Identifier: MIT
// Preloaded into a program under test: writes down, in their order, what becomes of a store's files (*.db*), what is said on
// standard output, and which deliveries go on the wire. recordeddisk.h reads $TARGETDESK_RECORD and tells the format.
#include "recordeddisk.h"

#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using targetdesk::RecordHead;
using Kind = targetdesk::RecordedChange::Kind;

template <typename Function>
Function real(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// Held over a call and its record, so that the order of both is one.
std::mutex &recording()
{
    static std::mutex mutex;
    return mutex;
}

void record(Kind kind, std::string_view file, std::int64_t offset, std::string_view bytes)
{
    static const int log = [] {
        const char *name = std::getenv("TARGETDESK_RECORD");
        return name ? open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    }();
    if (log < 0) return;
    const RecordHead head{kind, static_cast<std::uint32_t>(file.size()), offset, bytes.size()};
    std::string entry(reinterpret_cast<const char *>(&head), sizeof head);
    entry.append(file).append(bytes);
    if (write(log, entry.data(), entry.size()) != static_cast<ssize_t>(entry.size())) std::abort();
}

std::string_view baseOf(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

/// Empty: no file of a store.
std::string storeFile(std::string_view path)
{
    const std::string_view name = baseOf(path);
    return std::string(name.find(".db") == std::string_view::npos ? std::string_view() : name);
}

std::string storeFile(int descriptor)
{
    char name[4096];
    const ssize_t length = readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), name, sizeof name);
    return length > 0 ? storeFile(std::string_view(name, static_cast<std::size_t>(length))) : std::string();
}

/// `call` answers a negative number when it failed; then nothing is written down.
template <typename Call>
auto recorded(Kind kind, const std::string &file, std::int64_t offset, std::string_view bytes, const Call &call)
{
    if (file.empty()) return call();
    const std::lock_guard lock(recording());
    const auto result = call();
    if (result >= 0) record(kind, file, offset, bytes);
    return result;
}

ssize_t writeAt(const char *function, int descriptor, const void *bytes, size_t count, off_t offset)
{
    return recorded(Kind::Write, storeFile(descriptor), offset, {static_cast<const char *>(bytes), count}, [&] {
        return real<ssize_t (*)(int, const void *, size_t, off_t)>(function)(descriptor, bytes, count, offset);
    });
}

int sync(const char *function, int descriptor)
{
    return recorded(Kind::Sync, storeFile(descriptor), 0, {}, [&] { return real<int (*)(int)>(function)(descriptor); });
}

} // namespace

extern "C" ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset)
{
    return writeAt("pwrite", descriptor, bytes, count, offset);
}

extern "C" ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset)
{
    return writeAt("pwrite64", descriptor, bytes, count, offset);
}

extern "C" int ftruncate64(int descriptor, off64_t size)
{
    return recorded(Kind::Truncate, storeFile(descriptor), size, {},
                    [&] { return real<int (*)(int, off64_t)>("ftruncate64")(descriptor, size); });
}

extern "C" int fdatasync(int descriptor)
{
    return sync("fdatasync", descriptor);
}

extern "C" int fsync(int descriptor)
{
    return sync("fsync", descriptor);
}

extern "C" int unlink(const char *name)
{
    return recorded(Kind::Unlink, storeFile(std::string_view(name)), 0, {},
                    [&] { return real<int (*)(const char *)>("unlink")(name); });
}

extern "C" int rename(const char *from, const char *to)
{
    return recorded(Kind::Rename, storeFile(std::string_view(from)), 0, baseOf(to),
                    [&] { return real<int (*)(const char *, const char *)>("rename")(from, to); });
}

extern "C" ssize_t write(int descriptor, const void *bytes, size_t count)
{
    if (descriptor == STDOUT_FILENO) {
        const std::lock_guard lock(recording());
        record(Kind::Said, {}, 0, {static_cast<const char *>(bytes), count});
    }
    return real<ssize_t (*)(int, const void *, size_t)>("write")(descriptor, bytes, count);
}

extern "C" ssize_t send(int descriptor, const void *bytes, size_t size, int flags)
{
    constexpr std::string_view header = "webhook-id: ";
    const std::string_view text(static_cast<const char *>(bytes), size);
    if (const std::size_t at = text.find(header); at != std::string_view::npos) {
        const std::string_view rest = text.substr(at + header.size());
        const std::lock_guard lock(recording());
        record(Kind::Sent, {}, 0, rest.substr(0, rest.find('\r')));
    }
    return real<ssize_t (*)(int, const void *, size_t, int)>("send")(descriptor, bytes, size, flags);
}
