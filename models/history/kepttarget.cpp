// SPDX-License-Identifier: MIT
#include "history/kepttarget.h"

#include "history/historyfolder.h"
#include "workspace/jsonfile.h"
#include "workspace/targetjson.h"
#include "workspace/workspaceproblem.h"

namespace targetdesk {

namespace {

constexpr int format = 1;

[[noreturn]] void fail(const std::filesystem::path &file, const std::string &what)
{
    throw WorkspaceError({file, 0, 0, what, "remove the file; it is only a copy of a target"});
}

} // namespace

std::string fingerprint(const Target &target)
{
    return hexHash(toJson(target).dump(-1, ' ', false, Json::error_handler_t::replace) + '\0' + target.templateSource);
}

std::string toText(const KeptTarget &kept)
{
    Json object = {{"format", format}, {"at", kept.at}};
    if (kept.isNew) object["new"] = true;
    if (kept.wasRemoved) object["removed"] = true;
    if (!kept.base.empty()) object["base"] = kept.base;
    object["target"] = toJson(kept.target);
    object["template"] = kept.target.templateSource;
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

KeptTarget keptTargetFromText(std::string_view text, const std::filesystem::path &file)
{
    const Json object = parseJsonObject(text, file);
    if (object.value("format", Json()) != Json(format)) fail(file, "this is not a kept target, or one of a newer version");
    const Json at = object.value("at", Json());
    const Json source = object.value("template", Json());
    const Json target = object.value("target", Json());
    if (!at.is_number_integer() || !source.is_string() || !target.is_object()) fail(file, "a part of the kept target is missing");
    KeptTarget kept;
    // A draft may be half done, so that its settings need not be good: what can be read is taken.
    std::vector<FieldProblem> ignored;
    kept.target = targetFromJson(target, ignored);
    kept.target.templateSource = source.get<std::string>();
    kept.at = at.get<std::int64_t>();
    kept.isNew = object.value("new", Json()) == Json(true);
    kept.wasRemoved = object.value("removed", Json()) == Json(true);
    if (const Json base = object.value("base", Json()); base.is_string()) kept.base = base.get<std::string>();
    return kept;
}

} // namespace targetdesk
