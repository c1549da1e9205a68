// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// What an OAuth2 client credentials grant is asked for, all templates resolved.
struct TokenRequest
{
    std::string url;
    bool urlIsSecret = false;
    std::string clientId;
    std::string clientSecret;
    std::string scope;
    std::string accountId;
    WireRoute route;                  ///< the target's own
    std::vector<std::string> secrets; ///< in URL and route
};

/// What came of asking for a token.
struct TokenAnswer
{
    std::string token;
    std::optional<Response> failure; ///< class Auth, or our own doing (Request, Blocked, Proxy, Cancelled)
    /// How long the same failure would be told again without asking the endpoint.
    std::chrono::milliseconds failsFor{0};
};

/// Access tokens by endpoint and client: fetched once (SFMC allows one request per 20 minutes and client, comms-platforms section
/// 2), renewed at 80 % of the life that the answer states. While one fetch is under way all who ask wait for it and share what
/// comes of it, a failure included; take() shares a failure for some seconds more, so that a dead endpoint is not asked by each
/// in turn. Thread-safe.
class AccessTokens
{
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;
    using Done = std::function<void(const TokenAnswer &)>;

    /// take() tells a failure again for so long.
    static constexpr std::chrono::milliseconds kFailureKept{2000};

    explicit AccessTokens(HttpSender &sender, Clock clock = &std::chrono::steady_clock::now)
        : m_sender(sender)
        , m_clock(std::move(clock))
    {}

    /// Waits for nothing: `done`, which must not throw, is called once, here and now when the answer is known, else on the thread
    /// of the sender or of whoever calls end(). It may outlive this object.
    void take(const TokenRequest &request, Done done);
    /// Waits for the token; asks again however the last fetch ended. Throws CredentialError. Not from the sender's thread.
    std::string token(const TokenRequest &request);
    /// Forgets a token that a receiver refused. A newer one stays: the refusal came late.
    void drop(const TokenRequest &request, const std::string &refused);
    /// Whoever waits in take() is told Cancelled, now and from now on. What is on the wire is the sender's to cancel.
    void end();

private:
    struct Entry
    {
        std::mutex mutex; ///< guards the rest; never held while somebody waits or is told
        std::string token;
        std::chrono::steady_clock::time_point renewAt;
        std::optional<Response> failure; ///< of the last fetch
        std::chrono::steady_clock::time_point failsUntil;
        bool isFetching = false;
        std::vector<Done> waiting; ///< for the fetch under way
    };

    std::shared_ptr<Entry> entry(const TokenRequest &request);
    void ask(const TokenRequest &request, bool isAskedAnew, Done done);
    void fetch(const std::shared_ptr<Entry> &entry, const TokenRequest &request);
    static void finish(Entry &entry, const Clock &clock, const Request &asked, Response response);

    HttpSender &m_sender;
    Clock m_clock;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Entry>> m_entries; ///< guarded by m_mutex
    bool m_hasEnded = false;                                 ///< guarded by m_mutex
};

} // namespace targetdesk
