// SPDX-License-Identifier: MIT
#include "delivery/requestsigner.h"

#include "delivery/signature.h"

namespace targetdesk {

namespace {

using Scheme = SignatureSettings::Scheme;

[[noreturn]] void refuseSecret(const std::string &name, const char *remedy)
{
    Response response;
    response.errorClass = ErrorClass::Auth;
    response.error = "signature: the secret '" + name + "' is no key for this scheme – " + remedy;
    throw CredentialError(std::move(response));
}

/// `v1,…` or `v1a,…`.
std::string standardSignature(Scheme scheme, const std::string &name, const std::string &secret, const std::string &content)
{
    if (scheme == Scheme::StandardWebhooks) {
        if (auto signature = signatureV1(secret, content)) return *signature;
        refuseSecret(name, "store whsec_ and base64, or another text that is not empty");
    }
    if (auto signature = signatureV1a(secret, content)) return *signature;
    refuseSecret(name, "store whsk_ and the private Ed25519 key's 32 bytes in base64");
}

} // namespace

std::vector<WireHeader> signatureHeaders(const Target &target, const RequestTexts &texts, const std::string &body,
                                         const DeliveryInfo &info)
{
    const std::int64_t timestamp = std::chrono::floor<std::chrono::seconds>(info.at).time_since_epoch().count();
    const std::string content = signedContent(info.deliveryId, timestamp, body);
    std::vector<WireHeader> headers;
    std::string standard;
    const auto sign = [&](Scheme scheme, const std::string &name) {
        const std::string secret = texts.secret(name, "signature");
        if (scheme == Scheme::Omneo)
            headers.push_back({"X-Omneo-Hmac-SHA256", omneoSignature(secret, body), false});
        else
            standard += (standard.empty() ? "" : " ") + standardSignature(scheme, name, secret, content);
    };
    if (!target.delivery.signingSecret.empty()) sign(Scheme::Omneo, target.delivery.signingSecret);
    for (const SignatureSettings &one : target.delivery.signatures) {
        for (const std::string &name : one.secrets)
            sign(one.scheme, name);
    }
    if (standard.empty()) return headers;
    if (info.deliveryId.empty())
        throw RequestError("signature: Standard Webhooks signs the delivery's id, and this one has none – give it one");
    headers.push_back({"webhook-timestamp", std::to_string(timestamp), false});
    headers.push_back({"webhook-signature", std::move(standard), false});
    return headers;
}

} // namespace targetdesk
