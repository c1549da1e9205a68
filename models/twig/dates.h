// SPDX-License-Identifier: MIT
#pragma once

#include "twig/runtime.h"

namespace twig {

/// CoreExtension::convertDate(): null and "now" are now, digits are a timestamp, a string without a zone is read in PHP's default
/// zone; then it is shown in `zone` (null: the engine's, false: as it is).
/// \throws php::PhpError DateMalformedStringException, DateInvalidTimeZoneException
php::DateTime convertDate(Runtime &runtime, const Value &date, const Value &zone, bool &immutable);

} // namespace twig
