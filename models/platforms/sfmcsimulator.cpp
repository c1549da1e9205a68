// SPDX-License-Identifier: MIT
#include "platforms/sfmcsimulator.h"

namespace targetdesk {

namespace {

constexpr std::string_view messages = "/messaging/v1/email/messages/";
/// What clients see in `expires_in`, although the page says 20 minutes.
constexpr std::chrono::seconds tokenLife{1079};

std::string text(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

bool SfmcSimulator::listensAt(std::string_view path) const
{
    return path == "/v2/token" || path == "/interaction/v1/events" || path.starts_with(messages);
}

std::vector<std::string> SfmcSimulator::expectations() const
{
    return {"POST /v2/token with client_id simulator-client, client_secret simulator-secret: a token for 1079 s",
            "POST /interaction/v1/events with Authorization: Bearer TOKEN: 201 with eventInstanceId",
            "POST /messaging/v1/email/messages/KEY with Authorization: Bearer TOKEN: 202, a repeated key is refused"};
}

SimulatorAnswer SfmcSimulator::error(int status, int code, const std::string &message)
{
    return json(status, {{"message", message}, {"errorcode", code}, {"documentation", ""}}, message);
}

SimulatorAnswer SfmcSimulator::token(const IncomingRequest &request)
{
    const auto refuse = [](int status, const char *kind, const std::string &what) {
        return json(status, {{"error", kind}, {"error_description", what}, {"error_uri", ""}}, what);
    };
    const Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object()) return refuse(400, "invalid_request", "The request body is not a JSON object.");
    if (text(body, "grant_type") != "client_credentials") {
        return refuse(400, "unsupported_grant_type", "Use client_credentials as the grant_type.");
    }
    if (text(body, "client_id") != "simulator-client" || text(body, "client_secret") != "simulator-secret") {
        return refuse(401, "invalid_client", "Invalid client ID or secret.");
    }
    const std::string issued = uuid();
    m_tokens[issued] = std::chrono::steady_clock::now() + tokenLife;
    return json(200,
                {{"access_token", issued},
                 {"token_type", "Bearer"},
                 {"expires_in", tokenLife.count()},
                 {"scope", "journeys_execute email_send"},
                 {"soap_instance_url", "http://127.0.0.1/soap/"},
                 {"rest_instance_url", "http://127.0.0.1/"}},
                "a token for 1079 seconds; SFMC allows one token request per 20 minutes and client");
}

bool SfmcSimulator::isAuthorized(const IncomingRequest &request) const
{
    const std::string authorization = request.header("Authorization");
    if (!authorization.starts_with("Bearer ")) return false;
    const auto found = m_tokens.find(authorization.substr(7));
    return found != m_tokens.end() && std::chrono::steady_clock::now() < found->second;
}

SimulatorAnswer SfmcSimulator::entryEvent(const Json &body)
{
    if (text(body, "ContactKey").empty()) return error(400, 10002, "ContactKey is required (mind the capitals).");
    const std::string key = text(body, "EventDefinitionKey");
    if (key.empty()) return error(400, 10002, "EventDefinitionKey is required (mind the capitals).");
    if (characters(key) > 200 || key.find('.') != std::string::npos) {
        return error(400, 10005, "EventDefinitionKey has at most 200 characters and no period.");
    }
    if (body.contains("Data") && !body["Data"].is_object()) return error(400, 10001, "Data is an object.");
    return json(201, {{"eventInstanceId", uuid()}},
                "accepted; whether the contact enters depends on the journey, and a repeat enters twice");
}

SimulatorAnswer SfmcSimulator::message(const Json &body, const std::string &key)
{
    if (key.empty() || characters(key) > 100) return error(400, 10005, "messageKey has 1 to 100 characters.");
    if (text(body, "definitionKey").empty()) return error(400, 10002, "definitionKey is required.");
    const auto recipient = body.find("recipient");
    if (recipient == body.end() || !recipient->is_object()) return error(400, 109102, "A recipient is required.");
    if (text(*recipient, "contactKey").empty()) return error(400, 10002, "recipient.contactKey is required.");
    if (!m_messageKeys.insert(key).second) {
        return json(400,
                    {{"requestId", uuid()},
                     {"errorcode", 109001},
                     {"responses", Json::array({{{"messageKey", key}, {"errorcode", 6}, {"message", "Duplicate"}}})}},
                    "this messageKey was used before: a duplicate is refused");
    }
    return json(202, {{"requestId", uuid()}, {"errorcode", 0}, {"responses", Json::array({{{"messageKey", key}}})}}, "accepted");
}

SimulatorAnswer SfmcSimulator::answer(const IncomingRequest &request)
{
    if (!listensAt(request.path)) return error(404, 30003, "Not found: " + request.path);
    if (request.method != "POST") return error(405, 10005, "Use POST.");
    if (request.path == "/v2/token") return token(request);
    if (!isAuthorized(request)) return error(401, 40001, "Not Authorized: the bearer token is missing, unknown or expired.");
    if (mediaType(request) != "application/json") return error(415, 0, "Use Content-Type: application/json.");
    const Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object()) return error(400, 10004, "The body is not a JSON object.");
    if (request.path == "/interaction/v1/events") return entryEvent(body);
    return message(body, request.path.substr(messages.size()));
}

} // namespace targetdesk
