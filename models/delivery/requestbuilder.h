// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"
#include "delivery/request.h"
#include "delivery/secretsource.h"
#include "workspace/deliveryenvironment.h"
#include "workspace/target.h"

#include <chrono>
#include <exception>
#include <memory>
#include <string>

namespace targetdesk {

/// A request that cannot be made: a header's template is broken, a secret is missing, a header holds a line break.
class RequestError : public std::exception
{
public:
    explicit RequestError(std::string what)
        : m_what(std::move(what))
    {}
    const char *what() const noexcept override { return m_what.c_str(); }

private:
    std::string m_what;
};

/// The credentials cannot be had now: nobody provides a secret, the token endpoint is away or refuses. The request was not even
/// tried. `response` is class Auth, never "sent": whether to try again is judged as for any other answer, so that a program that
/// was started without its secrets loses nothing.
class CredentialError : public RequestError
{
public:
    explicit CredentialError(Response answer)
        : RequestError(answer.error)
        , m_response(std::move(answer))
    {}
    const Response &response() const { return m_response; }

private:
    Response m_response;
};

/// What a request says about its delivery.
struct DeliveryInfo
{
    std::string deliveryId; ///< `webhook-id`, the same over all attempts
    std::string event;      ///< `X-Omneo-Event`
    int attempt = 1;
    std::chrono::system_clock::time_point at = std::chrono::system_clock::now(); ///< of the attempt: `webhook-timestamp`
};

/// Makes the request of a target from a finished payload: URL and headers are rendered with `env` and `secrets` in scope,
/// authentication and signature added. Test sends and the dispatcher both come through here. Thread-safe; fetches and
/// caches OAuth2 tokens through the sender (renewed at 80 % of their life, one fetch at a time), so build() may block on the
/// network.
class RequestBuilder
{
public:
    RequestBuilder(std::shared_ptr<const SecretSource> secrets, HttpSender &sender);
    ~RequestBuilder();

    /// Throws RequestError, CredentialError.
    Request build(const Target &target, const DeliveryEnvironment &environment, std::string body, const DeliveryInfo &info);
    /// Forgets the token of this request, which was answered 401, unless there is a newer one already.
    void dropToken(const Target &target, const DeliveryEnvironment &environment, const Request &refused);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace targetdesk
