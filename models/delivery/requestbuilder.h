// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"
#include "delivery/request.h"
#include "delivery/secretsource.h"
#include "workspace/deliveryenvironment.h"
#include "workspace/target.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
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
    enum class Cause { Secret, Endpoint };

    explicit CredentialError(Response answer, Cause cause = Cause::Secret, std::chrono::milliseconds failsFor = {})
        : RequestError(answer.error)
        , m_response(std::move(answer))
        , m_cause(cause)
        , m_failsFor(failsFor)
    {}
    const Response &response() const { return m_response; }
    /// Endpoint: it was asked, and says something about what stands between us and the receiver.
    Cause cause() const { return m_cause; }
    /// How long to ask again would be answered the same without asking.
    std::chrono::milliseconds failsFor() const { return m_failsFor; }

private:
    Response m_response;
    Cause m_cause;
    std::chrono::milliseconds m_failsFor;
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
/// caches OAuth2 tokens through the sender (renewed at 80 % of their life, one fetch at a time).
class RequestBuilder
{
public:
    /// The request, or why there is none: RequestError, CredentialError.
    using Built = std::function<void(std::optional<Request> request, const std::exception_ptr &error)>;

    RequestBuilder(std::shared_ptr<const SecretSource> secrets, HttpSender &sender);
    ~RequestBuilder();

    /// Waits for a token when there is none. Throws RequestError, CredentialError.
    Request build(const Target &target, const DeliveryEnvironment &environment, std::string body, const DeliveryInfo &info);
    /// Waits for nothing: `built`, which must not throw, is called once, here and now or, when a token has to be fetched first,
    /// on the sender's thread. It may outlive the builder.
    void build(const Target &target, const DeliveryEnvironment &environment, std::string body, const DeliveryInfo &info,
               Built built);
    /// Those who wait for a token are told Cancelled, now and from now on.
    void endWaits();
    /// Forgets the token of this request, which was answered 401, unless there is a newer one already.
    void dropToken(const Target &target, const DeliveryEnvironment &environment, const Request &refused);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace targetdesk
