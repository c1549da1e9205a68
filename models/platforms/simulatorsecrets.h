// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

namespace targetdesk {

/// The credentials that the simulators accept, under the names that the sample workspace uses. Fixed and no secret: nothing but a
/// simulator on loopback ever accepts them.
const std::map<std::string, std::string> &simulatorSecrets();

} // namespace targetdesk
