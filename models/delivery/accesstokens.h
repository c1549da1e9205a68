// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
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
/// 2), renewed at 80 % of the life that the answer states. Thread-safe; token() blocks while one fetch is under way.
class AccessTokens
{
public:
    explicit AccessTokens(HttpSender &sender)
        : m_sender(sender)
    {}

    /// Throws CredentialError.
    std::string token(const TokenRequest &request);
    void drop(const TokenRequest &request);

private:
    struct Entry
    {
        std::mutex mutex; ///< held during a fetch, so that there is only one
        std::string token;
        std::chrono::steady_clock::time_point renewAt;
    };

    std::shared_ptr<Entry> entry(const TokenRequest &request);
    void fetch(Entry &entry, const TokenRequest &request);

    HttpSender &m_sender;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Entry>> m_entries;
};

} // namespace targetdesk
