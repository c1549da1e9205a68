// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/fieldreader.h"
#include "workspace/json.h"
#include "workspace/target.h"

#include <vector>

namespace targetdesk {

/// targets/<handle>.json read into a value; the template is another file. Problems name their key; the value is then not
/// to be used. Keys of the file, in snake case: id, name, handle, url, description, notes, condition, and under `delivery`
/// method, content_type, headers (an object, or a list of {name, value}), auth {type: none|basic|bearer|oauth2, user, password,
/// token, token_url, client_id, client_secret, scope, account_id}, signature {secret}, timeout_ms, retry {max_tries,
/// first_delay_ms, factor, max_delay_ms, jitter}, lost_answer (retry|park), platform, config, schema, strict_variables, autoescape,
/// timezone; and those of connectionjson.h and signaturejson.h.
Target targetFromJson(const Json &object, std::vector<FieldProblem> &problems);

/// A target of a workspace has an address. Asked when all else could be read.
void requireUrl(const Target &target, std::vector<FieldProblem> &problems);

/// The same keys; what has its default is left out, unknown keys are included.
Json toJson(const Target &target);

} // namespace targetdesk
