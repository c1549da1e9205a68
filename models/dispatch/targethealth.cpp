// SPDX-License-Identifier: MIT
#include "dispatch/targethealth.h"

#include <algorithm>
#include <utility>

namespace targetdesk {

namespace {

/// Answers remembered per target; more say nothing new.
constexpr std::size_t kRemembered = 100;
/// From here on a target that once timed out is as good as any.
constexpr double kManyLanes = 32.0;

std::string durationText(std::chrono::seconds time)
{
    const std::int64_t seconds = time.count();
    if (seconds < 120) return std::to_string(seconds) + " s";
    if (seconds < 2 * 3600) return std::to_string(seconds / 60) + " min";
    if (seconds < 48 * 3600) return std::to_string(seconds / 3600) + " h";
    return std::to_string(seconds / 86400) + " days";
}

std::string said(const Response &response)
{
    if (!response.error.empty()) return response.error;
    return response.status != 0 ? "the receiver answered " + std::to_string(response.status)
                                : errorClassName(response.errorClass);
}

} // namespace

TargetHealth::Kind TargetHealth::kindOf(const Response &response)
{
    switch (response.errorClass) {
    case ErrorClass::None: return Kind::Good;
    case ErrorClass::Request:
    case ErrorClass::Blocked: // neither has anything to do with the receiver
    case ErrorClass::Proxy:
    case ErrorClass::Cancelled: return Kind::Neutral;
    case ErrorClass::Http4xx: {
        // Wrong key, wrong address: everything that follows would fail alike. The others judge one payload.
        constexpr int bad[] = {401, 403, 404, 405, 407, 408, 410, 421};
        if (response.status == 429 || response.status == 425) return Kind::Neutral;
        return std::ranges::find(bad, response.status) != std::end(bad) ? Kind::Bad : Kind::Good;
    }
    default: return Kind::Bad;
    }
}

void TargetHealth::load(const std::vector<TargetState> &states, const std::vector<TargetChange> &unkept)
{
    for (const TargetState &known : states) {
        Entry &entry = entryOf(known.target);
        TargetState state = known;
        for (const TargetChange &change : unkept) {
            if (change.after.target == state.target) state = change.appliedTo(state);
        }
        entry.state = m_changed.contains(state.target) ? TargetChange{entry.stored, entry.state}.appliedTo(state) : state;
        entry.stored = std::move(state);
    }
    ++m_version;
}

void TargetHealth::answered(const std::string &target, const Response &response, TimePoint now,
                            std::chrono::milliseconds longestHold)
{
    const Kind kind = kindOf(response);
    const bool isTooMuch = response.status == 429 || response.status == 503;
    const std::chrono::milliseconds asked =
        isTooMuch ? response.retryAfter().value_or(std::chrono::seconds(0)) : std::chrono::seconds(0);
    const std::chrono::milliseconds wait = std::min(asked, longestHold);
    // The usual case costs one look.
    if (kind != Kind::Bad && wait.count() <= 0 && !m_entries.contains(target)) return;
    Entry &entry = entryOf(target);
    if (kind != Kind::Neutral) {
        entry.answers.emplace_back(now, kind == Kind::Good);
        if (entry.answers.size() > kRemembered) entry.answers.pop_front();
    }
    if (kind == Kind::Good) good(entry, now);
    if (kind == Kind::Bad) bad(entry, response, now);
    if (wait.count() > 0) hold(entry, response, wait, now);
}

TargetHealth::Entry &TargetHealth::entryOf(const std::string &target)
{
    Entry &entry = m_entries[target];
    entry.state.target = entry.stored.target = target;
    return entry;
}

void TargetHealth::templateFailed(const std::string &target, const std::string &why, TimePoint now)
{
    TargetState &state = entryOf(target).state;
    if (state.brokenSince) return;
    state.brokenSince = state.changedAt = now;
    state.brokenReason = why;
    m_changed.insert(target); // caps stay what they are
}

void TargetHealth::rendered(const std::string &target, TimePoint now)
{
    const auto found = m_entries.find(target);
    if (found == m_entries.end() || !found->second.state.brokenSince) return;
    TargetState &state = found->second.state;
    state.brokenSince.reset();
    state.brokenReason.clear();
    state.changedAt = now;
    m_changed.insert(target);
}

void TargetHealth::good(Entry &entry, TimePoint now)
{
    if (entry.lanes > 0) {
        const int before = static_cast<int>(entry.lanes);
        entry.lanes += 1.0 / entry.lanes;
        if (static_cast<int>(entry.lanes) != before) ++m_version;
        if (entry.lanes > kManyLanes) entry.lanes = 0;
    }
    TargetState &state = entry.state;
    const bool heldBefore = state.opened == 0 && state.heldUntil && *state.heldUntil <= now;
    if (heldBefore) {
        state.heldUntil.reset();
        if (!state.disabled) state.reason.clear();
    }
    if (state.failures == 0 && state.opened == 0 && !heldBefore) return;
    if (state.opened > 0) {
        notice(entry, "recovered", "the receiver answers again", now);
        // The failures before are the old story: they must not open it again at once.
        entry.answers.clear();
        state.heldUntil.reset();
        state.reason.clear();
    }
    state.opened = 0;
    state.failures = 0;
    state.failingSince.reset();
    entry.warned = false;
    changed(entry, now);
}

void TargetHealth::bad(Entry &entry, const Response &response, TimePoint now)
{
    TargetState &state = entry.state;
    ++state.failures;
    const bool isFirst = !state.failingSince;
    if (isFirst) state.failingSince = now;
    const ErrorClass why = response.errorClass;
    const bool jammed = why == ErrorClass::TimeoutConnect || why == ErrorClass::TimeoutFirstByte ||
                        why == ErrorClass::TimeoutTotal || why == ErrorClass::Connect;
    if (jammed && entry.lanes != 1.0) {
        // Unknown how many were under way: from a handful down.
        entry.lanes = entry.lanes > 0 ? std::max(1.0, entry.lanes / 2) : 4.0;
        ++m_version;
    }
    if (response.status == 410) {
        disable(entry, "the receiver answered 410: this address is gone for good", now);
    } else if (state.opened > 0) {
        if (state.heldUntil && now < *state.heldUntil) return; // was on the wire when it opened
        open(entry, said(response), now);
    } else if (state.failures >= m_rules.failuresInARow || mostlyFails(entry, now)) {
        open(entry, said(response), now);
        notice(entry, "open", state.reason, now);
    } else if (isFirst) {
        changed(entry, now);
    }
    judgeAge(entry, now);
}

bool TargetHealth::mostlyFails(Entry &entry, TimePoint now) const
{
    while (!entry.answers.empty() && entry.answers.front().first < now - m_rules.window)
        entry.answers.pop_front();
    const auto failed = std::ranges::count_if(entry.answers, [](const auto &answer) { return !answer.second; });
    return static_cast<int>(entry.answers.size()) >= m_rules.atLeast &&
           static_cast<double>(failed) >= m_rules.failedShare * static_cast<double>(entry.answers.size());
}

void TargetHealth::open(Entry &entry, const std::string &why, TimePoint now)
{
    TargetState &state = entry.state;
    const auto wait = std::min(m_rules.longestProbe, m_rules.firstProbe * (1 << std::min(state.opened, 10)));
    ++state.opened;
    changed(entry, now);
    if (state.heldUntil && *state.heldUntil >= now + wait) return; // it asked for more
    state.heldUntil = now + wait;
    state.reason = std::to_string(state.failures) + " failures in a row: one delivery is tried in " + durationText(wait) +
                   ", the others wait (" + why + ")";
}

void TargetHealth::hold(Entry &entry, const Response &response, std::chrono::milliseconds wait, TimePoint now)
{
    TargetState &state = entry.state;
    if (state.heldUntil && *state.heldUntil >= now + wait) return;
    state.heldUntil = now + wait;
    if (!state.disabled)
        state.reason = "the receiver answered " + std::to_string(response.status) + " and asks to wait " +
                       durationText(std::chrono::ceil<std::chrono::seconds>(wait));
    changed(entry, now);
}

void TargetHealth::disable(Entry &entry, const std::string &why, TimePoint now)
{
    if (entry.state.disabled) return;
    entry.state.disabled = true;
    entry.state.reason = why + " – mend the target, then `targetdeskctl queue enable " + entry.state.target + "`";
    notice(entry, "disabled", entry.state.reason, now);
    changed(entry, now);
}

void TargetHealth::judgeAge(Entry &entry, TimePoint now)
{
    if (!entry.state.failingSince || entry.state.disabled) return;
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - *entry.state.failingSince);
    if (age >= m_rules.disableAfter) {
        disable(entry, "nothing but failures for " + durationText(age), now);
    } else if (age >= m_rules.disableAfter / 2 && !entry.warned) {
        entry.warned = true;
        notice(entry, "failing",
               "nothing but failures for " + durationText(age) + "; the target is disabled in " +
                   durationText(m_rules.disableAfter - age),
               now);
    }
}

