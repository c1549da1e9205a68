// SPDX-License-Identifier: MIT
#pragma once

#include "payload/jsondiff.h"
#include "payload/payload.h"
#include "payload/problem.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// How a payload differs from the one that somebody accepted for this sample. A value.
struct AcceptedDifference
{
    std::vector<JsonChange> changes; ///< empty when one of the two is not JSON: then the bytes differ
    Problem problem;                 ///< at the expression that printed the first change, where the trace tells
};

/// Nothing when they say the same to a receiver: JSON by its values, other text by its bytes. `payload` must have been
/// rendered with a trace for the problem to have a place.
std::optional<AcceptedDifference> differenceFromAccepted(std::string_view accepted, const Payload &payload, bool isJson);

/// The form in which a payload is kept in a file: JSON with line breaks and one at the end, other text as it is.
std::string acceptedForm(std::string_view payload, bool isJson);

} // namespace targetdesk
