// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/connectionsettings.h"
#include "workspace/flowsettings.h"
#include "workspace/json.h"
#include "workspace/signaturesettings.h"
#include "workspace/twigoptions.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// One request header. The value is a Twig template with `env` and `secrets` in scope.
struct Header
{
    std::string name;
    std::string value;
    bool operator==(const Header &) const = default;
};

/// How a target proves who it is. All texts are Twig templates with `env` and `secrets` in scope.
struct Authentication
{
    enum class Kind {
        None,
        Basic,  ///< user, password
        Bearer, ///< token
        OAuth2  ///< client credentials: tokenUrl, clientId, clientSecret, scope, accountId; the token is cached
    };
    Kind kind = Kind::None;
    std::string user;
    std::string password;
    std::string token;
    std::string tokenUrl;
    std::string clientId;
    std::string clientSecret;
    std::string scope;
    std::string accountId; ///< SFMC's MID of the business unit
    bool operator==(const Authentication &) const = default;
};

/// When a failed delivery is tried again.
struct RetryPolicy
{
    int maxTries = 10; ///< the first included
    std::chrono::milliseconds firstDelay{5000};
    double factor = 4.0;
    std::chrono::milliseconds maxDelay{std::chrono::hours(24)};
    double jitter = 0.2; ///< ± this share of the delay
    /// The longest that a receiver's Retry-After puts off what goes to it; 0: what it asks for counts for nothing.
    std::chrono::milliseconds maxRetryAfter{std::chrono::hours(24)};
    /// The delay after each try, instead of the growing one; then one try more than these is the last.
    std::vector<std::chrono::milliseconds> delays;
    bool operator==(const RetryPolicy &) const = default;
};

/// May a request be sent again when its answer was lost (comms-platforms: no de-duplication on some platforms)?
enum class LostAnswer {
    Retry, ///< the receiver de-duplicates, or a repeat does no harm
    Park   ///< ends as *unknown* and asks a person (design rule 5)
};

/// What only Target Desk adds to a target, under "delivery" in its file.
struct DeliverySettings
{
    bool isActive = true; ///< false: a person switched it off, and deliveries to it are cancelled
    std::string method = "POST";
    std::string contentType = "application/json";
    std::vector<Header> headers;
    Authentication authentication;
    /// Name of the secret for X-Omneo-Hmac-SHA256; empty: not signed. The secret itself is never in a workspace.
    std::string signingSecret;
    std::vector<SignatureSettings> signatures; ///< more of them, and other schemes
    std::chrono::milliseconds timeout{15000};  ///< the whole exchange
    ConnectionSettings connection;
    RetryPolicy retry;
    LostAnswer lostAnswer = LostAnswer::Park;
    FlowSettings flow;
    /// Paths of payload and answer (`profile.email`, `items.*.code`) whose values are not kept once it is delivered: each is one
    /// that valuePath() reads.
    std::vector<std::string> redact;
    /// Platform whose rules and answers apply ("klaviyo", "sfmc", "campaign-monitor"), or empty.
    std::string platform;
    /// Settings for the template, seen there as `config`. An object.
    Json config = Json::object();
    /// The JSON Schema that previews and checks hold payloads against: a file, named from the workspace's folder; empty: none.
    std::string schema;
    /// Twig's own settings for this target.
    bool strictVariables = false;
    std::string autoescape;        ///< "" or "off", "html", "js", …
    std::string timezone;          ///< IANA name; empty: UTC
    Json unknown = Json::object(); ///< keys of the file that we do not know; survive a round trip
    bool operator==(const DeliverySettings &) const = default;
};

/// The folder that a target's files are named from: its workspace's. Where a target lies is no difference between targets.
struct TargetFolder
{
    std::filesystem::path path;
    bool operator==(const TargetFolder &) const { return true; }
};

/// Omneo's Target, and our delivery settings (fields as in Omneo's API reference for targets). A value.
struct Target
{
    std::optional<std::int64_t> id; ///< Omneo's; absent for a target that Omneo does not know
    std::string name;
    std::string handle; ///< unique in a workspace; also the name of its files
    std::string url;    ///< a Twig template with `env` and `secrets` in scope
    std::string description;
    std::string notes;
    Json condition; ///< JSON Logic; null: always
    DeliverySettings delivery;
    std::string templateSource; ///< never escaped; its own file
    TwigOptions twig;           ///< the workspace's, in none of the target's files
    TargetFolder folder;        ///< set when it is read; in none of its files
    Json unknown = Json::object();
    bool operator==(const Target &) const = default;
};

} // namespace targetdesk
