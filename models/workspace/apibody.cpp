// SPDX-License-Identifier: MIT
#include "workspace/apibody.h"

namespace targetdesk {

Json apiBodyOf(const Target &target)
{
    const auto textOrNull = [](const std::string &text) { return text.empty() ? Json() : Json(text); };
    Json body = Json::object();
    body["name"] = target.name;
    body["handle"] = target.handle;
    body["url"] = target.url;
    body["template"] = target.templateSource;
    body["description"] = textOrNull(target.description);
    body["notes"] = textOrNull(target.notes);
    body["condition"] = target.condition;
    return body;
}

} // namespace targetdesk
