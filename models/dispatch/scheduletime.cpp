// SPDX-License-Identifier: MIT
#include "dispatch/scheduletime.h"

#include "twig/php/datetime.h"
#include "twig/php/phperror.h"
#include "workspace/contextpath.h"

namespace targetdesk {

namespace {

namespace php = twig::php;

ScheduledTime problem(const std::string &what, const std::string &remedy)
{
    return {std::nullopt, "its schedule: " + what + " – " + remedy, true};
}

php::Instant instantOf(TimePoint time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    return {seconds.time_since_epoch().count(), static_cast<std::int32_t>(std::chrono::microseconds(time - seconds).count())};
}

TimePoint timeOf(const php::Instant &instant)
{
    return TimePoint(std::chrono::seconds(instant.seconds) +
                     std::chrono::floor<std::chrono::milliseconds>(std::chrono::microseconds(instant.microseconds)));
}

const char *const kModifyRemedy = "write it as for the filter date_modify: \"-14 days 09:00\"";

std::string modifyFault(const php::PhpError &error)
{
    return "\"modify\": " + error.message();
}

/// `reward.timezone` for `reward.expires_at`.
std::string zonePathBeside(const std::string &date)
{
    const std::size_t dot = date.rfind('.');
    return dot == std::string::npos ? "timezone" : date.substr(0, dot + 1) + "timezone";
}

bool isLocalTwin(const std::string &path)
{
    return path.ends_with("_local_at");
}

/// Null, with `failed` set: there is none of that name.
std::optional<php::Zone> zoneOf(const ReactionSchedule &schedule, const Json &context, ScheduledTime &failed)
{
    const bool isNamed = !schedule.timezone.empty();
    const std::string path = isNamed ? schedule.timezone : zonePathBeside(schedule.date);
    const Json *value = valueAt(context, path);
    std::string name = isNamed ? schedule.timezone : "UTC";
    if (value && value->is_string()) name = value->get<std::string>();
    std::optional<php::Zone> zone = php::Zone::find(name);
    if (!zone) {
        failed = problem("'" + name + "' is no time zone, and the context has none at '" + path + "'",
                         "name one as Australia/Melbourne, or the path of one");
    }
    return zone;
}

/// A region and a city, as against a path of the context.
bool isZoneName(const std::string &name)
{
    return name.find('/') != std::string::npos;
}

php::DateTime readDate(const Json &value, const php::Zone &zone, php::Instant now)
{
    // A number is a Unix time, as for the filter `date`.
    const std::string text = value.is_string() ? value.get<std::string>() : "@" + value.dump();
    return php::DateTime::parse(text, zone, now);
}

} // namespace

ScheduledTime scheduledTime(const ReactionSchedule &schedule, const Json &context, TimePoint occurredAt)
{
    ScheduledTime failed;
    const std::optional<php::Zone> zone = zoneOf(schedule, context, failed);
    if (!zone) return failed;
    const php::Instant now = instantOf(occurredAt);
    php::DateTime date(now, *zone);
    if (!schedule.date.empty()) {
        const Json *value = valueAt(context, schedule.date);
        if (!value) return problem("the context has no '" + schedule.date + "'", "correct \"date\", or send the event with it");
        if (value->is_null() || (value->is_string() && value->get_ref<const std::string &>().empty()))
            return {std::nullopt, "'" + schedule.date + "' is empty: there is nothing to count from", false};
        if (!value->is_string() && !value->is_number())
            return problem("'" + schedule.date + "' is no date", "correct \"date\": a text or a Unix time is wanted");
        try {
            date = readDate(*value, isLocalTwin(schedule.date) ? *zone : php::Zone::utc(), now).inZone(*zone);
        } catch (const php::PhpError &error) {
            return problem("'" + schedule.date + "' is no date (" + error.what() + ")", "send it as 2026-03-02T03:15:00Z");
        }
    }
    if (schedule.modify.empty()) return {timeOf(date.instant()), {}, false};
    try {
        return {timeOf(date.modified(schedule.modify, now).instant()), {}, false};
    } catch (const php::PhpError &error) {
        return problem(modifyFault(error), kModifyRemedy);
    }
}

std::string scheduleFault(const ReactionSchedule &schedule)
{
    if (isZoneName(schedule.timezone) && !php::Zone::find(schedule.timezone))
        return "\"timezone\": '" + schedule.timezone + "' is no time zone – name one as Australia/Melbourne";
    if (schedule.modify.empty()) return {};
    try {
        php::DateTime().modified(schedule.modify, {});
        return {};
    } catch (const php::PhpError &error) {
        return modifyFault(error) + " – " + kModifyRemedy;
    }
}

std::string scheduleKey(const std::string &reaction, const ReactionSchedule &schedule, const Json &context)
{
    if (schedule.key.empty()) return {};
    const Json *value = valueAt(context, schedule.key);
    if (!value || value->is_null()) return {};
    return reaction + '\n' + value->dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace targetdesk
