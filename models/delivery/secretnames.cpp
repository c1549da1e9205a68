// SPDX-License-Identifier: MIT
#include "delivery/secretnames.h"

#include "delivery/requesttexts.h"

namespace targetdesk {

std::set<std::string> secretNames(const Target &target)
{
    std::set<std::string> names;
    const auto read = [&names](const std::string &text) { names.merge(RequestTexts::namedSecrets(text)); };
    const DeliverySettings &delivery = target.delivery;
    read(target.url);
    for (const Header &header : delivery.headers)
        read(header.value);
    const Authentication &auth = delivery.authentication;
    for (const std::string *text : {&auth.user, &auth.password, &auth.token, &auth.tokenUrl, &auth.clientId, &auth.clientSecret,
                                    &auth.scope, &auth.accountId})
        read(*text);
    read(delivery.connection.proxy);
    for (const SignatureSettings &signature : delivery.signatures)
        names.insert(signature.secrets.begin(), signature.secrets.end());
    for (const std::string *name : {&delivery.signingSecret, &delivery.connection.tls.clientKeySecret}) {
        if (!name->empty()) names.insert(*name);
    }
    return names;
}

} // namespace targetdesk
