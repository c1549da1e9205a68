// SPDX-License-Identifier: MIT
#include "delivery/requestbuilder.h"

#include "delivery/accesstokens.h"
#include "delivery/asciicase.h"
#include "delivery/base64.h"
#include "delivery/requestchecks.h"
#include "delivery/requestsigner.h"
#include "delivery/requesttexts.h"
#include "delivery/wireroute.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace targetdesk {

namespace {

/// Headers that belong to the connection or to us; a target that sets them would break the request or lie about it.
bool isReserved(const std::string &lowerName)
{
    static constexpr std::array<std::string_view, 7> names = {
        "host", "content-length", "connection", "transfer-encoding", "x-omneo-event", "x-omneo-hmac-sha256", "expect"};
    if (lowerName.starts_with("webhook-")) return true; // Standard Webhooks'
    return std::find(names.begin(), names.end(), lowerName) != names.end();
}

constexpr std::string_view bearer = "Bearer ";

const WireHeader *findHeader(const Request &request, const std::string &lowerName)
{
    const auto found = std::find_if(request.headers.begin(), request.headers.end(),
                                    [&](const WireHeader &header) { return lowerCase(header.name) == lowerName; });
    return found == request.headers.end() ? nullptr : &*found;
}

bool hasHeader(const Request &request, const std::string &lowerName)
{
    return findHeader(request, lowerName) != nullptr;
}

void addSecrets(std::vector<std::string> &secrets, RequestText text)
{
    std::ranges::move(text.secrets, std::back_inserter(secrets));
}

TokenRequest tokenRequest(const Authentication &auth, const RequestTexts &texts)
{
    TokenRequest request;
    RequestText url = texts.render(auth.tokenUrl, "auth token_url");
    request.url = std::move(url.text);
    request.urlIsSecret = url.isSecret;
    request.secrets = std::move(url.secrets);
    RequestText clientSecret = texts.render(auth.clientSecret, "auth client_secret");
    request.clientSecret = std::move(clientSecret.text);
    request.secrets.push_back(request.clientSecret);
    addSecrets(request.secrets, std::move(clientSecret));
    const auto textOf = [&](const std::string &source, const char *place) {
        RequestText text = texts.render(source, place);
        std::string rendered = text.text;
        addSecrets(request.secrets, std::move(text));
        return rendered;
    };
    request.clientId = textOf(auth.clientId, "auth client_id");
    request.scope = textOf(auth.scope, "auth scope");
    request.accountId = textOf(auth.accountId, "auth account_id");
    return request;
}

} // namespace

struct RequestBuilder::Private
{
    Private(std::shared_ptr<const SecretSource> source, HttpSender &sender)
        : secrets(std::move(source))
        , tokens(sender)
    {}

    void addHeaders(Request &request, const Target &target, const RequestTexts &texts) const
    {
        for (const Header &header : target.delivery.headers) {
            if (isReserved(lowerCase(header.name))) {
                throw RequestError("header " + header.name +
                                   ": this one is set by Target Desk – take it out of the target's headers");
            }
            RequestText value = texts.render(header.value, "header " + header.name);
            request.headers.push_back({header.name, std::move(value.text), value.isSecret});
            addSecrets(request.secrets, std::move(value));
        }
        if (!target.delivery.contentType.empty() && !hasHeader(request, "content-type")) {
            request.headers.push_back({"Content-Type", target.delivery.contentType, false});
        }
    }

    /// All but the authorization.
    Request begin(const Target &target, const RequestTexts &texts, std::string body, const DeliveryInfo &info) const
    {
        Request request;
        request.method = target.delivery.method.empty() ? "POST" : target.delivery.method;
        RequestText url = texts.render(target.url, "URL");
        request.url = std::move(url.text);
        request.urlIsSecret = url.isSecret;
        request.secrets = std::move(url.secrets);
        request.timeout = target.delivery.timeout;
        request.route = routeOf(target, texts, request.secrets);
        allowNamedLoopback(request);

        addHeaders(request, target, texts);
        if (!info.deliveryId.empty()) request.headers.push_back({"webhook-id", info.deliveryId, false});
        if (!info.event.empty()) request.headers.push_back({"X-Omneo-Event", info.event, false});
        request.body = std::move(body);
        sign(request, target, texts, info);
        // Refused here, before a token is fetched for nothing.
        if (std::string problem = requestProblem(request); !problem.empty()) throw RequestError(problem);
        const bool isTwice =
            target.delivery.authentication.kind != Authentication::Kind::None && hasHeader(request, "authorization");
        if (isTwice)
            throw RequestError("header Authorization: the target sets it twice, under headers and under auth – take one out");
        return request;
    }

