// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <fstream>
#include <string>

namespace targetdesk {

/// The most memory that this process had at a time since restartPeak(), in KiB (proc(5), VmHWM). -1: unknown.
inline std::int64_t peakKib()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
    }
    return -1;
}

/// Returns what it is now.
inline std::int64_t restartPeak()
{
    std::ofstream("/proc/self/clear_refs") << 5;
    return peakKib();
}

} // namespace targetdesk
