// SPDX-License-Identifier: MIT
#include "delivery/accesstokens.h"

#include "delivery/requestbuilder.h"
#include "delivery/requestchecks.h"
#include "delivery/tokenrefusal.h"
#include "workspace/json.h"

#include <algorithm>
#include <charconv>
#include <future>
#include <iterator>
#include <utility>

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

/// Not the endpoint's doing, but that of the end.
bool isCancelled(const Response &response)
{
    return response.errorClass == ErrorClass::Cancelled;
}

TokenAnswer cancelled()
{
    Response response;
    response.errorClass = ErrorClass::Cancelled;
    response.error = "no access token: cancelled before it came";
    return {{}, std::move(response)};
}

Request httpRequest(const TokenRequest &request)
{
    Json body = {{"grant_type", "client_credentials"}, {"client_id", request.clientId}, {"client_secret", request.clientSecret}};
    if (!request.scope.empty()) body["scope"] = request.scope;
    if (!request.accountId.empty()) body["account_id"] = request.accountId;

    Request http;
    http.url = request.url;
    http.urlIsSecret = request.urlIsSecret;
    http.route = request.route;
    http.secrets = request.secrets;
    http.secrets.push_back(request.clientSecret);
    allowNamedLoopback(http);
    http.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    http.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    return http;
}

} // namespace

std::shared_ptr<AccessTokens::Entry> AccessTokens::entry(const TokenRequest &request)
{
    const std::string key = request.url + '\n' + request.clientId + '\n' + request.scope + '\n' + request.accountId;
    const std::lock_guard lock(m_mutex);
    if (m_hasEnded) return nullptr;
    std::shared_ptr<Entry> &found = m_entries[key];
    if (!found) found = std::make_shared<Entry>();
    return found;
}

void AccessTokens::take(const TokenRequest &request, Done done)
{
    ask(request, false, std::move(done));
}

std::string AccessTokens::token(const TokenRequest &request)
{
    std::promise<TokenAnswer> promise;
    std::future<TokenAnswer> future = promise.get_future();
    ask(request, true, [&promise](const TokenAnswer &answer) { promise.set_value(answer); });
    TokenAnswer answer = future.get();
    if (answer.failure) throw CredentialError(std::move(*answer.failure), CredentialError::Cause::Endpoint);
    return answer.token;
}

void AccessTokens::ask(const TokenRequest &request, bool isAskedAnew, Done done)
{
    const std::shared_ptr<Entry> known = entry(request);
    if (!known) return done(cancelled());
    std::optional<TokenAnswer> answer;
    {
        const std::lock_guard lock(known->mutex);
        const auto now = m_clock();
        if (!known->token.empty() && now < known->renewAt) {
            answer = TokenAnswer{known->token, {}};
        } else if (!isAskedAnew && !known->isFetching && known->failure && now < known->failsUntil) {
            answer = TokenAnswer{{}, known->failure, std::chrono::ceil<std::chrono::milliseconds>(known->failsUntil - now)};
        } else {
            known->waiting.push_back(std::move(done));
            if (std::exchange(known->isFetching, true)) return;
        }
    }
    if (answer) return done(*answer);
    fetch(known, request);
}

void AccessTokens::drop(const TokenRequest &request, const std::string &refused)
{
    const std::shared_ptr<Entry> known = entry(request);
    if (!known) return;
    const std::lock_guard lock(known->mutex);
    if (known->token == refused) known->token.clear();
}

void AccessTokens::end()
{
    std::vector<Done> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_hasEnded = true;
        for (const auto &[key, entry] : m_entries) {
            const std::lock_guard entryLock(entry->mutex);
            std::ranges::move(std::exchange(entry->waiting, {}), std::back_inserter(waiting));
        }
    }
    for (const Done &done : waiting)
        done(cancelled());
}

void AccessTokens::fetch(const std::shared_ptr<Entry> &entry, const TokenRequest &request)
{
    Request http = httpRequest(request);
    Request asked = http; // for what is masked in the answer
    m_sender.send(std::move(http), [entry, clock = m_clock, asked = std::move(asked)](Response response) {
        finish(*entry, clock, asked, std::move(response));
    });
}

/// On the sender's thread.
void AccessTokens::finish(Entry &entry, const Clock &clock, const Request &asked, Response response)
{
    const Json body = Json::parse(response.body, nullptr, false);
    const bool hasToken = body.is_object() && body.contains("access_token") && body["access_token"].is_string() &&
                          !body["access_token"].get_ref<const std::string &>().empty();
    TokenAnswer answer;
    std::vector<Done> waiting;
    {
        const std::lock_guard lock(entry.mutex);
        const auto now = clock();
        entry.isFetching = false;
        entry.token.clear();
        entry.failure.reset();
        if (response.isSuccess() && hasToken) {
            answer.token = entry.token = body["access_token"].get<std::string>();
            entry.renewAt = now + std::chrono::milliseconds(static_cast<std::int64_t>(800 * lifeOf(body)));
        } else {
            answer.failure = tokenRefusal(std::move(response), asked);
            if (!isCancelled(*answer.failure)) {
                entry.failure = answer.failure;
                entry.failsUntil = now + kFailureKept;
                answer.failsFor = kFailureKept;
            }
        }
        waiting = std::exchange(entry.waiting, {});
    }
    for (const Done &done : waiting)
        done(answer);
}

} // namespace targetdesk
