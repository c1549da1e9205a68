// SPDX-License-Identifier: MIT
#pragma once

#include "payload/templatemap.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace targetdesk {

/// Where the value of `{% set name = value %}` begins in the source; nothing for a capture and for other tags. Pure; any thread.
std::optional<std::size_t> setValueBegin(const TemplateMap &map, const TemplatePart &part);

/// The last `{% set name = … %}` of one variable before an offset of the source; null when there is none.
const TemplatePart *setTagOf(const TemplateMap &map, std::string_view name, std::size_t before);

} // namespace targetdesk
