// SPDX-License-Identifier: MIT
#include "history/historyfolder.h"

#include <cstdint>

namespace fs = std::filesystem;

namespace targetdesk {

std::string hexHash(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325u; // FNV-1a
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    static constexpr char Digits[] = "0123456789abcdef";
    std::string out(16, '0');
    for (auto it = out.rbegin(); it != out.rend(); ++it, hash >>= 4)
        *it = Digits[hash & 15];
    return out;
}

fs::path historyFolder(const fs::path &state, const fs::path &workspace)
{
    std::error_code error;
    fs::path place = fs::weakly_canonical(workspace, error);
    if (error) place = workspace.lexically_normal();
    if (!place.has_filename()) place = place.parent_path();
    return state / (place.filename().string() + "-" + hexHash(place.string()));
}

} // namespace targetdesk
