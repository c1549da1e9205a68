// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/fieldreader.h"
#include "workspace/json.h"
#include "workspace/reaction.h"

#include <string>
#include <vector>

namespace targetdesk {

/// Brings the business guide's shape (`event`, actions with `type` and `target_handle`) into the API's.
/// What has the API's shape already is left as it is.
void normaliseReaction(Json &object);

/// Puts the actions of the API's shape into the order in which they run: ascending `sort_order`, equal ones as they stand.
void sortActions(Json &object);

/// reactions/<name>.json read into a value, in either shape. Problems name their key; the value is then not to be used.
Reaction reactionFromJson(const Json &object, std::vector<FieldProblem> &problems);

/// In the API's shape, unknown keys included.
Json toJson(const Reaction &reaction);

/// Puts another handle wherever a `target.send` names `from`, in whichever shape the file has. True when something changed.
bool renameTargetIn(Json &object, const std::string &from, const std::string &to);

} // namespace targetdesk
