// SPDX-License-Identifier: MIT
#include "delivery/tokenrefusal.h"

#include "delivery/asciicase.h"
#include "delivery/secretmask.h"
#include "workspace/json.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace targetdesk {

namespace {

/// Whose value nobody but the endpoint should know.
bool isKeyOfSecret(const std::string &key)
{
    const std::string lower = lowerCase(key);
    constexpr std::array<std::string_view, 5> parts = {"token", "secret", "password", "assertion", "key"};
    return std::ranges::any_of(parts, [&](std::string_view part) { return lower.find(part) != std::string::npos; });
}

/// The words may repeat what stands elsewhere in the answer, which may be nested as deeply as it likes.
void collectSecrets(const Json &answer, std::vector<std::string> &secrets)
{
    std::vector<const Json *> open{&answer};
    while (!open.empty()) {
        const Json &json = *open.back();
        open.pop_back();
        for (const auto &[key, value] : json.items()) {
            if (value.is_structured()) open.push_back(&value);
            if (value.is_string() && json.is_object() && isKeyOfSecret(key)) secrets.push_back(value.get<std::string>());
        }
    }
}

std::string textAt(const Json &body, const char *key)
{
    const auto found = body.is_object() ? body.find(key) : body.end();
    return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A redirect's address may hold a token; that it is one will do.
std::string faultOf(const Response &response)
{
    if (response.errorClass == ErrorClass::Redirect)
        return "the endpoint answered " + std::to_string(response.status) + ", and redirects are not followed";
    return response.error.empty() ? "the answer holds no access_token" : response.error;
}

/// What was said, for the error's text.
std::string reasonOf(const Json &body)
{
    for (const char *key : {"error_description", "error", "message"}) {
        if (std::string said = textAt(body, key); !said.empty()) return ": " + said;
    }
    return {};
}

std::string keptBody(const Json &body, const SecretMask &mask)
{
    Json kept = Json::object();
    for (const char *key : {"error", "error_description"}) {
        if (const std::string said = textAt(body, key); !said.empty()) kept[key] = mask.masked(said);
    }
    return kept.empty() ? std::string() : kept.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool isKeptHeader(const std::string &name)
{
    constexpr std::array<std::string_view, 8> kept = {
        "content-type",      "date",        "request-id", "retry-after", "www-authenticate", "x-ratelimit-remaining",
        "x-ratelimit-reset", "x-request-id"};
    return std::ranges::find(kept, lowerCase(name)) != kept.end();
}

/// Whose fault it is.
ErrorClass classOf(ErrorClass errorClass)
{
    switch (errorClass) {
    case ErrorClass::Request:
    case ErrorClass::Blocked:
    case ErrorClass::Proxy:
    case ErrorClass::Cancelled: return errorClass; // not the endpoint's doing
    default: return ErrorClass::Auth;
    }
}

} // namespace

Response tokenRefusal(Response response, const Request &request)
{
    const Json body = Json::parse(response.body, nullptr, false);
    Request known = request;
    if (body.is_structured()) collectSecrets(body, known.secrets);
    const SecretMask mask(known);
    response.error = mask.masked("no access token from " + request.url + ": " + faultOf(response) + reasonOf(body) +
                                 " – check token_url, client_id and client_secret of the target's auth");
    response.body = keptBody(body, mask);
    std::erase_if(response.headers, [](const auto &header) { return !isKeptHeader(header.first); });
    for (auto &[name, value] : response.headers)
        value = mask.masked(std::move(value));
    response.errorClass = classOf(response.errorClass);
    response.requestSent = false;
    return response;
}

} // namespace targetdesk
