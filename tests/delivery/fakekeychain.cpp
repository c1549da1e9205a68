// SPDX-License-Identifier: MIT
#include "fakekeychain.h"

#include "keychain/secretmessage.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// Of all of its objects: Qt D-Bus makes children of the wrong thread for a tree of them.
const QString kPath = u"/org/freedesktop/secrets"_s;

} // namespace

/// All of its objects in one, after the Secret Service API 0.2.
class FakeKeychain::Object : public QDBusVirtualObject
{
public:
    Object(Manner manner, std::atomic<int> &calls)
        : m_manner(manner)
        , m_calls(calls)
    {}

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        ++m_calls;
        switch (m_manner) {
        case Manner::Silent: break;
        case Manner::Babbling: connection.send(message.createReply(u"good morning"_s)); break;
        case Manner::Refusing: connection.send(refusal(message)); break;
        case Manner::Asking:
        case Manner::Unheard:
            connection.send(message.createReply(answer(message)));
            if (message.member() == u"Prompt"_s && m_manner == Manner::Asking) tellAnswered(message, connection);
            break;
        }
        return true;
    }

private:
    QDBusMessage refusal(const QDBusMessage &message)
    {
        if (message.member() != u"CreateItem"_s) return message.createReply(answer(message));
        const SecretMessage secret = qdbus_cast<SecretMessage>(message.arguments().at(1));
        return message.createErrorReply(u"com.example.Full"_s, u"no room for "_s + QString::fromUtf8(secret.value));
    }

    QVariantList answer(const QDBusMessage &message)
    {
        const QString method = message.member();
        const QVariant none = QVariant::fromValue(QDBusObjectPath(u"/"_s));
        const QVariant paths = QVariant::fromValue(QList<QDBusObjectPath>());
        if (method == u"SearchItems"_s)
            return {m_item.isEmpty() ? paths : QVariant::fromValue(QList{QDBusObjectPath(kPath)}), paths};
        if (method == u"ReadAlias"_s) return {QVariant::fromValue(QDBusObjectPath(kPath))};
        if (method == u"Get"_s) return {QVariant::fromValue(QDBusVariant(m_isLocked && m_manner != Manner::Refusing))};
        if (method == u"Unlock"_s) return {paths, QVariant::fromValue(QDBusObjectPath(kPath))};
        if (method == u"OpenSession"_s)
            return {QVariant::fromValue(QDBusVariant(QString())), QVariant::fromValue(QDBusObjectPath(kPath))};
        if (method == u"CreateItem"_s) {
            m_item = qdbus_cast<SecretMessage>(message.arguments().at(1)).value;
            return {QVariant::fromValue(QDBusObjectPath(kPath)), none};
        }
        if (method == u"GetSecret"_s)
            return {QVariant::fromValue(SecretMessage{QDBusObjectPath(kPath), {}, m_item, u"text/plain"_s})};
        return {};
    }

    void tellAnswered(const QDBusMessage &message, const QDBusConnection &connection)
    {
        m_isLocked = false;
        QDBusMessage signal = QDBusMessage::createTargetedSignal(message.service(), message.path(),
                                                                 u"org.freedesktop.Secret.Prompt"_s, u"Completed"_s);
        signal << false << QVariant::fromValue(QDBusVariant(QVariant::fromValue(QList<QDBusObjectPath>())));
        connection.send(signal);
    }

    const Manner m_manner;
    std::atomic<int> &m_calls;
    bool m_isLocked = true;
    QByteArray m_item;
};

FakeKeychain::FakeKeychain(const std::string &bus, Manner manner)
    : m_object(std::make_unique<Object>(manner, m_calls))
    , m_connection(QDBusConnection::connectToBus(QString::fromStdString(bus), QUuid::createUuid().toString()))
{
    registerSecretTypes();
    m_object->moveToThread(&m_thread);
    m_thread.start();
    m_connection.registerVirtualObject(kPath, m_object.get());
    if (!m_connection.registerService(u"org.freedesktop.secrets"_s)) qFatal("there is a keychain on this bus already");
}

FakeKeychain::~FakeKeychain()
{
    const QString name = m_connection.name();
    m_connection.unregisterService(u"org.freedesktop.secrets"_s);
    m_connection.unregisterObject(kPath);
    m_thread.quit();
    m_thread.wait();
    m_connection = QDBusConnection(QString());
    QDBusConnection::disconnectFromBus(name);
}

} // namespace targetdesk
