// SPDX-License-Identifier: MIT
#include "delivery/requestsigner.h"

#include "delivery/signature.h"

#include <string_view>

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
std::optional<std::string> signatureBy(const WireSigner::Key &key, const std::string &content)
{
    return key.isPrivate ? signatureV1a(key.secret, content) : signatureV1(key.secret, content);
}

std::string contentToSign(const WireSigner &signer, const std::string &body)
{
    return signedContent(signer.deliveryId, signer.at.time_since_epoch().count(), body);
}

std::chrono::sys_seconds inSeconds(std::chrono::system_clock::time_point time)
{
    return std::chrono::floor<std::chrono::seconds>(time);
}

std::string timestampOf(const WireSigner &signer)
{
    return std::to_string(signer.at.time_since_epoch().count());
}

constexpr std::string_view kTimestamp = "webhook-timestamp";
constexpr std::string_view kSignature = "webhook-signature";

} // namespace

void sign(Request &request, const Target &target, const RequestTexts &texts, const DeliveryInfo &info)
{
    WireSigner signer{info.deliveryId, {}, inSeconds(info.at)};
    const std::string content = contentToSign(signer, request.body);
    std::string standard;
    const auto signWith = [&](Scheme scheme, const std::string &name) {
        std::string secret = texts.secret(name, "signature");
        if (scheme == Scheme::Omneo) {
            request.headers.push_back({"X-Omneo-Hmac-SHA256", omneoSignature(secret, request.body), false});
            return;
        }
        const bool isPrivate = scheme != Scheme::StandardWebhooks;
        signer.keys.push_back({std::move(secret), isPrivate});
        const std::optional<std::string> signature = signatureBy(signer.keys.back(), content);
        if (!signature) {
            refuseSecret(name, isPrivate ? "store whsk_ and the private Ed25519 key's 32 bytes in base64"
                                         : "store whsec_ and base64, or another text that is not empty");
        }
        standard += (standard.empty() ? "" : " ") + *signature;
    };
    if (!target.delivery.signingSecret.empty()) signWith(Scheme::Omneo, target.delivery.signingSecret);
    for (const SignatureSettings &one : target.delivery.signatures) {
        for (const std::string &name : one.secrets)
            signWith(one.scheme, name);
    }
    if (standard.empty()) return;
    if (info.deliveryId.empty())
        throw RequestError("signature: Standard Webhooks signs the delivery's id, and this one has none – give it one");
    request.headers.push_back({std::string(kTimestamp), timestampOf(signer), false});
    request.headers.push_back({std::string(kSignature), std::move(standard), false});
    request.signer = std::move(signer);
}

void signAnew(Request &request, std::chrono::system_clock::time_point now)
{
    using namespace std::chrono_literals;
    if (!request.signer) return;
    WireSigner &signer = *request.signer;
    if (std::chrono::abs(inSeconds(now) - signer.at) <= 1s) return;
    signer.at = inSeconds(now);
    const std::string content = contentToSign(signer, request.body);
    std::string standard;
    for (const WireSigner::Key &key : signer.keys)
        standard += (standard.empty() ? "" : " ") + signatureBy(key, content).value_or(std::string());
    for (WireHeader &header : request.headers) {
        if (header.name == kTimestamp) header.value = timestampOf(signer);
        if (header.name == kSignature) header.value = standard;
    }
}

} // namespace targetdesk
