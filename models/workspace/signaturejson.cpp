// SPDX-License-Identifier: MIT
#include "workspace/signaturejson.h"

#include <optional>

namespace targetdesk {

namespace {

using Scheme = SignatureSettings::Scheme;

const char *nameOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Omneo: return "omneo";
    case Scheme::StandardWebhooks: return "standard-webhooks";
    case Scheme::StandardWebhooksEd25519: return "standard-webhooks-ed25519";
    }
    return "omneo";
}

std::vector<std::string> readSecrets(FieldReader &reader)
{
    std::vector<std::string> secrets;
    const Json *list = reader.list("secrets");
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const Json &entry = (*list)[i];
        if (entry.is_string() && !entry.get<std::string>().empty())
            secrets.push_back(entry.get<std::string>());
        else
            reader.problem("secrets/" + std::to_string(i), "an element of \"secrets\" is no name of a secret",
                           "write the name in double quotes, never the secret itself");
    }
    if (list == nullptr || list->empty()) reader.problem("secrets", "a signature has no secrets", R"(write "secrets": ["name"])");
    return secrets;
}

/// Nothing, with a problem, when it has no scheme that we know.
std::optional<SignatureSettings> readSignature(const Json &object, const std::string &pointer,
                                               std::vector<FieldProblem> &problems)
{
    FieldReader reader(object, pointer, problems);
    SignatureSettings signature;
    std::string scheme;
    reader.word("scheme", scheme, {"omneo", "standard-webhooks", "standard-webhooks-ed25519"});
    for (const Scheme one : {Scheme::StandardWebhooks, Scheme::StandardWebhooksEd25519}) {
        if (scheme == nameOf(one)) signature.scheme = one;
    }
    if (!object.contains("scheme"))
        reader.problem("scheme", "a signature has no scheme",
                       "write one of: omneo, standard-webhooks, standard-webhooks-ed25519");
    signature.secrets = readSecrets(reader);
    if (scheme.empty()) return std::nullopt;
    if (scheme == "omneo" && signature.secrets.size() > 1)
        reader.problem("secrets", "Omneo's header holds one signature, and there is more than one secret",
                       "name one secret; only Standard Webhooks can change over from one to another");
    return signature;
}

} // namespace

std::vector<SignatureSettings> readSignatures(FieldReader &delivery, std::vector<FieldProblem> &problems)
{
    std::vector<SignatureSettings> signatures;
    const Json *list = delivery.list("signatures");
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const std::string key = "signatures/" + std::to_string(i);
        if (!(*list)[i].is_object()) {
            delivery.problem(key, "an element of \"signatures\" is no signature",
                             R"(write {"scheme": "standard-webhooks", "secrets": ["name"]})");
            continue;
        }
        const auto one = readSignature((*list)[i], delivery.pointerTo(key), problems);
        if (!one) continue;
        for (const SignatureSettings &other : signatures) {
            if (other.scheme == one->scheme)
                delivery.problem(key, "the scheme \"" + std::string(nameOf(one->scheme)) + "\" is there twice",
                                 "put all secrets into one list");
        }
        signatures.push_back(*one);
    }
    return signatures;
}

Json toJson(const std::vector<SignatureSettings> &signatures)
{
    Json list = Json::array();
    for (const SignatureSettings &signature : signatures)
        list.push_back({{"scheme", nameOf(signature.scheme)}, {"secrets", signature.secrets}});
    return list;
}

} // namespace targetdesk
