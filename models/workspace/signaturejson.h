// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/fieldreader.h"
#include "workspace/json.h"
#include "workspace/signaturesettings.h"

#include <vector>

namespace targetdesk {

/// `signatures` of a target's `delivery`: a list of {scheme: "omneo"|"standard-webhooks"|"standard-webhooks-ed25519",
/// secrets: ["current", "older"]}. Problems name their key.
std::vector<SignatureSettings> readSignatures(FieldReader &delivery, std::vector<FieldProblem> &problems);

/// The same list.
Json toJson(const std::vector<SignatureSettings> &signatures);

} // namespace targetdesk
