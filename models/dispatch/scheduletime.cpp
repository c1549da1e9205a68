// SPDX-License-Identifier: MIT
#include "dispatch/scheduletime.h"

#include "dispatch/orderkey.h"
#include "twig/php/datetime.h"
#include "twig/php/phperror.h"
#include "workspace/contextpath.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace targetdesk {

namespace {

namespace php = twig::php;

/// A date beyond is a mistake: milliseconds read as seconds lead 57,000 years away.
constexpr std::chrono::days kFarthest{36'525};

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
    if (value && value->is_string() && !value->get_ref<const std::string &>().empty()) name = value->get<std::string>();
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

/// Null, nothing, and what MySQL and PHP write for it: a zero date, also as Carbon reads it, or the Unix time 0.
bool isNoDate(const Json &value)
{
    if (value.is_null()) return true;
    if (value.is_number()) return value.get<double>() == 0.0;
    if (!value.is_string()) return false;
    const auto &text = value.get_ref<const std::string &>();
    return text.empty() || text.starts_with("0000-00-00") || text.starts_with("-0001-11-30");
}

/// As JSON writes an integer, of any length.
bool isInteger(std::string_view text)
{
    if (text == "0") return true;
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && text.front() != '0' && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// One sender writes an id as 6, the other as "6" or 6.0: one key.
std::string keyText(const Json &value)
{
    constexpr double kExact = 9007199254740992.0; // from here on a double stands for several integers
    if (value.is_string() && isInteger(value.get_ref<const std::string &>())) return value.get<std::string>();
    if (value.is_number_float()) {
        const double number = value.get<double>();
        if (number == std::trunc(number) && std::abs(number) < kExact) return std::to_string(static_cast<std::int64_t>(number));
    }
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
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
        if (isNoDate(*value)) return {std::nullopt, "'" + schedule.date + "' is empty: there is nothing to count from", false};
        if (!value->is_string() && !value->is_number())
            return problem("'" + schedule.date + "' is no date", "correct \"date\": a text or a Unix time is wanted");
        try {
            date = readDate(*value, isLocalTwin(schedule.date) ? *zone : php::Zone::utc(), now).inZone(*zone);
        } catch (const php::PhpError &error) {
            return problem("'" + schedule.date + "' is no date (" + error.what() + ")", "send it as 2026-03-02T03:15:00Z");
        }
        if (timeOf(date.instant()) - occurredAt > kFarthest) {
            return problem("'" + schedule.date + "' is more than 100 years away (" + value->dump() + "): milliseconds?",
                           "a Unix time is in seconds; send null where there is no date");
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
    return reaction + '\n' + fitForIndex(keyText(*value));
}

std::array<std::string, 3> spellingsOf(const std::string &scheduleKey)
{
    const std::size_t end = scheduleKey.rfind('\n');
    const std::string value = end == std::string::npos ? std::string() : scheduleKey.substr(end + 1);
    if (!isInteger(value)) return {scheduleKey, scheduleKey, scheduleKey};
    return {scheduleKey, scheduleKey.substr(0, end + 1) + '"' + value + '"', scheduleKey + ".0"};
}

} // namespace targetdesk
