// SPDX-License-Identifier: MIT
#include "payload/acceptedpayload.h"

#include "payload/payloadplace.h"
#include "payload/prettyjson.h"
#include "payload/problemcodes.h"
#include "workspace/jsonoutline.h"
#include "workspace/jsonscanner.h"

#include <algorithm>

namespace targetdesk {

namespace {

void place(Problem &problem, const Payload &payload, const JsonChange &change)
{
    const JsonOutline outline(payload.text);
    int index = outline.find(change.path);
    // What is gone has no place any more: what held it has.
    for (std::string path = change.path; index < 0 && !path.empty();) {
        path.erase(std::min(path.find_last_of(".["), path.size()));
        index = outline.find(path);
    }
    if (index < 0) return;
    const JsonNode &node = outline.node(index);
    placeProblem(problem, payload.text, payload.trace, {}, node.begin, node.end);
}

} // namespace

std::optional<AcceptedDifference> differenceFromAccepted(std::string_view accepted, const Payload &payload, bool isJson)
{
    AcceptedDifference difference;
    Problem &problem = difference.problem;
    problem.kind = Problem::Kind::Expected;
    problem.code = code::NotAsAccepted;
    problem.remedy = "mend the template, or accept the new payload";
    if (isJson && JsonScanner(accepted).scan()) {
        problem.what = "the accepted payload is not JSON";
        problem.remedy = "mend its file, or accept the new payload";
        return difference;
    }
    if (!isJson) {
        if (accepted == payload.text) return std::nullopt;
        problem.what = "the payload is not the accepted one";
        return difference;
    }
    difference.changes = jsonChanges(accepted, payload.text);
    if (difference.changes.empty()) return std::nullopt;
    problem.what = "the payload is not the accepted one: " + describe(difference.changes.front());
    if (difference.changes.size() > 1) problem.what += " (and " + std::to_string(difference.changes.size() - 1) + " more)";
    place(problem, payload, difference.changes.front());
    return difference;
}

std::string acceptedForm(std::string_view payload, bool isJson)
{
    return isJson ? prettyJson(payload) + "\n" : std::string(payload);
}

} // namespace targetdesk
