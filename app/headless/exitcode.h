// SPDX-License-Identifier: MIT
#pragma once

namespace targetdesk {

/// What targetdeskctl says to the shell; documented in `targetdeskctl --help`.
enum class ExitCode { Good = 0, CheckFailed = 1, WrongUsage = 2, TemplateError = 3, NotJson = 4, DeliveryFailed = 5 };

} // namespace targetdesk