void TargetHealth::clockWasSet(std::chrono::milliseconds by)
{
    for (auto &[target, entry] : m_entries) {
        for (std::optional<TimePoint> *time : {&entry.state.heldUntil, &entry.state.failingSince, &entry.state.brokenSince}) {
            if (*time) **time += by;
        }
        for (auto &[at, isGood] : entry.answers)
            at += by;
        m_changed.insert(target);
    }
    ++m_version;
}

bool TargetHealth::isBlocked(const std::string &target, TimePoint now) const
{
    const auto found = m_entries.find(target);
    return found != m_entries.end() && found->second.state.isBlocked(now);
}

int TargetHealth::cap(const std::string &target, int usual, TimePoint now) const
{
    const auto found = m_entries.find(target);
    if (found == m_entries.end()) return usual;
    const Entry &entry = found->second;
    if (entry.state.isBlocked(now)) return 0;
    if (entry.state.opened > 0) return 1;
    return entry.lanes > 0 ? std::min(usual, std::max(1, static_cast<int>(entry.lanes))) : usual;
}

std::vector<std::string> TargetHealth::remarkable() const
{
    std::vector<std::string> targets;
    for (const auto &[target, entry] : m_entries) {
        const TargetState &state = entry.state;
        if (state.paused || state.disabled || state.heldUntil || state.opened > 0 || entry.lanes > 0) targets.push_back(target);
    }
    return targets;
}

std::optional<TimePoint> TargetHealth::heldUntil(const std::string &target) const
{
    const auto found = m_entries.find(target);
    if (found == m_entries.end() || found->second.state.paused || found->second.state.disabled) return std::nullopt;
    return found->second.state.heldUntil;
}

std::vector<TargetChange> TargetHealth::takeChanges()
{
    std::vector<TargetChange> changes;
    for (const std::string &target : m_changed) {
        Entry &entry = m_entries.at(target);
        changes.push_back({std::exchange(entry.stored, entry.state), entry.state});
    }
    m_changed.clear();
    return changes;
}

std::vector<Notice> TargetHealth::takeNotices()
{
    return std::exchange(m_notices, {});
}

void TargetHealth::changed(Entry &entry, TimePoint now)
{
    entry.state.changedAt = now;
    m_changed.insert(entry.state.target);
    ++m_version;
}

void TargetHealth::notice(const Entry &entry, const char *kind, const std::string &text, TimePoint now)
{
    m_notices.push_back({now, kind, entry.state.target, text});
}

} // namespace targetdesk
