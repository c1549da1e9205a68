// SPDX-License-Identifier: MIT
#include "dispatch/processmark.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

/// Boot and process number space: containers of one machine have the first in common, not the second. Empty: unknown.
std::string placeOfProcesses()
{
    std::ifstream stream("/proc/sys/kernel/random/boot_id");
    std::string boot;
    std::error_code error;
    const std::string space = fs::read_symlink("/proc/self/ns/pid", error).string(); // "pid:[4026531836]"
    if (!(stream >> boot) || error) return {};
    return boot + "/" + space;
}

enum class Stat { Unreadable, Dead, Alive };

/// `start` is in clock ticks since boot, the 22nd field of /proc/PID/stat (proc(5)).
Stat statOf(const std::string &pid, std::string &start)
{
    std::ifstream stream("/proc/" + pid + "/stat");
    std::string line;
    std::getline(stream, line);
    // The second field, the program's name, may hold anything; the state follows its last bracket.
    const std::size_t close = line.rfind(')');
    if (close == std::string::npos || close + 2 >= line.size()) return Stat::Unreadable;
    std::size_t at = close + 1;
    for (int field = 3; field < 22 && at != std::string::npos; ++field)
        at = line.find(' ', at + 1);
    if (at == std::string::npos) return Stat::Unreadable;
    start = line.substr(at + 1, line.find(' ', at + 1) - at - 1);
    const char state = line[close + 2];
    return state == 'Z' || state == 'X' ? Stat::Dead : Stat::Alive;
}

} // namespace

std::string ownProcessMark()
{
    const std::string place = placeOfProcesses();
    const std::string pid = std::to_string(::getpid());
    std::string start;
    if (place.empty() || statOf(pid, start) != Stat::Alive) return {};
    return place + "/" + pid + "/" + start;
}

bool isEndedProcess(const std::string &mark)
{
    const std::string place = placeOfProcesses();
    if (place.empty() || !mark.starts_with(place + "/")) return false;
    const std::string rest = mark.substr(place.size() + 1);
    const std::size_t slash = rest.find('/');
    if (slash == std::string::npos) return false;
    const std::string pid = rest.substr(0, slash);
    std::string start;
    switch (statOf(pid, start)) {
    case Stat::Dead: return true;
    case Stat::Alive: return start != rest.substr(slash + 1);
    case Stat::Unreadable: break;
    }
    // Gone, or hidden from this user: a signal of nothing tells.
    const long number = std::strtol(pid.c_str(), nullptr, 10);
    return number > 0 && ::kill(static_cast<pid_t>(number), 0) != 0 && errno == ESRCH;
}

} // namespace targetdesk
