// SPDX-License-Identifier: MIT
#include "delivery/wireroute.h"

#include "delivery/requestbuilder.h"

namespace targetdesk {

namespace {

std::string fullPath(const std::string &name, const Target &target, const char *place)
{
    if (name.empty()) return {};
    const std::filesystem::path file(name);
    if (file.is_absolute()) return name;
    if (target.folder.path.empty()) {
        throw RequestError(std::string(place) + ": the file " + name +
                           " is named from the workspace's folder, and the target lies in none – write its full path");
    }
    return (std::filesystem::absolute(target.folder.path) / file).lexically_normal().string();
}

} // namespace

WireRoute routeOf(const Target &target, const RequestTexts &texts, std::vector<std::string> &secrets)
{
    const ConnectionSettings &connection = target.delivery.connection;
    WireRoute route;
    route.tls.verify = connection.tls.verify;
    route.tls.onlyTls13 = connection.tls.minVersion == TlsSettings::Version::Tls13;
    route.tls.authorities = fullPath(connection.tls.authorities, target, "tls ca");
    route.tls.clientCertificate = fullPath(connection.tls.clientCertificate, target, "tls client_certificate");
    route.tls.clientKey = fullPath(connection.tls.clientKey, target, "tls client_key");
    if (!connection.tls.clientKeySecret.empty()) {
        route.tls.clientKeyPassword = texts.secret(connection.tls.clientKeySecret, "tls client_key_secret");
        secrets.push_back(route.tls.clientKeyPassword);
    }
    RequestText proxy = texts.render(connection.proxy, "proxy");
    route.proxy = std::move(proxy.text);
    route.proxyIsSecret = proxy.isSecret;
    secrets.insert(secrets.end(), proxy.secrets.begin(), proxy.secrets.end());
    route.http2 = connection.http2;
    route.connectTimeout = connection.connectTimeout;
    route.firstByteTimeout = connection.firstByteTimeout;
    route.allowedAddresses = connection.allowedAddresses;
    return route;
}

} // namespace targetdesk
