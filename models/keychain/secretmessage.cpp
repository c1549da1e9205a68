// SPDX-License-Identifier: MIT
#include "keychain/secretmessage.h"

#include <QDBusMetaType>

namespace targetdesk {

QDBusArgument &operator<<(QDBusArgument &argument, const SecretMessage &message)
{
    argument.beginStructure();
    argument << message.session << message.parameters << message.value << message.contentType;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, SecretMessage &message)
{
    argument.beginStructure();
    argument >> message.session >> message.parameters >> message.value >> message.contentType;
    argument.endStructure();
    return argument;
}

void registerSecretTypes()
{
    qDBusRegisterMetaType<SecretMessage>();
    qDBusRegisterMetaType<SecretAttributes>();
}

} // namespace targetdesk
