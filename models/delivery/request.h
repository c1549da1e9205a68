// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/addressrange.h"

#include <chrono>
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

/// One HTTP request, ready to send: all templates are resolved, the body is final and is what was signed.
struct Request
{
    std::string method = "POST";
    std::string url;
    bool urlIsSecret = false; ///< names a secret (Slack's webhook address is one): masked like a header
    std::vector<WireHeader> headers;
    std::string body;
    std::chrono::milliseconds connectTimeout{5000};
    std::chrono::milliseconds timeout{15000}; ///< the whole exchange
    bool verifyTls = true;
    std::vector<AddressRange> allowedAddresses; ///< may be connected to although the sender's gate would not
};

} // namespace targetdesk
