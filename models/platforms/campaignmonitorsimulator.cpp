// SPDX-License-Identifier: MIT
#include "platforms/campaignmonitorsimulator.h"

#include <QByteArray>
#include <QRegularExpression>

#include <optional>

namespace targetdesk {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t maxData = 100 * 1024;

std::optional<std::string> captured(std::string_view path, const QString &pattern)
{
    const QRegularExpressionMatch match = QRegularExpression(QRegularExpression::anchoredPattern(pattern))
                                              .match(QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size())));
    if (!match.hasMatch()) return std::nullopt;
    return match.captured(1).toStdString();
}

std::optional<std::string> smartEmailId(std::string_view path)
{
    return captured(path, u"/api/v3\\.[23]/transactional/smartEmail/([^/]+)/send"_s);
}

std::optional<std::string> listId(std::string_view path)
{
    return captured(path, u"/api/v3\\.[23]/subscribers/([^/]+)\\.json"_s);
}

bool isConsent(const Json &value)
{
    return value == "Yes" || value == "No" || value == "Unchanged" || value == "yes" || value == "no" || value == "unchanged";
}

bool hasKey(const std::string &authorization)
{
    if (!authorization.starts_with("Basic ")) return false;
    const QByteArray pair = QByteArray::fromBase64(QByteArray::fromStdString(authorization.substr(6)));
    return pair.left(pair.indexOf(':')) == "simulator-key";
}

} // namespace

bool CampaignMonitorSimulator::listensAt(std::string_view path) const
{
    return path.starts_with("/api/v3.");
}

std::vector<std::string> CampaignMonitorSimulator::expectations() const
{
    return {"POST /api/v3.3/transactional/smartEmail/GUID/send: 202 with one row a recipient",
            "POST /api/v3.3/subscribers/LIST.json: 201", "Basic authentication, user simulator-key, any password"};
}

SimulatorAnswer CampaignMonitorSimulator::error(int status, int code, const std::string &message)
{
    return json(status, {{"Code", code}, {"Message", message}}, message + " (code " + std::to_string(code) + ")");
}

SimulatorAnswer CampaignMonitorSimulator::smartEmail(const Json &body, const std::string &id)
{
    if (!captured(id, u"([0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})"_s)) {
        return error(400, 925, "The smart email id is not a GUID");
    }
    Json answer = Json::array();
    for (const char *field : {"To", "CC", "BCC"}) {
        const auto list = body.find(field);
        if (list == body.end() || list->is_null()) continue;
        if (!list->is_array())
            return error(400, 400, std::string("Failed to deserialize your request. Fields in error: ") + field);
        for (const Json &recipient : *list) {
            if (!recipient.is_string())
                return error(400, 400, std::string("Failed to deserialize your request. Fields in error: ") + field);
            const std::string address = recipient.get<std::string>();
            if (characters(address) > 250) return error(400, 953, "A recipient has at most 250 characters");
            if (address.find('@') == std::string::npos) return error(400, 1, "Invalid email address: " + address);
            answer.push_back({{"Status", "Received"}, {"MessageID", uuid()}, {"Recipient", address}});
        }
    }
    if (!body.contains("To") || !body["To"].is_array() || body["To"].empty()) return error(400, 952, "A recipient is required");
    if (answer.size() > 25) return error(400, 954, "At most 25 recipients");
    if (!body.contains("ConsentToTrack") || !isConsent(body["ConsentToTrack"])) {
        return error(400, 974, "ConsentToTrack is required: Yes, No or Unchanged");
    }
    if (body.contains("Data") && !body["Data"].is_object())
        return error(400, 400, "Failed to deserialize your request. Fields in error: Data");
    if (body.contains("Data") && body["Data"].dump(-1, ' ', false, Json::error_handler_t::replace).size() > maxData) {
        return error(400, 996, "Data is over 100 KB");
    }
    return json(202, answer, "accepted; there is no de-duplication, a repeat mails twice");
}

SimulatorAnswer CampaignMonitorSimulator::subscriber(const Json &body)
{
    const auto address = body.find("EmailAddress");
    if (address == body.end() || !address->is_string() || address->get<std::string>().find('@') == std::string::npos) {
        return error(400, 1, "Invalid email address");
    }
    if (!body.contains("ConsentToTrack") || body["ConsentToTrack"].is_null())
        return error(400, 214, "ConsentToTrack is required");
    if (!isConsent(body["ConsentToTrack"])) return error(400, 215, "ConsentToTrack is Yes, No or Unchanged");
    const auto fields = body.find("CustomFields");
    if (fields != body.end() && !fields->is_null()) {
        if (!fields->is_array()) return error(400, 400, "Failed to deserialize your request. Fields in error: CustomFields");
        for (const Json &field : *fields) {
            if (!field.is_object() || !field.contains("Key"))
                return error(400, 400, "Failed to deserialize your request. Fields in error: CustomFields");
            const auto value = field.find("Value");
            if (value != field.end() && value->is_string() && characters(value->get<std::string>()) > 250) {
                return error(400, 400, "A custom field has at most 250 characters");
            }
        }
    }
    return json(201, *address, "added or updated; safe to repeat");
}

SimulatorAnswer CampaignMonitorSimulator::answer(const IncomingRequest &request)
{
    const std::optional<std::string> email = smartEmailId(request.path);
    const std::optional<std::string> list = listId(request.path);
    if (!email && !list) return error(404, 404, "We couldn't find the resource you're looking for");
    if (request.method != "POST") return error(405, 405, "Use POST");
    if (!hasKey(request.header("Authorization"))) return error(401, 100, "Invalid API Key");
    const Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object()) return error(400, 400, "Failed to deserialize your request. Please check the documentation");
    return email ? smartEmail(body, *email) : subscriber(body);
}

} // namespace targetdesk
