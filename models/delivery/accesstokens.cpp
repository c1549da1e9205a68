// SPDX-License-Identifier: MIT
#include "delivery/accesstokens.h"

#include "delivery/requestbuilder.h"
#include "delivery/requestchecks.h"
#include "workspace/json.h"

#include <algorithm>
#include <charconv>

namespace targetdesk {

namespace {

/// Without `expires_in` nothing is known; SFMC's documented life is 20 minutes.
constexpr double defaultLife = 1200;
constexpr double longestLife = 10 * 365 * 86400.0;

/// Seconds; some endpoints write them as a text.
double lifeOf(const Json &answer)
{
    double life = defaultLife;
    if (const auto stated = answer.find("expires_in"); stated != answer.end()) {
        if (stated->is_number()) {
            life = stated->get<double>();
        } else if (const auto *text = stated->get_ptr<const std::string *>()) {
            double number = 0;
            if (std::from_chars(text->data(), text->data() + text->size(), number).ec == std::errc()) life = number;
        }
    }
    return std::clamp(life, 0.0, longestLife);
}

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
    const std::uint64_t before = known->ended;
    const std::lock_guard lock(known->mutex);
    if (!known->token.empty() && m_clock() < known->renewAt) return known->token;
    if (known->ended != before) {
        // One fetch ended while we waited. To ask a dead endpoint again, each in turn, would hold the last for minutes.
        if (known->failure) throw CredentialError(*known->failure);
        if (!known->token.empty()) return known->token;
    }
    fetch(*known, request);
    return known->token;
}

void AccessTokens::drop(const TokenRequest &request, const std::string &refused)
{
    const std::shared_ptr<Entry> known = entry(request);
    const std::lock_guard lock(known->mutex);
    if (known->token == refused) known->token.clear();
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
    const bool hasToken = answer.is_object() && answer.contains("access_token") && answer["access_token"].is_string() &&
                          !answer["access_token"].get_ref<const std::string &>().empty();
    ++entry.ended;
    if (!response.isSuccess() || !hasToken) {
        entry.failure = asAuthFailure(std::move(response), http);
        throw CredentialError(*entry.failure);
    }
    entry.failure.reset();
    entry.token = answer["access_token"].get<std::string>();
    entry.renewAt = m_clock() + std::chrono::milliseconds(static_cast<std::int64_t>(800 * lifeOf(answer)));
}

} // namespace targetdesk
