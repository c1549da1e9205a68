// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"

#include <atomic>
#include <chrono>
#include <cstdint>
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

/// Access tokens by endpoint and client: fetched once (SFMC allows one request per 20 minutes and client, comms-platforms section
/// 2), renewed at 80 % of the life that the answer states. Thread-safe; token() blocks while one fetch is under way, and who
/// waited for it shares what came of it, a failure included.
class AccessTokens
{
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    explicit AccessTokens(HttpSender &sender, Clock clock = &std::chrono::steady_clock::now)
        : m_sender(sender)
        , m_clock(std::move(clock))
    {}

    /// Throws CredentialError.
    std::string token(const TokenRequest &request);
    /// Forgets a token that a receiver refused. A newer one stays: the refusal came late.
    void drop(const TokenRequest &request, const std::string &refused);

private:
    struct Entry
    {
        std::mutex mutex;                    ///< held during a fetch, so that there is only one
        std::atomic<std::uint64_t> ended{0}; ///< fetches so far; read without the mutex
        std::string token;
        std::chrono::steady_clock::time_point renewAt;
        std::optional<Response> failure; ///< of the last fetch
    };

    std::shared_ptr<Entry> entry(const TokenRequest &request);
    void fetch(Entry &entry, const TokenRequest &request);

    HttpSender &m_sender;
    Clock m_clock;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Entry>> m_entries;
};

} // namespace targetdesk
