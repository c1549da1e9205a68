// SPDX-License-Identifier: MIT
#include "dispatch/frontdoor.h"

#include "delivery/asciicase.h"
#include "delivery/signature.h"

#include <algorithm>

namespace targetdesk {

namespace {

/// Takes the same time wherever the first difference is.
bool isSame(std::string_view given, std::string_view expected)
{
    if (given.size() != expected.size()) return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < given.size(); ++i)
        difference = static_cast<unsigned char>(difference | (given[i] ^ expected[i]));
    return difference == 0;
}

/// The token of `Bearer TOKEN`; the scheme's case does not matter (RFC 9110, section 11.1).
std::string_view bearerToken(std::string_view authorization)
{
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() < scheme.size()) return {};
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        const char c = authorization[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != scheme[i]) return {};
    }
    authorization.remove_prefix(scheme.size());
    while (authorization.starts_with(' '))
        authorization.remove_prefix(1);
    return authorization;
}

} // namespace

std::optional<std::string> FrontDoor::refusal(std::string_view authorization, std::string_view signature,
                                              const std::string &body) const
{
    if (isOpen()) return std::nullopt;
    const std::string_view token = bearerToken(authorization);
    if (!token.empty() && std::ranges::any_of(tokens, [&](const std::string &good) { return isSame(token, good); }))
        return std::nullopt;
    if (!signature.empty()) {
        const std::string given = lowerCase(signature);
        const auto fits = [&](const std::string &secret) { return isSame(given, omneoSignature(secret, body)); };
        if (std::ranges::any_of(signingSecrets, fits)) return std::nullopt;
        if (!signingSecrets.empty()) return "the signature in X-Omneo-Hmac-SHA256 does not fit the body";
    }
    if (!authorization.empty()) return "the token is not valid";
    return "there is neither a token nor a signature";
}

std::string FrontDoor::remedy() const
{
    const std::string token = "send Authorization: Bearer TOKEN";
    const std::string signature = "sign the body as Omneo does, in X-Omneo-Hmac-SHA256";
    if (signingSecrets.empty()) return token;
    return tokens.empty() ? signature : token + ", or " + signature;
}

} // namespace targetdesk
