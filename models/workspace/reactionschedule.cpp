// SPDX-License-Identifier: MIT
#include "workspace/reactionschedule.h"

namespace targetdesk {

ReactionSchedule readSchedule(const Json &object, const std::string &pointer, std::vector<FieldProblem> &problems, Json &unknown)
{
    FieldReader reader(object, pointer, problems);
    ReactionSchedule schedule;
    reader.text("date", schedule.date);
    reader.text("modify", schedule.modify);
    reader.text("timezone", schedule.timezone);
    std::string past = "send";
    reader.word("past", past, {"send", "skip"});
    schedule.skipPast = past == "skip";
    reader.text("key", schedule.key);
    if (const Json *events = reader.list("cancel_on")) {
        for (const Json &event : *events) {
            if (event.is_string() && !event.get_ref<const std::string &>().empty()) {
                schedule.cancelOn.push_back(event.get<std::string>());
            } else {
                reader.problem("cancel_on", "an element of \"cancel_on\" names no event", "write [\"reward.redeemed\"]");
            }
        }
    }
    if (schedule.date.empty() && schedule.modify.empty()) {
        reader.problem("date", "the schedule says neither \"date\" nor \"modify\"",
                       R"(write {"date": "reward.expires_at", "modify": "-14 days 09:00"} or {"modify": "+2 hours"})");
    }
    if (!schedule.cancelOn.empty() && schedule.key.empty()) {
        reader.problem("key", "\"cancel_on\" needs a \"key\" that tells which delivery is meant",
                       "name a context path that both events have, for example \"reward.id\"");
    }
    unknown = reader.rest();
    return schedule;
}

Json toJson(const ReactionSchedule &schedule)
{
    Json json = Json::object();
    const auto put = [&json](const char *key, const std::string &value) {
        if (!value.empty()) json[key] = value;
    };
    put("date", schedule.date);
    put("modify", schedule.modify);
    put("timezone", schedule.timezone);
    if (schedule.skipPast) json["past"] = "skip";
    put("key", schedule.key);
    if (!schedule.cancelOn.empty()) json["cancel_on"] = schedule.cancelOn;
    return json;
}

} // namespace targetdesk
