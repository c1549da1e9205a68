// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/addressrange.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// A header as it goes on the wire.
struct WireHeader
{
    std::string name;
    std::string value;
    bool isSecret = false; ///< masked wherever it is shown or stored
    bool operator==(const WireHeader &) const = default;
};

/// TLS of one request. Files are PEM, by full path; they are read when a connection is made.
struct WireTls
{
    bool verify = true;
    bool onlyTls13 = false;        ///< otherwise 1.2 will do, too
    std::string authorities;       ///< the only ones that are trusted; empty: the system's
    std::string clientCertificate; ///< empty: none
    std::string clientKey;         ///< empty: in the certificate's file
    std::string clientKeyPassword; ///< never shown
};

/// How a receiver is reached.
struct WireRoute
{
    WireTls tls;
    std::string proxy; ///< empty: none, whatever the environment says
    bool proxyIsSecret = false;
    bool http2 = false;
    std::chrono::milliseconds connectTimeout{5000};
    std::chrono::milliseconds firstByteTimeout{0}; ///< from the sending on; 0: only the whole exchange's
    std::vector<AddressRange> allowedAddresses;    ///< may be connected to although the sender's gate would not
};

/// What Standard Webhooks' signature is made with: kept until the request goes out, for its time is that of the send.
struct WireSigner
{
    struct Key
    {
        std::string secret;
        bool isPrivate = false; ///< v1a
    };
    std::string deliveryId;
    std::vector<Key> keys;
    std::chrono::sys_seconds at{}; ///< in the headers now
};

/// One HTTP request, ready to send: all templates are resolved, the body is final and is what was signed.
struct Request
{
    std::string method = "POST";
    std::string url;
    bool urlIsSecret = false; ///< names a secret (Slack's webhook address is one): masked like a header
    std::vector<WireHeader> headers;
    std::string body;
    std::chrono::milliseconds timeout{15000}; ///< the whole exchange
    WireRoute route;
    std::vector<std::string> secrets; ///< that are in the URL, the route and the headers, alone or in part: see masked()
    std::optional<WireSigner> signer; ///< of webhook-timestamp and webhook-signature: see signAnew()
};

/// A text about the request without its secrets, as SecretMask finds them.
std::string masked(std::string text, const Request &request);

} // namespace targetdesk
