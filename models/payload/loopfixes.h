// SPDX-License-Identifier: MIT
#pragma once

#include "payload/quickfix.h"
#include "payload/templatemap.h"

#include <optional>
#include <vector>

namespace targetdesk {

/// `{% for x in xs %}{% if c %}…{% endif %}{% endfor %}` as `{% for x in xs|filter(x => c) %}…{% endfor %}`, so that loop.last is
/// that of what is printed. Nothing for a loop of another form, or when the condition asks for `loop`. Pure; any thread.
std::optional<std::vector<SourceEdit>> filteredLoop(const TemplateMap &map, int loop);

} // namespace targetdesk
