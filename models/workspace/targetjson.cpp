// SPDX-License-Identifier: MIT
#include "workspace/targetjson.h"

#include "workspace/connectionjson.h"
#include "workspace/headertext.h"
#include "workspace/signaturejson.h"
#include "workspace/valuepath.h"

#include <algorithm>
#include <set>

namespace targetdesk {

namespace {

using Kind = Authentication::Kind;

const char *nameOf(Kind kind)
{
    switch (kind) {
    case Kind::None: return "none";
    case Kind::Basic: return "basic";
    case Kind::Bearer: return "bearer";
    case Kind::OAuth2: return "oauth2";
    }
    return "none";
}

// The texts of an authentication by their keys, for reading and writing alike.
struct AuthenticationText
{
    const char *key;
    std::string Authentication::*member;
};

constexpr AuthenticationText authenticationTexts[] = {
    {"user", &Authentication::user},          {"password", &Authentication::password},
    {"token", &Authentication::token},        {"token_url", &Authentication::tokenUrl},
    {"client_id", &Authentication::clientId}, {"client_secret", &Authentication::clientSecret},
    {"scope", &Authentication::scope},        {"account_id", &Authentication::accountId},
};

void keepRest(Json &unknown, const char *key, const FieldReader &reader)
{
    Json rest = reader.rest();
    if (!rest.empty()) unknown[key] = std::move(rest);
}

/// A key as a part of a JSON pointer (RFC 6901).
std::string pointerPart(const std::string &key)
{
    std::string part;
    for (const char c : key)
        part += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return part;
}

/// What would end its header and start another is refused here, long before somebody sends it.
void judgeHeader(FieldReader &reader, const std::string &place, const std::string &name, const std::string &value)
{
    const std::string quoted = Json(name).dump(-1, ' ', false, Json::error_handler_t::replace);
    if (!isHeaderName(name))
        reader.problem(place, "the header name " + quoted + " is not allowed in HTTP", "use letters, digits and dashes");
    if (templateBreaksHeader(value))
        reader.problem(place, "the value of the header " + quoted + " holds a line break or NUL, which ends a header",
                       "write it on one line");
}

void judgeHeaderText(FieldReader &reader, const char *key, bool isBad)
{
    if (isBad)
        reader.problem(key, '"' + std::string(key) + "\" holds a line break or NUL, which ends a header", "write it on one line");
}

std::vector<Header> readHeaders(const Json &found, FieldReader &reader)
{
    std::vector<Header> headers;
    const auto add = [&](const std::string &place, const std::string &name, const Json &value) {
        if (name.empty()) return reader.problem("headers", "a header has no name", "write \"name\": \"value\"");
        if (value.is_string()) {
            headers.push_back({name, value.get<std::string>()});
            judgeHeader(reader, "headers/" + place, name, headers.back().value);
        } else if (value.is_number()) {
            headers.push_back({name, value.dump()});
            judgeHeader(reader, "headers/" + place, name, {});
        } else {
            reader.problem("headers",
                           "the header \"" + name + "\" is of type " + value.type_name() + ", not a text in double quotes",
                           "write \"" + name + "\": \"value\"");
        }
    };
    if (found.is_object()) {
        for (const auto &[name, value] : found.items())
            add(pointerPart(name), name, value);
        return headers;
    }
    if (!found.is_array()) {
        if (!found.is_null())
            reader.problem("headers", std::string("\"headers\" is of type ") + found.type_name() + ", not an object or a list",
                           "write {\"name\": \"value\"}");
        return headers;
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Json &one = found[i];
        const bool good = one.is_object() && one.contains("name") && one["name"].is_string();
        if (!good) {
            reader.problem("headers", "an element of \"headers\" is no header", "write {\"name\": \"…\", \"value\": \"…\"}");
            continue;
        }
        add(std::to_string(i), one["name"].get<std::string>(), one.contains("value") ? one["value"] : Json(""));
    }
    return headers;
}

Authentication readAuthentication(const Json &object, const std::string &pointer, std::vector<FieldProblem> &problems,
                                  Json &unknown)
{
    FieldReader reader(object, pointer, problems);
    Authentication authentication;
    std::string type = "none";
    reader.word("type", type, {"none", "basic", "bearer", "oauth2"});
    for (const Kind kind : {Kind::Basic, Kind::Bearer, Kind::OAuth2}) {
        if (type == nameOf(kind)) authentication.kind = kind;
    }
    for (const AuthenticationText &text : authenticationTexts)
        reader.text(text.key, authentication.*(text.member));
    judgeHeaderText(reader, "token", authentication.kind == Kind::Bearer && templateBreaksHeader(authentication.token));
    keepRest(unknown, "auth", reader);
    return authentication;
}

RetryPolicy readRetry(const Json &object, const std::string &pointer, std::vector<FieldProblem> &problems, Json &unknown)
{
    constexpr std::int64_t thirtyDays = 30LL * 24 * 3600 * 1000;
    FieldReader reader(object, pointer, problems);
    RetryPolicy retry;
    reader.integer("max_tries", retry.maxTries, 1, 1000);
    reader.milliseconds("first_delay_ms", retry.firstDelay, 0, thirtyDays);
    reader.number("factor", retry.factor, 1, 100);
    reader.milliseconds("max_delay_ms", retry.maxDelay, 0, thirtyDays);
    reader.number("jitter", retry.jitter, 0, 1);
    reader.milliseconds("max_retry_after_ms", retry.maxRetryAfter, 0, thirtyDays);
    if (const Json *delays = reader.list("delays_ms")) {
        for (const Json &delay : *delays) {
            if (delay.is_number_integer() && delay.get<std::int64_t>() >= 0 && delay.get<std::int64_t>() <= thirtyDays) {
                retry.delays.emplace_back(delay.get<std::int64_t>());
            } else {
                reader.problem("delays_ms", "an element of \"delays_ms\" is no number of milliseconds up to 30 days",
                               "write [5000, 300000, 1800000]");
            }
        }
    }
    keepRest(unknown, "retry", reader);
    return retry;
}

// `false` is how Twig itself spells "off".
std::string readAutoescape(FieldReader &reader, const Json &object)
{
    std::string strategy;
    const auto found = object.find("autoescape");
    if (found != object.end() && found->is_boolean() && !found->get<bool>()) {
        reader.any("autoescape");
        return strategy;
    }
    reader.word("autoescape", strategy, {"off", "html", "js", "css", "url", "html_attr", "name"});
    return strategy;
}

/// What names no value would keep nothing out of the store, and nobody would notice.
std::vector<std::string> readPaths(FieldReader &reader, const char *key)
{
    std::vector<std::string> paths;
    const Json *list = reader.list(key);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const Json &path = (*list)[i];
        if (path.is_string() && valuePath(path.get_ref<const std::string &>())) {
            paths.push_back(path.get<std::string>());
        } else {
            reader.problem(std::string(key) + '/' + std::to_string(i),
                           '"' + std::string(key) + "\" holds " + path.dump(-1, ' ', false, Json::error_handler_t::replace) +
                               ", which is no path to a value",
                           R"(write it as "profile.email", "items.*.code", "$.items[0]['a key']" or "/items/0/code")");
        }
    }
    return paths;
}

DeliverySettings readDelivery(const Json &object, std::vector<FieldProblem> &problems)
{
    FieldReader reader(object, "/delivery", problems);
    DeliverySettings delivery;
    Json unknown = Json::object();
    reader.boolean("is_active", delivery.isActive);
    reader.word("method", delivery.method, {"POST", "PUT", "PATCH", "DELETE", "GET"});
    reader.text("content_type", delivery.contentType);
    judgeHeaderText(reader, "content_type", breaksHeader(delivery.contentType));
    if (const Json *headers = reader.any("headers")) delivery.headers = readHeaders(*headers, reader);
    if (const Json *auth = reader.object("auth"))
        delivery.authentication = readAuthentication(*auth, reader.pointerTo("auth"), problems, unknown);
    if (const Json *signature = reader.object("signature")) {
        FieldReader inner(*signature, reader.pointerTo("signature"), problems);
        inner.text("secret", delivery.signingSecret);
        keepRest(unknown, "signature", inner);
    }
    delivery.signatures = readSignatures(reader, problems);
    const auto isOmneo = [](const SignatureSettings &one) { return one.scheme == SignatureSettings::Scheme::Omneo; };
    if (!delivery.signingSecret.empty() && std::any_of(delivery.signatures.begin(), delivery.signatures.end(), isOmneo))
        reader.problem("signatures", "Omneo's signature is there twice, under \"signature\" and under \"signatures\"",
                       "remove one of them");
    reader.milliseconds("timeout_ms", delivery.timeout, 1, 600000);
    delivery.connection = readConnection(reader, problems, unknown);
    if (const Json *retry = reader.object("retry"))
        delivery.retry = readRetry(*retry, reader.pointerTo("retry"), problems, unknown);
    std::string lostAnswer = "park";
    reader.word("lost_answer", lostAnswer, {"retry", "park"});
    if (lostAnswer == "retry") delivery.lostAnswer = LostAnswer::Retry;
    delivery.flow = readFlow(reader, problems, unknown);
    delivery.redact = readPaths(reader, "redact");
    reader.text("platform", delivery.platform);
    if (const Json *config = reader.object("config")) delivery.config = *config;
    reader.text("schema", delivery.schema);
    reader.boolean("strict_variables", delivery.strictVariables);
    delivery.autoescape = readAutoescape(reader, object);
    reader.text("timezone", delivery.timezone);
    delivery.unknown = reader.rest();
    delivery.unknown.update(unknown);
    return delivery;
}

void put(Json &object, const char *key, const std::string &value, const std::string &standard = {})
{
    if (value != standard) object[key] = value;
}

// Unknown keys; those inside an object that we write too go into it.
void putUnknown(Json &object, const Json &unknown)
{
    if (!unknown.is_object()) return;
    for (const auto &[key, value] : unknown.items()) {
        const auto found = object.find(key);
        if (found == object.end()) {
            object[key] = value;
        } else if (found->is_object() && value.is_object()) {
            putUnknown(*found, value);
        }
    }
}

Json headersToJson(const std::vector<Header> &headers)
{
    std::set<std::string> names;
    for (const Header &header : headers)
        names.insert(header.name);
    const bool unique = names.size() == headers.size();
    Json json = unique ? Json::object() : Json::array();
    for (const Header &header : headers) {
        if (unique) {
            json[header.name] = header.value;
        } else {
            json.push_back({{"name", header.name}, {"value", header.value}});
        }
    }
    return json;
}

Json authenticationToJson(const Authentication &authentication)
{
    Json json = {{"type", nameOf(authentication.kind)}};
    for (const AuthenticationText &text : authenticationTexts)
        put(json, text.key, authentication.*(text.member));
    return json;
}

Json retryToJson(const RetryPolicy &retry)
{
    const RetryPolicy standard;
    Json json = Json::object();
    if (retry.maxTries != standard.maxTries) json["max_tries"] = retry.maxTries;
    if (retry.firstDelay != standard.firstDelay) json["first_delay_ms"] = retry.firstDelay.count();
    if (retry.factor != standard.factor) json["factor"] = retry.factor;
    if (retry.maxDelay != standard.maxDelay) json["max_delay_ms"] = retry.maxDelay.count();
    if (retry.jitter != standard.jitter) json["jitter"] = retry.jitter;
    if (retry.maxRetryAfter != standard.maxRetryAfter) json["max_retry_after_ms"] = retry.maxRetryAfter.count();
    for (const std::chrono::milliseconds delay : retry.delays)
        json["delays_ms"].push_back(delay.count());
    return json;
}

Json deliveryToJson(const DeliverySettings &delivery)
{
    const DeliverySettings standard;
    Json json = Json::object();
    if (!delivery.isActive) json["is_active"] = false;
    put(json, "platform", delivery.platform);
    put(json, "method", delivery.method, standard.method);
    put(json, "content_type", delivery.contentType, standard.contentType);
    if (!delivery.headers.empty()) json["headers"] = headersToJson(delivery.headers);
    if (!(delivery.authentication == standard.authentication)) json["auth"] = authenticationToJson(delivery.authentication);
    if (!delivery.signingSecret.empty()) json["signature"] = {{"secret", delivery.signingSecret}};
    if (!delivery.signatures.empty()) json["signatures"] = toJson(delivery.signatures);
    if (delivery.timeout != standard.timeout) json["timeout_ms"] = delivery.timeout.count();
    putConnection(json, delivery.connection);
    if (!(delivery.retry == standard.retry)) json["retry"] = retryToJson(delivery.retry);
    if (delivery.lostAnswer != standard.lostAnswer) json["lost_answer"] = "retry";
    writeFlow(json, delivery.flow);
    if (!delivery.redact.empty()) json["redact"] = delivery.redact;
    if (delivery.config.is_object() && !delivery.config.empty()) json["config"] = delivery.config;
    put(json, "schema", delivery.schema);
    if (delivery.strictVariables) json["strict_variables"] = true;
    put(json, "autoescape", delivery.autoescape);
    put(json, "timezone", delivery.timezone);
    putUnknown(json, delivery.unknown);
    return json;
}

} // namespace

