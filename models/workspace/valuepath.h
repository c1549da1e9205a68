// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// The keys and indices of a path to values of a JSON text; `*` is any one of them. It may be written as templates have it
/// (`profile.email`, `items.0.code`, `items.*.code`), as a JSON path (`$.items[*].code`, `$['first name']`) or as a JSON pointer
/// (`/items/0/code`, RFC 6901). Nothing for what can name no value: an empty step, a filter, a range, a search in all depths.
/// Pure; any thread.
std::optional<std::vector<std::string>> valuePath(std::string_view path);

} // namespace targetdesk
