// SPDX-License-Identifier: MIT
#pragma once

#include "flow.h"
#include "schedules.h"
#include "sink.h"

#include <QtTest>

#include <chrono>
#include <string>

/// Reminders of what expires, sent on a clock that a test moves.
namespace targetdesk {

using namespace std::chrono_literals;

inline constexpr auto kPatience = 30s;
/// 2026-03-02T03:00:00Z, where Flow's clock starts.
inline constexpr const char *kExpires = "2026-04-20T12:59:59Z";
/// 2026-04-06 at nine in Melbourne, the morning after daylight saving ended there: AEST, UTC+10.
inline constexpr const char *kReminder = "2026-04-05T23:00:00.000Z";

inline std::string rewardContext(int id, const std::string &expires = kExpires)
{
    const Json context = {{"reward", {{"id", id}, {"expires_at", expires}, {"timezone", "Australia/Melbourne"}}}};
    return context.dump();
}

/// A workspace that reminds of a reward's end 14 days before, at nine.
struct Reminders
{
    explicit Reminders(const Sink &sink, bool skipPast = false)
    {
        workspace.add("reminder", sink.url("/r"), R"({"id": {{ reward.id }}})");
        Json schedule = {{"date", "reward.expires_at"}, {"modify", "-14 days 09:00"}, {"key", "reward.id"}};
        schedule["past"] = skipPast ? "skip" : "send";
        schedule["cancel_on"] = Json::array({"reward.redeemed"});
        workspace.listen("reward.issued", "reminder", scheduleOf(schedule));
    }
    TestWorkspace workspace;
};

/// Moves the clock to a millisecond before, and sees that nothing goes out.
inline void advanceJustBefore(Flow &flow, const Sink &sink, const std::string &time)
{
    const std::size_t before = sink.received().size();
    flow.advance(timeOf(time) - 1ms - TimePoint(std::chrono::milliseconds(flow.milliseconds.load())));
    QTest::qWait(100);
    QCOMPARE(sink.received().size(), before);
}

} // namespace targetdesk
