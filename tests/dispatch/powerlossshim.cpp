// SPDX-License-Identifier: MIT
// Preloaded into a program under test: after each sync of a database file, that file is copied to $TARGETDESK_SYNCED. What is
// there at any moment is what a disk that loses its power keeps for certain.
#include <cstdlib>
#include <filesystem>
#include <string>

#include <dlfcn.h>
#include <unistd.h>

namespace {

using Sync = int (*)(int);

void keep(int descriptor)
{
    const char *folder = std::getenv("TARGETDESK_SYNCED");
    if (!folder) return;
    std::error_code error;
    const std::filesystem::path file = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error);
    const std::string name = file.filename().string();
    if (error || name.find(".db") == std::string::npos) return;
    const std::filesystem::path kept = std::filesystem::path(folder) / name;
    // First complete, then in place: the process may be killed at any moment.
    std::filesystem::copy_file(file, kept.string() + ".part", std::filesystem::copy_options::overwrite_existing, error);
    if (!error) std::filesystem::rename(kept.string() + ".part", kept, error);
}

int syncAndKeep(const char *function, int descriptor)
{
    const auto real = reinterpret_cast<Sync>(dlsym(RTLD_NEXT, function));
    const int result = real(descriptor);
    if (result == 0) keep(descriptor);
    return result;
}

} // namespace

extern "C" int fdatasync(int descriptor)
{
    return syncAndKeep("fdatasync", descriptor);
}

extern "C" int fsync(int descriptor)
{
    return syncAndKeep("fsync", descriptor);
}
