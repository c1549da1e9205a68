// SPDX-License-Identifier: MIT
#include "workspace/connectionjson.h"

namespace targetdesk {

namespace {

constexpr std::int64_t LongestTimeout = 600000;

// The texts of the TLS settings by their keys, for reading and writing alike.
struct TlsText
{
    const char *key;
    std::string TlsSettings::*member;
};

constexpr TlsText tlsTexts[] = {
    {"ca", &TlsSettings::authorities},
    {"client_certificate", &TlsSettings::clientCertificate},
    {"client_key", &TlsSettings::clientKey},
    {"client_key_secret", &TlsSettings::clientKeySecret},
};

TlsSettings readTls(const Json &object, const std::string &pointer, std::vector<FieldProblem> &problems, Json &unknown)
{
    FieldReader reader(object, pointer, problems);
    TlsSettings tls;
    for (const TlsText &text : tlsTexts)
        reader.text(text.key, tls.*(text.member));
    std::string version = "1.2";
    reader.word("min_version", version, {"1.2", "1.3"});
    if (version == "1.3") tls.minVersion = TlsSettings::Version::Tls13;
    reader.boolean("verify", tls.verify);
    if (tls.clientCertificate.empty() && !(tls.clientKey.empty() && tls.clientKeySecret.empty())) {
        const char *key = tls.clientKey.empty() ? "client_key_secret" : "client_key";
        reader.problem(key, "\"" + std::string(key) + "\" belongs to a client certificate, and there is none",
                       "name its file under \"client_certificate\", or remove the key");
    }
    if (Json rest = reader.rest(); !rest.empty()) unknown["tls"] = std::move(rest);
    return tls;
}

std::vector<AddressRange> readRanges(FieldReader &reader, const char *key)
{
    std::vector<AddressRange> ranges;
    const Json *list = reader.list(key);
    if (list == nullptr) return ranges;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Json &entry = (*list)[i];
        const auto range = entry.is_string() ? AddressRange::parse(entry.get<std::string>()) : std::nullopt;
        if (range) {
            ranges.push_back(*range);
        } else {
            reader.problem(std::string(key) + '/' + std::to_string(i),
                           (entry.is_string() ? entry.dump() : "an element of \"" + std::string(key) + "\"") +
                               " is no range of addresses",
                           "write one like \"10.1.0.0/16\", \"fd00::/8\" or \"10.1.2.3\"");
        }
    }
    return ranges;
}

Json tlsToJson(const TlsSettings &tls)
{
    Json json = Json::object();
    for (const TlsText &text : tlsTexts) {
        if (!(tls.*(text.member)).empty()) json[text.key] = tls.*(text.member);
    }
    if (tls.minVersion == TlsSettings::Version::Tls13) json["min_version"] = "1.3";
    if (!tls.verify) json["verify"] = false;
    return json;
}

} // namespace

ConnectionSettings readConnection(FieldReader &delivery, std::vector<FieldProblem> &problems, Json &unknown)
{
    ConnectionSettings connection;
    if (const Json *tls = delivery.object("tls")) connection.tls = readTls(*tls, delivery.pointerTo("tls"), problems, unknown);
    delivery.text("proxy", connection.proxy);
    delivery.boolean("http2", connection.http2);
    delivery.milliseconds("connect_timeout_ms", connection.connectTimeout, 1, LongestTimeout);
    delivery.milliseconds("first_byte_timeout_ms", connection.firstByteTimeout, 0, LongestTimeout);
    connection.allowedAddresses = readRanges(delivery, "allow_addresses");
    return connection;
}

void putConnection(Json &delivery, const ConnectionSettings &connection)
{
    const ConnectionSettings standard;
    if (!(connection.tls == standard.tls)) delivery["tls"] = tlsToJson(connection.tls);
    if (!connection.proxy.empty()) delivery["proxy"] = connection.proxy;
    if (connection.http2) delivery["http2"] = true;
    if (connection.connectTimeout != standard.connectTimeout) delivery["connect_timeout_ms"] = connection.connectTimeout.count();
    if (connection.firstByteTimeout != standard.firstByteTimeout)
        delivery["first_byte_timeout_ms"] = connection.firstByteTimeout.count();
    if (connection.allowedAddresses.empty()) return;
    Json list = Json::array();
    for (const AddressRange &range : connection.allowedAddresses)
        list.push_back(range.text());
    delivery["allow_addresses"] = std::move(list);
}

} // namespace targetdesk