    /// With credentials that the target holds: no token to be fetched. Receivers repeat parts of them: these are secrets, too.
    static void authorizeAs(Request &request, const Authentication &auth, const RequestTexts &texts)
    {
        if (auth.kind == Authentication::Kind::Bearer) {
            RequestText token = texts.render(auth.token, "auth token");
            const std::string text = token.text;
            addSecrets(request.secrets, std::move(token));
            return authorizeWith(request, text);
        }
        RequestText user = texts.render(auth.user, "auth user");
        RequestText password = texts.render(auth.password, "auth password");
        std::string value = "Basic " + toBase64(user.text + ':' + password.text);
        request.secrets.push_back(std::move(password.text));
        addSecrets(request.secrets, std::move(user));
        addSecrets(request.secrets, std::move(password));
        authorize(request, std::move(value));
    }

    static void authorizeWith(Request &request, const std::string &token)
    {
        request.secrets.push_back(token);
        authorize(request, std::string(bearer) + token);
    }

    static void authorize(Request &request, std::string value)
    {
        request.headers.push_back({"Authorization", std::move(value), true});
        if (std::string problem = requestProblem(request); !problem.empty()) throw RequestError(problem);
    }

    static TokenRequest tokenRequestFor(const Request &request, const Authentication &auth, const RequestTexts &texts)
    {
        TokenRequest wanted = tokenRequest(auth, texts);
        wanted.route = request.route;
        wanted.secrets.insert(wanted.secrets.end(), request.secrets.begin(), request.secrets.end());
        return wanted;
    }

    std::shared_ptr<const SecretSource> secrets;
    AccessTokens tokens;
};

RequestBuilder::RequestBuilder(std::shared_ptr<const SecretSource> secrets, HttpSender &sender)
    : d(std::make_unique<Private>(std::move(secrets), sender))
{}

RequestBuilder::~RequestBuilder() = default;

Request RequestBuilder::build(const Target &target, const DeliveryEnvironment &environment, std::string body,
                              const DeliveryInfo &info)
{
    const Authentication &auth = target.delivery.authentication;
    const RequestTexts texts(environment, d->secrets);
    Request request = d->begin(target, texts, std::move(body), info);
    if (auth.kind == Authentication::Kind::OAuth2) {
        Private::authorizeWith(request, d->tokens.token(Private::tokenRequestFor(request, auth, texts)));
    } else if (auth.kind != Authentication::Kind::None) {
        Private::authorizeAs(request, auth, texts);
    }
    return request;
}

void RequestBuilder::build(const Target &target, const DeliveryEnvironment &environment, std::string body,
                           const DeliveryInfo &info, Built built)
{
    const Authentication &auth = target.delivery.authentication;
    std::optional<Request> request;
    std::optional<TokenRequest> wanted;
    try {
        if (auth.kind == Authentication::Kind::OAuth2) {
            const RequestTexts texts(environment, d->secrets);
            request = d->begin(target, texts, std::move(body), info);
            wanted = Private::tokenRequestFor(*request, auth, texts);
        } else {
            request = build(target, environment, std::move(body), info);
        }
    } catch (const std::exception &) {
        return built(std::nullopt, std::current_exception());
    }
    if (!wanted) return built(std::move(request), nullptr);
    d->tokens.take(*wanted, [request = std::move(*request), built = std::move(built)](const TokenAnswer &answer) {
        try {
            if (answer.failure) throw CredentialError(*answer.failure, CredentialError::Cause::Endpoint, answer.failsFor);
            Request authorized = request;
            Private::authorizeWith(authorized, answer.token);
            built(std::move(authorized), nullptr);
        } catch (const RequestError &) {
            built(std::nullopt, std::current_exception());
        }
    });
}

void RequestBuilder::endWaits()
{
    d->tokens.end();
}

void RequestBuilder::dropToken(const Target &target, const DeliveryEnvironment &environment, const Request &refused)
{
    const Authentication &auth = target.delivery.authentication;
    const WireHeader *header = findHeader(refused, "authorization");
    if (auth.kind != Authentication::Kind::OAuth2 || !header || !header->value.starts_with(bearer)) return;
    try {
        d->tokens.drop(tokenRequest(auth, RequestTexts(environment, d->secrets)), header->value.substr(bearer.size()));
    } catch (const RequestError &) {
        // Nothing can be cached under a request that cannot be made.
    }
}

} // namespace targetdesk
