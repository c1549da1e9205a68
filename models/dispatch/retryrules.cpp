// SPDX-License-Identifier: MIT
#include "dispatch/retryrules.h"

#include <algorithm>
#include <cmath>

namespace targetdesk {

namespace {

std::string answered(const Response &response)
{
    return "the receiver answered " + std::to_string(response.status);
}

/// What happened, in words.
std::string cause(const Response &response)
{
    if (!response.error.empty()) return response.error;
    return response.status != 0 ? answered(response) : errorClassName(response.errorClass);
}

bool isTemporary(const Response &response, const Target &target)
{
    const int status = response.status;
    const FlowSettings &flow = target.delivery.flow;
    if (std::ranges::find(flow.finalStatus, status) != flow.finalStatus.end()) return false;
    if (std::ranges::find(flow.retryStatus, status) != flow.retryStatus.end()) return true;
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

Verdict refused(const Response &response)
{
    return {DeliveryState::Refused, std::nullopt, cause(response), false};
}

Verdict retried(const Response &response, const Target &target, const TryInfo &info)
{
    const RetryPolicy &policy = target.delivery.retry;
    const int maxTries = policy.delays.empty() ? policy.maxTries : static_cast<int>(policy.delays.size()) + 1;
    if (info.tries >= maxTries) {
        return {DeliveryState::Exhausted, std::nullopt,
                "failed " + std::to_string(info.tries) + " times, the last time: " + cause(response), false};
    }
    std::chrono::milliseconds delay = retryDelay(policy, info.tries, info.random);
    if (const std::optional<std::chrono::seconds> asked = response.retryAfter()) {
        delay = std::max<std::chrono::milliseconds>(delay, std::min<std::chrono::milliseconds>(*asked, policy.maxRetryAfter));
    }
    return {DeliveryState::Waiting, info.now + delay, cause(response), false};
}

Verdict lost(const Response &response, const Target &target, const TryInfo &info)
{
    if (target.delivery.lostAnswer == LostAnswer::Retry) return retried(response, target, info);
    return {DeliveryState::Unknown, std::nullopt,
            "the answer is lost, so the receiver may have acted on it or not (" + cause(response) +
                ") – look there before it is sent again; \"lost_answer\": \"retry\" suits a receiver that a repeat does no harm",
            false};
}

Verdict judgeStatus(const Response &response, const Target &target, const TryInfo &info)
{
    const bool canRenew = target.delivery.authentication.kind == Authentication::Kind::OAuth2;
    if (response.status == 401 && canRenew && info.lastStatus != 401) {
        return {DeliveryState::Waiting, info.now, "the receiver answered 401: tried again with a new token", true};
    }
    return isTemporary(response, target) ? retried(response, target, info) : refused(response);
}

} // namespace

std::chrono::milliseconds retryDelay(const RetryPolicy &policy, int tries, double random)
{
    const double longest = static_cast<double>(policy.maxDelay.count());
    double plain = static_cast<double>(policy.firstDelay.count()) * std::pow(policy.factor, std::max(0, tries - 1));
    plain = std::min(longest, plain);
    if (!policy.delays.empty()) {
        const auto nth = std::min(static_cast<std::size_t>(std::max(0, tries - 1)), policy.delays.size() - 1);
        plain = static_cast<double>(policy.delays[nth].count());
    }
    const double delay = plain * (1.0 + policy.jitter * (2.0 * random - 1.0));
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::max(0.0, delay)));
}

Verdict judge(const Response &response, const Target &target, const TryInfo &info)
{
    if (response.isSuccess()) return {};
    switch (response.errorClass) {
    case ErrorClass::Cancelled:
        // Our own doing: given back, unless the receiver may have it.
        if (response.requestSent) return lost(response, target, info);
        return {DeliveryState::Ready, info.now, {}, false};
    case ErrorClass::Blocked:
    case ErrorClass::Request: return refused(response);
    case ErrorClass::Auth:
        // The token endpoint's answer: wrong credentials stay wrong, an endpoint that is away comes back.
        return response.status >= 400 && !isTemporary(response, target) ? refused(response) : retried(response, target, info);
    case ErrorClass::None:
    case ErrorClass::Redirect:
    case ErrorClass::Http4xx:
    case ErrorClass::Http5xx: return judgeStatus(response, target, info);
    case ErrorClass::Dns:
    case ErrorClass::Connect:
    case ErrorClass::Proxy:
    case ErrorClass::Tls:
    case ErrorClass::TimeoutConnect:
    case ErrorClass::TimeoutFirstByte:
    case ErrorClass::TimeoutTotal:
    case ErrorClass::Reset:
    case ErrorClass::Protocol:
    case ErrorClass::TooLarge: break;
    }
    return response.isAnswerLost() ? lost(response, target, info) : retried(response, target, info);
}

} // namespace targetdesk
