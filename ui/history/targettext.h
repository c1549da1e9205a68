// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/target.h"

#include <string>

namespace targetdesk {

/// A target as one text to compare with another: its template, then its settings as in its file.
std::string textOf(const Target &target);

} // namespace targetdesk
