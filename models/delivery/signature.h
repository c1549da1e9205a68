// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace targetdesk {

/// Lower-case hex HMAC-SHA256 of the raw body: Omneo's X-Omneo-Hmac-SHA256 (omneo.md 1.5).
std::string omneoSignature(const std::string &secret, const std::string &body);

/// What Standard Webhooks signs: `id.timestamp.body` (dispatch.md 2.4). `timestamp` in seconds since 1970.
std::string signedContent(const std::string &id, std::int64_t timestamp, const std::string &body);

/// `v1,BASE64`: HMAC-SHA256. The secret is `whsec_` and base64, or any other text as it is. Nothing: it cannot be one.
std::optional<std::string> signatureV1(const std::string &secret, const std::string &content);

/// `v1a,BASE64`: Ed25519. The secret is base64 of the 32 bytes of a private key (or of these and the public key's 32), after
/// `whsk_` or not. Nothing: it is none.
std::optional<std::string> signatureV1a(const std::string &secret, const std::string &content);

} // namespace targetdesk
