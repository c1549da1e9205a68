// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/target.h"

#include <set>
#include <string>

namespace targetdesk {

/// The names of the secrets that a target's requests need: in its URL, headers, credentials and proxy, its signatures', its
/// client key's.
std::set<std::string> secretNames(const Target &target);

} // namespace targetdesk
