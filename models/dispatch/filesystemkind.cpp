// SPDX-License-Identifier: MIT
#include "dispatch/filesystemkind.h"

#include <array>
#include <utility>

#include <sys/statfs.h>

namespace targetdesk {

namespace {

// linux/magic.h and statfs(2).
constexpr std::array<std::pair<std::int64_t, const char *>, 10> kNetwork = {{
    {0x6969, "NFS"},
    {0x517b, "SMB"},
    {0xff534d42, "CIFS"},
    {0xfe534d42, "SMB2"},
    {0x5346414f, "AFS"},
    {0x6b414653, "AFS"},
    {0x73757245, "Coda"},
    {0x00c36400, "Ceph"},
    {0x564c, "NCP"},
    {0x0bd00bd0, "Lustre"},
}};

} // namespace

std::string networkFileSystem(std::int64_t magic)
{
    for (const auto &[number, name] : kNetwork) {
        if (number == magic) return name;
    }
    return {};
}

std::string networkFileSystemOf(const std::filesystem::path &file)
{
    std::error_code error;
    std::filesystem::path place = std::filesystem::absolute(file, error);
    while (!std::filesystem::exists(place, error) && place.has_relative_path())
        place = place.parent_path();
    struct statfs found = {};
    if (::statfs(place.c_str(), &found) != 0) return {};
    // A signed word on some machines.
    return networkFileSystem(static_cast<std::uint32_t>(found.f_type));
}

} // namespace targetdesk
