// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QMap>
#include <QMetaType>
#include <QString>

namespace targetdesk {

/// A secret on the wire, "(oayays)" (Secret Service API 0.2, chapter "Types"). In a session of the kind "plain" the value is what
/// it is and there are no parameters.
struct SecretMessage
{
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString contentType;
};

QDBusArgument &operator<<(QDBusArgument &argument, const SecretMessage &message);
const QDBusArgument &operator>>(const QDBusArgument &argument, SecretMessage &message);

/// "a{ss}": what an item is found by; readable for everybody on the bus.
using SecretAttributes = QMap<QString, QString>;

/// Tells Qt D-Bus of both; may be called often. Thread-safe.
void registerSecretTypes();

} // namespace targetdesk

Q_DECLARE_METATYPE(targetdesk::SecretMessage)
