// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace targetdesk {

std::string toBase64(const std::string &bytes);

/// With or without the `=` at the end; nothing when there is anything else in it.
std::optional<std::string> fromBase64(std::string text);

} // namespace targetdesk
