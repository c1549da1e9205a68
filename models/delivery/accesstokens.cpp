// SPDX-License-Identifier: MIT
#include "delivery/accesstokens.h"

#include "delivery/requestbuilder.h"
#include "delivery/requestchecks.h"
#include "workspace/json.h"

namespace targetdesk {

namespace {

/// Without `expires_in` nothing is known; SFMC's documented life is 20 minutes.
constexpr double defaultLife = 1200;

Response asAuthFailure(Response response, const Request &request)
{
    std::string said;
    const Json body = Json::parse(response.body, nullptr, false);
    if (body.is_object()) {
        for (const char *key : {"error_description", "error", "message"}) {
            if (body.contains(key) && body[key].is_string()) {
                said = ": " + body[key].get<std::string>();
                break;
            }
        }
    }
    const std::string what = response.error.empty() ? "the answer holds no access_token" : response.error;
    response.error = masked("no access token from " + request.url + ": " + what + said +
                                " – check token_url, client_id and client_secret of the target's auth",
                            request);
    switch (response.errorClass) {
    case ErrorClass::Request:
    case ErrorClass::Blocked:
    case ErrorClass::Proxy:
    case ErrorClass::Cancelled: break; // not the endpoint's doing
    default: response.errorClass = ErrorClass::Auth;
    }
    response.requestSent = false; // the delivery itself never left
    return response;
}

} // namespace

std::shared_ptr<AccessTokens::Entry> AccessTokens::entry(const TokenRequest &request)
{
    const std::string key = request.url + '\n' + request.clientId + '\n' + request.scope + '\n' + request.accountId;
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<Entry> &found = m_entries[key];
    if (!found) found = std::make_shared<Entry>();
    return found;
}

std::string AccessTokens::token(const TokenRequest &request)
{
    const std::shared_ptr<Entry> known = entry(request);
    const std::lock_guard lock(known->mutex);
    if (known->token.empty() || std::chrono::steady_clock::now() >= known->renewAt) fetch(*known, request);
    return known->token;
}

void AccessTokens::drop(const TokenRequest &request)
{
    const std::shared_ptr<Entry> known = entry(request);
    const std::lock_guard lock(known->mutex);
    known->token.clear();
}

void AccessTokens::fetch(Entry &entry, const TokenRequest &request)
{
    entry.token.clear();
    Json body = {{"grant_type", "client_credentials"}, {"client_id", request.clientId}, {"client_secret", request.clientSecret}};
    if (!request.scope.empty()) body["scope"] = request.scope;
    if (!request.accountId.empty()) body["account_id"] = request.accountId;

    Request http;
    http.url = request.url;
    http.urlIsSecret = request.urlIsSecret;
    http.route = request.route;
    http.secrets = request.secrets;
    allowNamedLoopback(http);
    http.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    http.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    Response response = m_sender.sendAndWait(http);

    const Json answer = Json::parse(response.body, nullptr, false);
    const bool hasToken = answer.is_object() && answer.contains("access_token") && answer["access_token"].is_string();
    if (!response.isSuccess() || !hasToken) throw CredentialError(asAuthFailure(std::move(response), http));

    const double life =
        answer.contains("expires_in") && answer["expires_in"].is_number() ? answer["expires_in"].get<double>() : defaultLife;
    entry.token = answer["access_token"].get<std::string>();
    entry.renewAt = std::chrono::steady_clock::now() + std::chrono::milliseconds(static_cast<std::int64_t>(800 * life));
}

} // namespace targetdesk
