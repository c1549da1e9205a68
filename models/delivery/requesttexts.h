// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/secretsource.h"
#include "twig/context.h"
#include "twig/environment.h"
#include "twig/error.h"
#include "workspace/deliveryenvironment.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace targetdesk {

/// A rendered text of a request, and whether a secret went into it.
struct RequestText
{
    std::string text;
    bool isSecret = false;
    std::vector<std::string> secrets; ///< their values
};

/// Renders the small templates of a request (URL, headers, credentials) with `env` and `secrets` in scope. Only the secrets that
/// a text names are looked up. Lives for one request, not longer than `environment`; one thread.
class RequestTexts
{
public:
    RequestTexts(const DeliveryEnvironment &environment, std::shared_ptr<const SecretSource> secrets);

    /// `place` is for messages: "URL", "header Authorization". Throws RequestError, whose words hold no value of a secret.
    RequestText render(const std::string &source, const std::string &place) const;
    /// A secret by its name. Throws RequestError.
    std::string secret(const std::string &name, const std::string &place) const;

    /// Names after `secrets.` or in `secrets['…']`.
    static std::set<std::string> namedSecrets(const std::string &source);

private:
    std::string renderTwig(const std::string &source, const std::string &place, const Json &secretValues) const;
    std::string messageWithoutValues(const std::string &source, const std::string &place, const std::set<std::string> &names,
                                     const twig::Error &error) const;

    const DeliveryEnvironment &m_environment;
    std::shared_ptr<const SecretSource> m_secrets;
};

} // namespace targetdesk
