// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace targetdesk {

/// A text that names this process among all processes of all machines: boot, process number space, process number, start time.
/// Together they never come again, so who finds the mark of a process of its own machine can tell that it has ended.
std::string ownProcessMark();
/// The marked process ran on this machine, where this one can see it, and has ended. False when that cannot be told.
bool isEndedProcess(const std::string &mark);

} // namespace targetdesk