Target targetFromJson(const Json &object, std::vector<FieldProblem> &problems)
{
    FieldReader reader(object, "", problems);
    Target target;
    if (const Json *id = reader.any("id"); id != nullptr && !id->is_null()) {
        if (id->is_number_integer()) {
            target.id = id->get<std::int64_t>();
        } else {
            reader.problem("id", std::string("\"id\" is of type ") + id->type_name() + ", not a whole number", "remove the key");
        }
    }
    reader.text("name", target.name);
    reader.text("handle", target.handle);
    reader.text("url", target.url);
    reader.text("description", target.description);
    reader.text("notes", target.notes);
    if (const Json *condition = reader.any("condition")) target.condition = *condition;
    if (const Json *delivery = reader.object("delivery")) target.delivery = readDelivery(*delivery, problems);
    target.unknown = reader.rest();
    return target;
}

void requireUrl(const Target &target, std::vector<FieldProblem> &problems)
{
    if (target.url.empty() && problems.empty())
        problems.push_back({"/url", "\"url\" is missing", "write the address that gets the payload"});
}

Json toJson(const Target &target)
{
    Json json = Json::object();
    if (target.id) json["id"] = *target.id;
    json["name"] = target.name;
    json["handle"] = target.handle;
    json["url"] = target.url;
    put(json, "description", target.description);
    put(json, "notes", target.notes);
    if (!target.condition.is_null()) json["condition"] = target.condition;
    Json delivery = deliveryToJson(target.delivery);
    if (!delivery.empty()) json["delivery"] = std::move(delivery);
    putUnknown(json, target.unknown);
    return json;
}

} // namespace targetdesk
