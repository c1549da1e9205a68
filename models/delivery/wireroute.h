// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"
#include "delivery/requesttexts.h"
#include "workspace/target.h"

namespace targetdesk {

/// How a target's receiver is reached: files by their full paths, the proxy rendered. The secrets in it are added to `secrets`.
/// Throws RequestError, CredentialError. Opens no file.
WireRoute routeOf(const Target &target, const RequestTexts &texts, std::vector<std::string> &secrets);

} // namespace targetdesk
