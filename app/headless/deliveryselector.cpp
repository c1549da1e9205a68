// SPDX-License-Identifier: MIT
#include "deliveryselector.h"

#include "command.h"

#include "dispatch/deliverytask.h"

#include <CLI/CLI.hpp>

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace targetdesk {

namespace {

std::string stateNames()
{
    std::string names;
    for (const DeliveryState state : allDeliveryStates())
        names += (names.empty() ? "" : ", ") + deliveryStateName(state);
    return names;
}

DeliveryState stateOf(const std::string &name)
{
    if (const std::optional<DeliveryState> state = deliveryStateFromName(name)) return *state;
    throw CommandError("'" + name + "' is no state of a delivery – one of " + stateNames());
}

std::optional<std::chrono::seconds> lengthOf(const std::string &text)
{
    constexpr std::array<std::pair<const char *, std::int64_t>, 5> units = {
        {{"s", 1}, {"min", 60}, {"h", 3600}, {"d", 86400}, {"w", 7 * 86400}}};
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > 9) return std::nullopt;
    for (const auto &[unit, seconds] : units) {
        if (text.substr(digits) == unit) return std::chrono::seconds(std::stoll(text.substr(0, digits)) * seconds);
    }
    return std::nullopt;
}

} // namespace

std::chrono::seconds lengthFromText(const std::string &text, const std::string &option)
{
    if (const std::optional<std::chrono::seconds> length = lengthOf(text)) return *length;
    throw CommandError("'" + text + "' is no length of time for " + option + " – write it as 90s, 15min, 2h, 30d or 6w");
}

TimePoint timeFromText(const std::string &text, const std::string &option, TimePoint now)
{
    if (const std::optional<std::chrono::seconds> age = lengthOf(text)) return now - *age;
    QDateTime time = QDateTime::fromString(QString::fromStdString(text), Qt::ISODateWithMs);
    if (!time.isValid()) {
        throw CommandError("'" + text + "' is no time for " + option +
                           " – write 2026-03-02, 2026-03-02T03:15:00Z (UTC unless it says), or an age: 2h, 3d");
    }
    if (time.timeSpec() == Qt::LocalTime) time.setTimeZone(QTimeZone::UTC);
    return TimePoint(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

void DeliverySelector::addIdsTo(CLI::App &command)
{
    command.add_option("ID", m_ids, "These deliveries");
}

void DeliverySelector::addFilterTo(CLI::App &command)
{
    command.add_option("--state", m_states, "Only those that are " + stateNames() + "; may be given more than once")
        ->type_name("STATE");
    addStatelessFilterTo(command);
}

void DeliverySelector::addStatelessFilterTo(CLI::App &command)
{
    command.add_option("--event", m_event, "Only those of this event name")->type_name("EVENT");
    command.add_option("--event-id", m_eventId, "Only those of this event: the id that its sender gave it, or ours (evt_…)")
        ->type_name("ID");
    command.add_option("--target", m_target, "Only those to this target")->type_name("HANDLE");
    command.add_option("--since", m_since, "Only those created then or later")->type_name("TIME|AGE");
    command.add_option("--until", m_until, "Only those created before")->type_name("TIME|AGE");
}

bool DeliverySelector::hasFilter() const
{
    return !m_states.empty() || !m_event.empty() || !m_eventId.empty() || !m_target.empty() || !m_since.empty() ||
           !m_until.empty();
}

DeliveryFilter DeliverySelector::filter(int limit) const
{
    const DeliverySelection selected = filtered();
    DeliveryFilter filter;
    filter.states = selected.states;
    filter.event = selected.event;
    filter.target = selected.target;
    filter.since = selected.since;
    filter.until = selected.until;
    filter.limit = limit;
    filter.eventKey = m_eventId;
    return filter;
}

DeliverySelection DeliverySelector::selection(const std::set<DeliveryState> &usual) const
{
    if (m_ids.empty() && !hasFilter())
        throw CommandError(
            "which deliveries? – name their ids, or what they have in common: --target, --event, --event-id, --since, --until"
            " (and --state where it is offered)");
    if (!m_ids.empty() && hasFilter())
        throw CommandError("ids and a filter do not go together – name ids, or say --target, --event and the like");
    DeliverySelection selection = filtered();
    if (isUsual()) selection.states = usual;
    return selection;
}

DeliverySelection DeliverySelector::filtered() const
{
    DeliverySelection selection;
    for (const std::string &id : m_ids) {
        // Said twice, it is one all the same.
        if (std::ranges::find(selection.ids, id) == selection.ids.end()) selection.ids.push_back(id);
    }
    for (const std::string &name : m_states)
        selection.states.insert(stateOf(name));
    selection.event = m_event;
    selection.target = m_target;
    const TimePoint now = systemNow();
    if (!m_since.empty()) selection.since = timeFromText(m_since, "--since", now);
    if (!m_until.empty()) selection.until = timeFromText(m_until, "--until", now);
    return selection;
}

bool DeliverySelector::findEvent(const Store &store, DeliverySelection &selection) const
{
    if (m_eventId.empty()) return true;
    DeliveryFilter ofEvent = filter(std::numeric_limits<int>::max());
    if (selection.orTargetGone) selection.states.insert(DeliveryState::Cancelled);
    ofEvent.states = selection.states;
    for (DeliveryRecord &record : store.deliveries(ofEvent)) {
        const bool isCalledOff = record.state == DeliveryState::Cancelled && record.errorClass != kTargetClass;
        if (!selection.orTargetGone || !isCalledOff) selection.ids.push_back(std::move(record.id));
    }
    return !selection.ids.empty();
}

} // namespace targetdesk
