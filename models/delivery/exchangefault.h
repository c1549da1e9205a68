// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"
#include "delivery/response.h"

#include <curl/curl.h>

#include <string>

namespace targetdesk {

/// What is known of a transfer that ended without a complete head.
struct ExchangeEnd
{
    CURLcode result = CURLE_OK;
    std::string curlText;   ///< curl's words, with OpenSSL's reason
    bool isSent = false;    ///< it went on the wire, or began to
    bool isTurned = false;  ///< and its connection is gone, so that curl turned to another
    bool isRefused = false; ///< the receiver says that it did not look at it
    bool connectionReused = false;
    bool nameResolved = false;
    bool firstByteMissed = false; ///< ended by our own timer
    long tunnelStatus = 0;        ///< the proxy's answer to CONNECT; 0: none
};

/// Its class, in words for people, and whether it is certain that no request reached the receiver.
struct ExchangeFault
{
    ErrorClass errorClass = ErrorClass::None;
    std::string what; ///< may name secrets: see masked()
    bool receivedNothing = false;
};

/// Why a body is not whole, in words for people, when its head was.
std::string bodyNote(const ExchangeEnd &end, const Request &request);

ExchangeFault faultOf(const ExchangeEnd &end, const Request &request);

} // namespace targetdesk
