// SPDX-License-Identifier: MIT
#pragma once

#include "payload/checkrun.h"
#include "payload/problem.h"
#include "workspace/json.h"

#include <string>

namespace targetdesk {

/// A problem as an object with the parts of its text: severity, code, file, line, column, message, path, remedy, output place.
Json problemToJson(const Problem &problem);

/// JSON as text; bytes that are not UTF-8 become U+FFFD.
std::string jsonText(const Json &json, int indent = -1);

/// What a check found: for people, for programs, and for CI servers (JUnit's XML).
std::string checkAsText(const CheckRun &run);
std::string checkAsJson(const CheckRun &run);
std::string checkAsJunit(const CheckRun &run);

} // namespace targetdesk
