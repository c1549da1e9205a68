// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// `text` with `"***"` for the values at these paths (as valuePath() reads them: `profile.email`, `$.items[*].code`), the rest
/// byte for byte. Of a text that is no JSON nothing can be told: a note stands for it. Without paths, `text`.
std::string redacted(std::string_view text, const std::vector<std::string> &paths);

} // namespace targetdesk
