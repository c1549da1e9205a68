// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace targetdesk {

/// One way in which a target's requests are signed.
struct SignatureSettings
{
    enum class Scheme {
        Omneo,                  ///< X-Omneo-Hmac-SHA256 (omneo.md 1.5)
        StandardWebhooks,       ///< v1: HMAC-SHA256 in webhook-signature (dispatch.md 2.4)
        StandardWebhooksEd25519 ///< v1a: Ed25519, there too
    };
    Scheme scheme = Scheme::Omneo;
    /// Names of secrets, the current one first. Standard Webhooks signs with each, so that receivers can change over.
    std::vector<std::string> secrets;
    bool operator==(const SignatureSettings &) const = default;
};

} // namespace targetdesk
