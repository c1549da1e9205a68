// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// How an exchange ended (dispatch.md section 7).
enum class ErrorClass {
    None, ///< 2xx
    Dns,
    Connect,
    Proxy, ///< the target's proxy failed, so nothing is known of the receiver
    Tls,
    TimeoutConnect,   ///< no connection in time
    TimeoutFirstByte, ///< no answer began in time; `requestSent` tells whether the receiver may have acted
    TimeoutTotal,     ///< not all was over in time; the same
    Reset,            ///< the connection broke after the request was sent: the answer is lost
    Protocol,         ///< what came back is not HTTP, or was cut
    TooLarge,         ///< headers over the limit
    Redirect,         ///< 3xx: never followed
    Http4xx,
    Http5xx,
    Blocked, ///< the address gate forbids where the URL leads to: nothing was sent
    Request, ///< the request could not be made at all (bad URL, bad header)
    Auth,    ///< no token could be had
    Cancelled
};

/// Name as stored and shown: "dns", "connect", …
std::string errorClassName(ErrorClass errorClass);

/// Phases, from the start of the request; -1 when the phase was not reached.
struct Timings
{
    std::chrono::microseconds dns{-1};
    std::chrono::microseconds connect{-1};
    std::chrono::microseconds tls{-1};
    std::chrono::microseconds firstByte{-1};
    std::chrono::microseconds total{0};
};

/// What came back. A value.
struct Response
{
    int status = 0; ///< 0: no HTTP answer
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body; ///< decoded; at most the limit
    bool bodyCut = false;
    std::string remoteAddress;
    bool connectionReused = false;
    bool requestSent = false; ///< the receiver may have seen the whole request
    Timings timings;
    ErrorClass errorClass = ErrorClass::None;
    std::string error; ///< for people: what, and what to do; empty on success
    std::string note;  ///< for people: what became of a body that is not whole (the head decided all the same); mostly empty

    bool isSuccess() const { return errorClass == ErrorClass::None && status >= 200 && status < 300; }
    /// The answer is lost: the receiver may have acted, or not.
    bool isAnswerLost() const;
    std::optional<std::string> header(const std::string &name) const; ///< case-insensitive
    /// Retry-After or X-RateLimit-Reset as a delay from now, when the answer has one.
    std::optional<std::chrono::seconds> retryAfter() const;
};

} // namespace targetdesk
