// SPDX-License-Identifier: MIT
#include "workspace/reactionjson.h"

#include <algorithm>

namespace targetdesk {

namespace {

// Gives a key another name in its place. Nothing happens when the new name is there already.
void renameKey(Json &object, const char *from, const char *to)
{
    if (!object.contains(from) || object.contains(to)) return;
    Json renamed = Json::object();
    for (const auto &[key, value] : object.items())
        renamed[key == from ? to : key] = value;
    object = std::move(renamed);
}

void moveToArgument(Json &action, const char *key)
{
    if (!action.contains(key)) return;
    if (!action.contains("arguments")) action["arguments"] = Json::array();
    if (!action["arguments"].is_array()) return;
    action["arguments"].push_back({{"name", key}, {"value", action[key]}, {"is_dynamic", nullptr}});
    action.erase(key);
}

void normaliseAction(Json &action)
{
    if (!action.is_object()) return;
    renameKey(action, "type", "name");
    const auto name = action.find("name");
    if (name == action.end() || !name->is_string()) return;
    if (*name == "target.send") {
        for (const char *key : {"target", "target_handle", "handle", "target_id"})
            moveToArgument(action, key);
    }
    if (*name == "filter") moveToArgument(action, "condition");
}

ActionArgument readArgument(const Json &object, const std::string &pointer, std::vector<FieldProblem> &problems)
{
    FieldReader reader(object, pointer, problems);
    ActionArgument argument;
    reader.text("name", argument.name);
    if (const Json *value = reader.any("value")) argument.value = *value;
    if (const Json *dynamic = reader.any("is_dynamic"); dynamic != nullptr && !dynamic->is_null()) {
        bool isDynamic = false;
        reader.boolean("is_dynamic", isDynamic);
        argument.isDynamic = isDynamic;
    }
    argument.unknown = reader.rest();
    return argument;
}

Action readAction(const Json &object, const std::string &pointer, std::vector<FieldProblem> &problems)
{
    FieldReader reader(object, pointer, problems);
    Action action;
    reader.text("name", action.name);
    reader.integer("sort_order", action.sortOrder, -1000000, 1000000);
    if (action.name.empty()) reader.problem("name", "an action has no \"name\"", "write \"filter\" or \"target.send\"");
    if (const Json *arguments = reader.list("arguments")) {
        for (std::size_t i = 0; i < arguments->size(); ++i) {
            if (!(*arguments)[i].is_object()) {
                reader.problem("arguments", "an element of \"arguments\" is no object", "write {\"name\": …, \"value\": …}");
                continue;
            }
            action.arguments.push_back(
                readArgument((*arguments)[i], reader.pointerTo("arguments") + '/' + std::to_string(i), problems));
        }
    }
    action.unknown = reader.rest();
    const bool isDynamic = std::any_of(action.arguments.begin(), action.arguments.end(),
                                       [](const ActionArgument &argument) { return argument.isDynamic.value_or(false); });
    if (action.isTargetSend() && action.targetHandle().empty() && !isDynamic)
        reader.problem("name", "a target.send names no target", "add the argument {\"name\": \"target\", \"value\": \"HANDLE\"}");
    return action;
}

void putRest(Json &object, const Json &unknown)
{
    for (const auto &[key, value] : unknown.items()) {
        if (!object.contains(key)) object[key] = value;
    }
}

} // namespace

void normaliseReaction(Json &object)
{
    renameKey(object, "event", "trigger");
    const auto actions = object.find("actions");
    if (actions == object.end() || !actions->is_array()) return;
    for (Json &action : *actions)
        normaliseAction(action);
}

void sortActions(Json &object)
{
    const auto order = [](const Json &action) {
        const auto found = action.is_object() ? action.find("sort_order") : action.end();
        return action.is_object() && found != action.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
    };
    const auto actions = object.find("actions");
    if (actions == object.end() || !actions->is_array()) return;
    std::stable_sort(actions->begin(), actions->end(), [&](const Json &a, const Json &b) { return order(a) < order(b); });
}

Reaction reactionFromJson(const Json &object, std::vector<FieldProblem> &problems)
{
    Json normal = object;
    normaliseReaction(normal);
    FieldReader reader(normal, "", problems);
    Reaction reaction;
    reader.text("name", reaction.name);
    reader.text("trigger", reaction.trigger);
    reader.boolean("is_active", reaction.isActive);
    if (reaction.trigger.empty())
        reader.problem("trigger", "\"trigger\" is missing", "name the event, for example \"reward.issued\"");
    if (const Json *actions = reader.list("actions")) {
        for (std::size_t i = 0; i < actions->size(); ++i) {
            if ((*actions)[i].is_object()) {
                reaction.actions.push_back(
                    readAction((*actions)[i], reader.pointerTo("actions") + '/' + std::to_string(i), problems));
            } else {
                reader.problem("actions", "an element of \"actions\" is no object", "write {\"name\": …, \"arguments\": […]}");
            }
        }
    }
    std::stable_sort(reaction.actions.begin(), reaction.actions.end(),
                     [](const Action &a, const Action &b) { return a.sortOrder < b.sortOrder; });
    Json unknownOfSchedule = Json::object();
    if (const Json *schedule = reader.object("schedule"))
        reaction.schedule = readSchedule(*schedule, reader.pointerTo("schedule"), problems, unknownOfSchedule);
    reaction.unknown = reader.rest();
    if (!unknownOfSchedule.empty()) reaction.unknown["schedule"] = std::move(unknownOfSchedule);
    return reaction;
}

Json toJson(const Reaction &reaction)
{
    Json json = {
        {"name", reaction.name}, {"trigger", reaction.trigger}, {"is_active", reaction.isActive}, {"actions", Json::array()}};
    for (const Action &action : reaction.actions) {
        Json one = {{"name", action.name}, {"sort_order", action.sortOrder}, {"arguments", Json::array()}};
        for (const ActionArgument &argument : action.arguments) {
            Json written = {{"name", argument.name}, {"value", argument.value}};
            written["is_dynamic"] = argument.isDynamic ? Json(*argument.isDynamic) : Json();
            putRest(written, argument.unknown);
            one["arguments"].push_back(std::move(written));
        }
        putRest(one, action.unknown);
        json["actions"].push_back(std::move(one));
    }
    if (reaction.schedule) json["schedule"] = toJson(*reaction.schedule);
    Json unknown = reaction.unknown;
    if (json.contains("schedule") && unknown.contains("schedule")) {
        putRest(json["schedule"], unknown["schedule"]);
        unknown.erase("schedule");
    }
    putRest(json, unknown);
    return json;
}

bool renameTargetIn(Json &object, const std::string &from, const std::string &to)
{
    bool changed = false;
    const auto rename = [&](Json &holder, const char *key) {
        const auto found = holder.find(key);
        if (found == holder.end() || !found->is_string() || *found != from) return;
        *found = to;
        changed = true;
    };
    const auto actions = object.find("actions");
    if (actions == object.end() || !actions->is_array()) return false;
    for (Json &action : *actions) {
        if (!action.is_object()) continue;
        Json normal = action;
        normaliseAction(normal);
        if (normal.value("name", Json()) != "target.send") continue;
        for (const char *key : {"target", "target_handle", "handle"})
            rename(action, key);
        const auto arguments = action.find("arguments");
        if (arguments == action.end() || !arguments->is_array()) continue;
        for (Json &argument : *arguments) {
            if (argument.is_object() && isTargetArgument(argument.value("name", Json()))) rename(argument, "value");
        }
    }
    return changed;
}

} // namespace targetdesk
