// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace targetdesk {

/// A moment of the wall clock, UTC, in milliseconds: what the store holds.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

/// Tells the time; injected, so that tests can move it. Called from several threads.
using Clock = std::function<TimePoint()>;

/// Time that passes whatever is done to the clock, with that of a machine that sleeps: only differences mean something.
using Uptime = std::function<std::chrono::milliseconds()>;

/// Since the machine was started.
std::chrono::milliseconds systemUptime();

/// The system's clock.
TimePoint systemNow();

/// The system's clock less the time since the machine was started: changes when somebody sets the clock.
std::chrono::milliseconds systemClockBase();

/// `2026-03-02T03:15:00.120Z`.
std::string isoText(TimePoint time);

} // namespace targetdesk
