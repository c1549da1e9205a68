// SPDX-License-Identifier: MIT
#include "dispatch/postgresaddress.h"

#include "dispatch/storeerror.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

const std::string kForm = "write postgresql://USER@HOST:PORT/DATABASE, or postgresql:///DATABASE?host=/run/postgresql";

/// What a store may say about its connection; all else would change what the statements mean.
constexpr std::array kAllowed = {"sslmode",
                                 "sslrootcert",
                                 "sslcert",
                                 "sslkey",
                                 "sslcrl",
                                 "sslnegotiation",
                                 "channel_binding",
                                 "require_auth",
                                 "connect_timeout",
                                 "tcp_user_timeout",
                                 "keepalives",
                                 "keepalives_idle",
                                 "keepalives_interval",
                                 "keepalives_count",
                                 "application_name",
                                 "target_session_attrs",
                                 "gssencmode",
                                 "krbsrvname",
                                 "options",
                                 "passfile",
                                 "service",
                                 "hostaddr"};

StoreError wrong(const std::string &what, const std::string &remedy = kForm)
{
    return {StoreError::Kind::WrongAddress, what, remedy};
}

/// In the quotes of libpq's connection strings.
std::string quoted(const std::string &value)
{
    std::string text = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}

} // namespace

bool PostgresAddress::matches(const std::string &spec)
{
    return spec.starts_with("postgresql:") || spec.starts_with("postgres:");
}

PostgresAddress PostgresAddress::parse(const std::string &spec)
{
    // What is wrong may be a password in the wrong place: no message repeats the text.
    const QUrl url(QString::fromStdString(spec), QUrl::StrictMode);
    if (!url.isValid() || !spec.substr(0, spec.find(':') + 3).ends_with("://"))
        throw wrong("the address of the PostgreSQL store cannot be read");
    if (!url.password().isEmpty()) {
        throw wrong("the address of the PostgreSQL store holds a password, which everybody on this machine could read",
                    "leave it out, and put it in PGPASSWORD or ~/.pgpass");
    }
    PostgresAddress address;
    address.host = url.host(QUrl::FullyDecoded).toStdString();
    address.port = url.port(-1);
    address.user = url.userName(QUrl::FullyDecoded).toStdString();
    address.database = url.path(QUrl::FullyDecoded).mid(1).toStdString();
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[itemName, itemValue] : items) {
        const std::string name = itemName.toStdString();
        const std::string value = itemValue.toStdString();
        if (name == "password")
            throw wrong("the address of the PostgreSQL store holds a password", "put it in PGPASSWORD or ~/.pgpass");
        if (value.find(';') != std::string::npos || value.find('\0') != std::string::npos)
            throw wrong("the option '" + name + "' of the PostgreSQL store holds a semicolon", "leave it out");
        if (name == "host") {
            address.host = value;
        } else if (name == "port") {
            address.port = itemValue.toInt();
        } else if (name == "user") {
            address.user = value;
        } else if (name == "dbname") {
            address.database = value;
        } else if (std::ranges::find(kAllowed, name) != kAllowed.end()) {
            address.options[name] = value;
        } else {
            throw wrong("the PostgreSQL store has no option '" + name + "'", "options are libpq's, as sslmode=verify-full");
        }
    }
    if (address.port == 0) throw wrong("the port of the PostgreSQL store is no number");
    return address;
}

std::string PostgresAddress::text() const
{
    QUrl url;
    url.setScheme(u"postgresql"_s);
    QUrlQuery query;
    // A folder or a list of hosts is no host of a URL.
    const bool isPlain = host.find_first_of("/,") == std::string::npos;
    url.setHost(isPlain ? QString::fromStdString(host) : QString());
    if (!isPlain) query.addQueryItem(u"host"_s, QString::fromStdString(host));
    if (isPlain && !host.empty()) {
        url.setPort(port);
    } else if (port > 0) {
        query.addQueryItem(u"port"_s, QString::number(port));
    }
    if (isPlain && !host.empty()) {
        url.setUserName(QString::fromStdString(user));
    } else if (!user.empty()) {
        query.addQueryItem(u"user"_s, QString::fromStdString(user));
    }
    url.setPath(u'/' + QString::fromStdString(database));
    for (const auto &[name, value] : options)
        query.addQueryItem(QString::fromStdString(name),
                           QString::fromUtf8(QUrl::toPercentEncoding(QString::fromStdString(value), "/")));
    if (!query.isEmpty()) url.setQuery(query);
    std::string result = url.toString(QUrl::FullyEncoded).toStdString();
    const std::string scheme = "postgresql:";
    if (!result.starts_with(scheme + "//")) result.insert(scheme.size(), "//");
    return result;
}

std::string PostgresAddress::connectOptions() const
{
    // Half-open connections: a silent server is given up after seconds, not after the kernel's quarter of an hour.
    std::map<std::string, std::string> all = {
        {"connect_timeout", "5"},           {"tcp_user_timeout", "15000"}, {"keepalives", "1"},
        {"keepalives_idle", "10"},          {"keepalives_interval", "5"},  {"keepalives_count", "3"},
        {"application_name", "targetdesk"}, {"client_encoding", "UTF8"}};
    for (const auto &[name, value] : options)
        all[name] = value;
    std::string text;
    for (const auto &[name, value] : all)
        text += (text.empty() ? "" : ";") + name + "=" + quoted(value);
    return text;
}

} // namespace targetdesk
