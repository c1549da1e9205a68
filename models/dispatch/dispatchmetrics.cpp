// SPDX-License-Identifier: MIT
#include "dispatch/dispatchmetrics.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace targetdesk {

namespace {

/// A label's value, escaped as the format wants it.
std::string labelText(const std::string &value)
{
    std::string text;
    for (const char c : value) {
        if (c == '\\' || c == '"') text += '\\';
        if (c == '\n') {
            text += "\\n";
        } else {
            text += c;
        }
    }
    return text;
}

std::string numberText(double number)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", number);
    return text;
}

void head(std::string &out, const char *name, const char *type, const char *help)
{
    out += std::string("# HELP targetdesk_") + name + ' ' + help + "\n# TYPE targetdesk_" + name + ' ' + type + '\n';
}

void single(std::string &out, const char *name, const char *type, const char *help, double value)
{
    head(out, name, type, help);
    out += std::string("targetdesk_") + name + ' ' + numberText(value) + '\n';
}

using ByTwo = std::map<std::pair<std::string, std::string>, std::int64_t>;

void byTarget(std::string &out, const char *name, const char *second, const char *help, const ByTwo &counts)
{
    head(out, name, "counter", help);
    for (const auto &[key, count] : counts) {
        out += std::string("targetdesk_") + name + "{target=\"" + labelText(key.first) + "\"," + second + "=\"" +
               labelText(key.second) + "\"} " + std::to_string(count) + '\n';
    }
}

} // namespace

void DispatchMetrics::accepted(std::int64_t events, std::int64_t repeated, const QueueDepth &added)
{
    m_accepted += events;
    m_repeated += repeated;
    m_queued += added.queued;
    m_scheduled += added.scheduled;
}

void DispatchMetrics::calledOff(const QueueDepth &off)
{
    m_queued -= off.queued;
    m_scheduled -= off.scheduled;
}

void DispatchMetrics::setDepth(const QueueDepth &depth)
{
    m_queued = depth.queued;
    m_scheduled = depth.scheduled;
}

void DispatchMetrics::settled(const std::string &target, const Settlement &settlement)
{
    const bool isOver = !isQueued(settlement.state);
    if (isOver) --m_queued;
    // Replayed, and its time is yet to come.
    if (settlement.state == DeliveryState::Waiting && !settlement.attempt) ++m_scheduled;
    const std::lock_guard lock(m_mutex);
    if (isOver) ++m_settled[{target, deliveryStateName(settlement.state)}];
    if (!settlement.attempt) return;
    const AttemptRecord &attempt = *settlement.attempt;
    ++m_attempts[{target, attempt.errorClass.empty() ? "none" : attempt.errorClass}];
    const double seconds = static_cast<double>(attempt.timings.total.count()) / 1e6;
    ++m_durations[static_cast<std::size_t>(std::ranges::lower_bound(kBuckets, seconds) - kBuckets.begin())];
    m_durationSum += seconds;
}

void DispatchMetrics::endedEarly(const std::string &target, DeliveryState state)
{
    const std::lock_guard lock(m_mutex);
    ++m_settled[{target, deliveryStateName(state)}];
}

void DispatchMetrics::setTrouble(const std::string &trouble)
{
    const std::lock_guard lock(m_mutex);
    m_trouble = trouble;
}

void DispatchMetrics::setInletTrouble(const std::string &trouble)
{
    const std::lock_guard lock(m_mutex);
    m_inletTrouble = trouble;
}

void DispatchMetrics::setDoorTrouble(const std::string &trouble, TimePoint now)
{
    if (trouble.empty() && !m_hasDoorTrouble) return;
    const std::lock_guard lock(m_mutex);
    m_doorTrouble = trouble;
    m_doorTroubleAt = now;
    m_hasDoorTrouble = !trouble.empty();
}

/// Under the lock.
bool DispatchMetrics::isDoorShut(TimePoint now) const
{
    constexpr std::chrono::seconds kMemory{30};
    // Of a clock that was set back nothing is concluded.
    return !m_doorTrouble.empty() && now - m_doorTroubleAt < kMemory && m_doorTroubleAt - now < kMemory;
}

std::string DispatchMetrics::trouble(TimePoint now) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_trouble.empty()) return m_trouble;
    return isDoorShut(now) ? m_doorTrouble : m_inletTrouble;
}

std::string DispatchMetrics::text(const std::vector<TargetState> &states, std::optional<TimePoint> oldestDue, TimePoint now) const
{
    std::string out;
    single(out, "events_accepted_total", "counter", "Events that are on disk.", static_cast<double>(m_accepted));
    single(out, "events_repeated_total", "counter", "Events that were known by their key.", static_cast<double>(m_repeated));
    single(out, "queued", "gauge", "Deliveries that are not over.", static_cast<double>(std::max<std::int64_t>(0, m_queued)));
    single(out, "scheduled", "gauge", "Deliveries that wait for the time that a schedule names.",
           static_cast<double>(std::max<std::int64_t>(0, m_scheduled)));
    single(out, "in_flight", "gauge", "Requests on the wire.", m_inFlight);
    const double age = oldestDue && *oldestDue < now ? std::chrono::duration<double>(now - *oldestDue).count() : 0.0;
    single(out, "oldest_due_seconds", "gauge", "How long the oldest due delivery has been waiting.", age);
    head(out, "target_blocked", "gauge", "1 while nothing goes out to the target.");
    for (const TargetState &state : states) {
        out += "targetdesk_target_blocked{target=\"" + labelText(state.target) + "\"} " + (state.isBlocked(now) ? "1\n" : "0\n");
    }
    head(out, "target_template_broken", "gauge", "1 while the target's template cannot be rendered.");
    for (const TargetState &state : states) {
        out += "targetdesk_target_template_broken{target=\"" + labelText(state.target) + "\"} " +
               (state.brokenSince ? "1\n" : "0\n");
    }
    const std::lock_guard lock(m_mutex);
    single(out, "store_up", "gauge", "1 while the store takes changes.", m_trouble.empty() && !isDoorShut(now) ? 1 : 0);
    byTarget(out, "deliveries_total", "state", "Deliveries that are over, by their end.", m_settled);
    byTarget(out, "attempts_total", "class", "Attempts on record, by error class.", m_attempts);
    head(out, "attempt_seconds", "histogram", "Time of a request, from its start to the end of its answer.");
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kBuckets.size(); ++i) {
        sum += m_durations[i];
        out += "targetdesk_attempt_seconds_bucket{le=\"" + numberText(kBuckets[i]) + "\"} " + std::to_string(sum) + '\n';
    }
    sum += m_durations.back();
    out += "targetdesk_attempt_seconds_bucket{le=\"+Inf\"} " + std::to_string(sum) + '\n';
    out += "targetdesk_attempt_seconds_sum " + numberText(m_durationSum) + '\n';
    out += "targetdesk_attempt_seconds_count " + std::to_string(sum) + '\n';
    return out;
}

} // namespace targetdesk
