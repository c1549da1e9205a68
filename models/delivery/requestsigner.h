// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"
#include "delivery/requestbuilder.h"
#include "delivery/requesttexts.h"

#include <chrono>

namespace targetdesk {

/// Adds the headers that sign the request's body as the target asks for: Omneo's, and webhook-timestamp and webhook-signature
/// with a signature by every secret. Throws CredentialError for a secret that is missing or no key, RequestError for a delivery
/// without an id.
void sign(Request &request, const Target &target, const RequestTexts &texts, const DeliveryInfo &info);

/// Standard Webhooks' signature with that time, where the one that is there is of more than a second before or after: receivers
/// refuse what was signed some minutes ago, and a request may have waited for its turn.
void signAnew(Request &request, std::chrono::system_clock::time_point now);

} // namespace targetdesk
