// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/requestbuilder.h"
#include "delivery/requesttexts.h"

#include <string>
#include <vector>

namespace targetdesk {

/// The headers that sign a body as the target asks for: Omneo's, and webhook-timestamp and webhook-signature with a signature by
/// every secret. Throws CredentialError for a secret that is missing or no key, RequestError for a delivery without an id.
std::vector<WireHeader> signatureHeaders(const Target &target, const RequestTexts &texts, const std::string &body,
                                         const DeliveryInfo &info);

} // namespace targetdesk
