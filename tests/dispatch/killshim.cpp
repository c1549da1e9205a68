// SPDX-License-Identifier: MIT
// Preloaded into a program under test: it dies by SIGKILL at a call of its own. $TARGETDESK_DIE is CALL:WHEN:NTH:WHERE, such as
// sync:after:3:.db or send:before:1:8080.
//   CALL   change     of a file: write, truncate, rename, unlink
//          sync       of a file
//          send       to a port
//          receive    from a port
//          commit     a send that holds COMMIT
//          committed  the first receive after that on the same connection
//   WHEN   before, half (in the middle of a write, before anything else), after
//   WHERE  a part of the file's name, or the port of the other side
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

struct Order
{
    std::string call;
    std::string when;
    int nth = 0;
    std::string where;
};

const Order &order()
{
    static const Order given = [] {
        Order parsed;
        const char *text = std::getenv("TARGETDESK_DIE");
        std::istringstream stream(text ? text : "");
        std::string nth;
        std::getline(stream, parsed.call, ':');
        std::getline(stream, parsed.when, ':');
        std::getline(stream, nth, ':');
        std::getline(stream, parsed.where);
        parsed.nth = std::atoi(nth.c_str());
        return parsed;
    }();
    return given;
}

template <typename Function>
Function real(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// Counts a call that is meant; true: it is the one.
bool isTheOne(bool isMeant)
{
    static std::atomic<int> count{0};
    return isMeant && ++count == order().nth;
}

[[noreturn]] void die()
{
    ::kill(::getpid(), SIGKILL);
    while (true)
        ::pause();
}

void dieIf(bool isNow, std::string_view when)
{
    if (isNow && order().when == when) die();
}

bool isMeantFile(std::string_view call, std::string_view name)
{
    return order().call == call && name.substr(name.rfind('/') + 1).find(order().where) != std::string_view::npos;
}

bool isMeantFile(std::string_view call, int descriptor)
{
    char name[4096];
    const ssize_t length = readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), name, sizeof name);
    return length > 0 && isMeantFile(call, std::string_view(name, static_cast<std::size_t>(length)));
}

bool isMeantPeer(int descriptor)
{
    sockaddr_in peer = {};
    socklen_t size = sizeof peer;
    return getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) == 0 && peer.sin_family == AF_INET &&
           std::to_string(ntohs(peer.sin_port)) == order().where;
}

template <typename Call>
auto around(bool isNow, const Call &call)
{
    dieIf(isNow, "before");
    dieIf(isNow, "half");
    const auto result = call();
    dieIf(isNow, "after");
    return result;
}

/// The file that a commit goes to has changes that are not synced.
std::atomic<bool> isDirty{false};

bool isMeantChange(int descriptor)
{
    if (isMeantFile("change", descriptor)) return true;
    return isMeantFile("commit", descriptor) && !isDirty.exchange(true);
}

ssize_t writeAt(const char *function, int descriptor, const void *bytes, size_t count, off_t offset)
{
    const auto write = real<ssize_t (*)(int, const void *, size_t, off_t)>(function);
    const bool isNow = isTheOne(isMeantChange(descriptor));
    if (isNow && order().when == "half") {
        write(descriptor, bytes, count / 2, offset);
        die();
    }
    return around(isNow, [&] { return write(descriptor, bytes, count, offset); });
}

int sync(const char *function, int descriptor)
{
    if (isMeantFile("commit", descriptor)) isDirty = false;
    return around(isTheOne(isMeantFile("sync", descriptor)), [&] { return real<int (*)(int)>(function)(descriptor); });
}

/// Descriptors on which a COMMIT is out.
std::array<std::atomic<bool>, 1024> committing;

bool isMeantSend(int descriptor, std::string_view bytes)
{
    const std::string &call = order().call;
    if (call != "send" && call != "commit" && call != "committed") return false;
    if (!isMeantPeer(descriptor)) return false;
    if (call == "send") return true;
    const bool isCommit = bytes.find("COMMIT") != std::string_view::npos;
    if (call == "commit") return isCommit;
    if (isCommit) committing.at(static_cast<std::size_t>(descriptor)) = true;
    return false;
}

bool isMeantReceive(int descriptor)
{
    if (order().call == "receive") return isMeantPeer(descriptor);
    return order().call == "committed" && committing.at(static_cast<std::size_t>(descriptor)).exchange(false);
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
    return around(isTheOne(isMeantFile("change", descriptor)),
                  [&] { return real<int (*)(int, off64_t)>("ftruncate64")(descriptor, size); });
}

extern "C" int unlink(const char *name)
{
    return around(isTheOne(isMeantFile("change", name)), [&] { return real<int (*)(const char *)>("unlink")(name); });
}

extern "C" int rename(const char *from, const char *to)
{
    return around(isTheOne(isMeantFile("change", from)),
                  [&] { return real<int (*)(const char *, const char *)>("rename")(from, to); });
}

extern "C" int fdatasync(int descriptor)
{
    return sync("fdatasync", descriptor);
}

extern "C" int fsync(int descriptor)
{
    return sync("fsync", descriptor);
}

extern "C" ssize_t send(int descriptor, const void *bytes, size_t size, int flags)
{
    const bool isNow = isTheOne(isMeantSend(descriptor, {static_cast<const char *>(bytes), size}));
    return around(isNow,
                  [&] { return real<ssize_t (*)(int, const void *, size_t, int)>("send")(descriptor, bytes, size, flags); });
}

extern "C" ssize_t recv(int descriptor, void *bytes, size_t size, int flags)
{
    const ssize_t got = real<ssize_t (*)(int, void *, size_t, int)>("recv")(descriptor, bytes, size, flags);
    // Nothing yet is no answer.
    if (got > 0) dieIf(isTheOne(isMeantReceive(descriptor)), "after");
    return got;
}
