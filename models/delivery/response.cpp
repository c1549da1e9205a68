// SPDX-License-Identifier: MIT
#include "delivery/response.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <ctime>

namespace targetdesk {

namespace {

bool sameName(const std::string &a, const std::string &b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::optional<long long> wholeNumber(const std::string &text)
{
    constexpr long long kEndless = 1LL << 60; // and room for arithmetic
    long long number = 0;
    const char *end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec == std::errc::invalid_argument) return std::nullopt;
    if (parsed.ec == std::errc::result_out_of_range) number = text.front() == '-' ? -kEndless : kEndless;
    number = std::clamp(number, -kEndless, kEndless);
    if (parsed.ptr == end) return number;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (*parsed.ptr != '.' || !std::all_of(parsed.ptr + 1, end, isDigit)) return std::nullopt;
    // A fraction of a second is rounded up: coming late is polite, coming early is not.
    const bool isFraction = std::any_of(parsed.ptr + 1, end, [](char c) { return c != '0'; });
    return isFraction ? number + 1 : number;
}

std::optional<std::chrono::seconds> delay(long long seconds)
{
    if (seconds < 0) return std::nullopt;
    return std::chrono::seconds(std::min(seconds, 10LL * 366 * 24 * 3600));
}

} // namespace

std::string errorClassName(ErrorClass errorClass)
{
    switch (errorClass) {
    case ErrorClass::None: return "none";
    case ErrorClass::Dns: return "dns";
    case ErrorClass::Connect: return "connect";
    case ErrorClass::Proxy: return "proxy";
    case ErrorClass::Tls: return "tls";
    case ErrorClass::TimeoutConnect: return "timeout-connect";
    case ErrorClass::TimeoutFirstByte: return "timeout-first-byte";
    case ErrorClass::TimeoutTotal: return "timeout-total";
    case ErrorClass::Reset: return "reset";
    case ErrorClass::Protocol: return "protocol";
    case ErrorClass::TooLarge: return "too-large";
    case ErrorClass::Redirect: return "redirect";
    case ErrorClass::Http4xx: return "http-4xx";
    case ErrorClass::Http5xx: return "http-5xx";
    case ErrorClass::Blocked: return "blocked-address";
    case ErrorClass::Request: return "request";
    case ErrorClass::Auth: return "auth";
    case ErrorClass::Cancelled: return "cancelled";
    }
    return "none";
}

bool Response::isAnswerLost() const
{
    if (!requestSent || status >= 200) return false;
    switch (errorClass) {
    case ErrorClass::TimeoutFirstByte:
    case ErrorClass::TimeoutTotal:
    case ErrorClass::Reset:
    case ErrorClass::Protocol:
    case ErrorClass::TooLarge:
    case ErrorClass::Cancelled: return true;
    default: return false;
    }
}

std::optional<std::string> Response::header(const std::string &name) const
{
    for (const auto &[key, value] : headers) {
        if (sameName(key, name)) return value;
    }
    return std::nullopt;
}

std::optional<std::chrono::seconds> Response::retryAfter() const
{
    const std::time_t now = std::time(nullptr);
    if (const std::optional<std::string> after = header("Retry-After")) {
        if (const auto seconds = wholeNumber(*after)) return delay(*seconds);
        const std::time_t at = curl_getdate(after->c_str(), nullptr);
        if (at != -1) return delay(std::max<long long>(0, at - now));
    }
    const std::optional<std::string> remaining = header("X-RateLimit-Remaining");
    const std::optional<std::string> reset = header("X-RateLimit-Reset");
    if (!reset || (status != 429 && remaining != "0")) return std::nullopt;
    const auto number = wholeNumber(*reset);
    if (!number) return std::nullopt;
    // Campaign Monitor counts the seconds left, Braze and Emarsys give the epoch (comms-platforms, section 5).
    constexpr long long firstEpoch = 1'000'000'000;
    return delay(*number >= firstEpoch ? std::max<long long>(0, *number - now) : *number);
}

} // namespace targetdesk
