// SPDX-License-Identifier: MIT
#include "platforms/klaviyosimulator.h"

#include <QDate>
#include <QRegularExpression>

#include <array>
#include <optional>

namespace targetdesk {

namespace {

using namespace Qt::StringLiterals;

const std::string attributesPointer = "/data/attributes";

bool matches(const std::string &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(QString::fromStdString(text)).hasMatch();
}

const Json *member(const Json &object, const char *name)
{
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string text(const Json *value)
{
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

bool isPhone(const std::string &number)
{
    return matches(number, u"\\+[1-9][0-9]{6,14}"_s);
}

/// A JSON:API resource: {"data": {"type": …}}. Its data, or null.
const Json *resource(const Json &parent, const char *name, const std::string &type)
{
    const Json *outer = member(parent, name);
    const Json *data = outer ? member(*outer, "data") : nullptr;
    return data && text(member(*data, "type")) == type ? data : nullptr;
}

/// Who a profile is, whatever else its event says of it: the first identifier that it has.
std::string identity(const Json &profile)
{
    if (const Json *id = member(profile, "id")) return "id:" + id->dump();
    const Json *attributes = member(profile, "attributes");
    for (const char *name : {"external_id", "email", "phone_number", "anonymous_id", "_kx"}) {
        const std::string value = attributes ? text(member(*attributes, name)) : std::string();
        if (!value.empty()) return std::string(name) + ':' + value;
    }
    return {};
}

} // namespace

bool KlaviyoSimulator::listensAt(std::string_view path) const
{
    return path == "/api/events" || path == "/api/events/";
}

std::vector<std::string> KlaviyoSimulator::expectations() const
{
    return {"POST /api/events", "Authorization: Klaviyo-API-Key simulator-key; revision: YYYY-MM-DD",
            "the key simulator-key-without-scope is refused with 403", "answers 202 without a body"};
}

SimulatorAnswer KlaviyoSimulator::error(int status, const std::string &code, const std::string &title, const Fault &fault)
{
    return json(status,
                {{"errors", Json::array({{{"id", uuid()},
                                          {"status", status},
                                          {"code", code},
                                          {"title", title},
                                          {"detail", fault.detail},
                                          {"source", {{"pointer", fault.pointer}}},
                                          {"meta", Json::object()}}})}},
                fault.detail + (fault.pointer.empty() ? "" : " (at " + fault.pointer + ")"));
}

SimulatorAnswer KlaviyoSimulator::checkHead(const IncomingRequest &request)
{
    if (request.method != "POST")
        return error(405, "method_not_allowed", "Method not allowed.", {"", "Method " + request.method + " not allowed."});
    const std::string authorization = request.header("Authorization");
    if (!authorization.starts_with("Klaviyo-API-Key ")) {
        return error(401, "not_authenticated", "Authentication credentials were not provided.",
                     {"", "Missing or invalid authorization scheme. Please use Klaviyo-API-Key."});
    }
    if (authorization == "Klaviyo-API-Key simulator-key-without-scope") {
        return error(403, "permission_denied", "You do not have permission to perform this action.",
                     {"", "The API key is missing the scope events:write."});
    }
    if (authorization != "Klaviyo-API-Key simulator-key") {
        return error(401, "authentication_failed", "Incorrect authentication credentials.",
                     {"", "Incorrect authentication credentials."});
    }
    const QDate revision = QDate::fromString(QString::fromStdString(request.header("revision")).left(10), Qt::ISODate);
    // The body for a missing revision is not published; 400 invalid is our choice.
    if (!revision.isValid())
        return error(400, "invalid", "Invalid input.", {"", "The revision header is required, as YYYY-MM-DD."});
    if (revision < QDate::currentDate().addYears(-2)) {
        return error(410, "gone", "Revision retired.",
                     {"", "This revision is older than two years: one year stable, one year deprecated."});
    }
    const std::string type = mediaType(request);
    if (type != "application/vnd.api+json" && type != "application/json") {
        return error(415, "unsupported_media_type", "Unsupported media type.", {"", "Unsupported media type '" + type + "'."});
    }
    return {};
}

KlaviyoSimulator::Fault KlaviyoSimulator::checkProfile(const Json &profile)
{
    const std::string at = attributesPointer + "/profile/data";
    const Json *attributes = member(profile, "attributes");
    if (attributes && !attributes->is_object()) return {at + "/attributes", "The attributes of a profile are an object."};
    bool identified = member(profile, "id") != nullptr;
    if (attributes) {
        for (const char *name : {"email", "phone_number", "external_id", "anonymous_id", "_kx"}) {
            const Json *value = member(*attributes, name);
            if (value && !value->is_string()) return {at + "/attributes/" + name, std::string(name) + " is a string."};
            const bool counts =
                value && !value->get<std::string>().empty() && (std::string(name) != "phone_number" || isPhone(*value));
            identified = identified || counts;
        }
        const std::string email = text(member(*attributes, "email"));
        if (!email.empty() && email.find('@') == std::string::npos) return {at + "/attributes/email", "Invalid email address."};
        const std::string phone = text(member(*attributes, "phone_number"));
        if (!identified && !phone.empty()) {
            return {at + "/attributes/phone_number", "Invalid phone number format. Example of a valid format: +15005550006"};
        }
    }
    if (!identified) return {at + "/attributes", "One of id, email, phone_number, external_id, anonymous_id or _kx is needed."};
    return {};
}

KlaviyoSimulator::Fault KlaviyoSimulator::checkAttributes(const Json &attributes)
{
    static constexpr std::array<std::string_view, 8> known = {"properties", "time",   "value",   "value_currency",
                                                              "unique_id",  "metric", "profile", "backfill"};
    for (const auto &[name, value] : attributes.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return {attributesPointer + "/" + name, "'" + name + "' is not a valid field for the resource 'event'."};
        }
    }
    const Json *properties = member(attributes, "properties");
    if (!properties || !properties->is_object())
        return {attributesPointer + "/properties", "The properties of an event are an object."};
    if (properties->size() > 400) return {attributesPointer + "/properties", "At most 400 properties."};

    const Json *metric = resource(attributes, "metric", "metric");
    if (!metric) return {attributesPointer + "/metric", "A metric wrapped as data {type: \"metric\", attributes} is required."};
    const std::string metricName = member(*metric, "attributes") ? text(member((*metric)["attributes"], "name")) : std::string();
    if (metricName.empty() || characters(metricName) >= 128)
        return {attributesPointer + "/metric/data/attributes/name", "A name of 1 to 127 characters."};

    const Json *profile = resource(attributes, "profile", "profile");
    if (!profile)
        return {attributesPointer + "/profile", "A profile wrapped as data {type: \"profile\", attributes} is required."};
    if (Fault fault = checkProfile(*profile); !fault.detail.empty()) return fault;

    const Json *value = member(attributes, "value");
    if (value && !value->is_number()) return {attributesPointer + "/value", "A valid number is required."};
    const Json *currency = member(attributes, "value_currency");
    if (currency && !matches(text(currency), u"[A-Z]{3}"_s))
        return {attributesPointer + "/value_currency", "An ISO 4217 code is required."};
    const Json *time = member(attributes, "time");
    static const QString iso = u"\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?"_s;
    if (time && !matches(text(time), iso)) return {attributesPointer + "/time", "A time as ISO 8601 is required."};
    const Json *unique = member(attributes, "unique_id");
    if (unique && !unique->is_string()) return {attributesPointer + "/unique_id", "unique_id is a string."};
    return {};
}

KlaviyoSimulator::Fault KlaviyoSimulator::checkBody(const Json &body)
{
    const Json *data = member(body, "data");
    if (!data || text(member(*data, "type")) != "event")
        return {"/data", "The payload provided in the request is invalid: data.type is \"event\"."};
    const Json *attributes = member(*data, "attributes");
    if (!attributes || !attributes->is_object()) return {attributesPointer, "The attributes of an event are an object."};
    return checkAttributes(*attributes);
}

SimulatorAnswer KlaviyoSimulator::accept(const Json &attributes)
{
    SimulatorAnswer answer{202, {}, {}, "accepted; whether a flow listens to this metric only Klaviyo knows", {}};
    answer.headers = {{"RateLimit-Limit", "3500"}, {"RateLimit-Remaining", "3499"}, {"RateLimit-Reset", "60"}};
    const Json &profile = attributes["profile"]["data"];
    const std::string phone = member(profile, "attributes") ? text(member(profile["attributes"], "phone_number")) : std::string();
    if (!phone.empty() && !isPhone(phone)) {
        answer.headers.push_back({"X-Klaviyo-Partial-Failure", "phone_number"});
        answer.note = "accepted, but the phone number is not E.164 and was ignored";
    }
    const std::string unique = text(member(attributes, "unique_id"));
    if (unique.empty()) {
        answer.note += "; without unique_id two events of one metric and profile in one second become one";
    } else if (!m_kept.insert(attributes["metric"].dump() + identity(profile) + '\n' + unique).second) {
        answer.note = "accepted, but this unique_id was here before: Klaviyo keeps the first and drops this one";
    }
    return answer;
}

SimulatorAnswer KlaviyoSimulator::answer(const IncomingRequest &request)
{
    if (!listensAt(request.path))
        return error(404, "not_found", "Not found.", {"", "The path " + request.path + " could not be found."});
    SimulatorAnswer head = checkHead(request);
    if (head.status != 200) return head;
    const Json body = Json::parse(request.body, nullptr, false);
    if (body.is_discarded())
        return error(400, "invalid", "Invalid input.", {"/data", "The payload provided in the request is not JSON."});
    if (const Fault fault = checkBody(body); !fault.detail.empty()) return error(400, "invalid", "Invalid input.", fault);
    return accept(body["data"]["attributes"]);
}

} // namespace targetdesk
