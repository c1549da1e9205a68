// SPDX-License-Identifier: MIT
#include "keychain/secretservice.h"

#include "keychain/promptanswer.h"

#include <QDBusConnectionInterface>
#include <QDBusError>
#include <QThread>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

using Kind = KeychainError::Kind;

const QString kService = u"org.freedesktop.secrets"_s;
const QString kRoot = u"/org/freedesktop/secrets"_s;
const QString kServiceInterface = u"org.freedesktop.Secret.Service"_s;
const QString kCollectionInterface = u"org.freedesktop.Secret.Collection"_s;
const QString kItemInterface = u"org.freedesktop.Secret.Item"_s;
constexpr int kClaimPause = 20; ///< milliseconds between two tries

/// The API's word for "no object" and "no prompt".
bool isNone(const QDBusObjectPath &path)
{
    return path.path().isEmpty() || path.path() == u"/"_s;
}

KeychainError silent(std::chrono::milliseconds limit)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit).count();
    return {Kind::Silent, "the keychain gave no answer within " + std::to_string(std::max<long long>(1, seconds)) +
                              " s – see whether it waits for you on the screen, or end it and log in again"};
}

KeychainError locked()
{
    return {Kind::Locked,
            "the keychain is locked – unlock it (log in again, or open it with the desktop's program for passwords)"};
}

/// The error's name and not its text, which is the keychain's own and might repeat what it was given.
KeychainError failure(const QDBusMessage &reply, const QString &method, std::chrono::milliseconds limit)
{
    const QString name = reply.errorName();
    switch (QDBusError(reply).type()) {
    case QDBusError::ServiceUnknown:
    case QDBusError::Disconnected:
        return {Kind::Absent, "no keychain runs in this session – start one, such as GNOME Keyring, KWallet or KeePassXC"};
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut: return silent(limit);
    default: break;
    }
    if (name.startsWith(u"org.freedesktop.DBus.Error.Spawn."_s))
        return {Kind::Absent,
                "the keychain of this session does not start (" + name.toStdString() + ") – see the session's journal"};
    if (name == u"org.freedesktop.Secret.Error.IsLocked"_s) return locked();
    return {Kind::Failed,
            "the keychain refuses " + method.toStdString() + " (" + name.toStdString() + ") – see its own messages"};
}

QDBusObjectPath pathAt(const QDBusMessage &reply, int index)
{
    return reply.arguments().at(index).value<QDBusObjectPath>();
}

QList<QDBusObjectPath> pathsAt(const QDBusMessage &reply, int index)
{
    return qdbus_cast<QList<QDBusObjectPath>>(reply.arguments().at(index));
}

} // namespace

SecretService::SecretService(const std::string &bus, std::chrono::milliseconds limit)
    : m_name(u"targetdesk-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_connection(QDBusConnection::connectToBus(QString::fromStdString(bus), m_name))
    , m_limit(limit)
    , m_deadline(limit)
{
    registerSecretTypes();
    if (m_connection.isConnected()) return;
    const std::string why = m_connection.lastError().name().toStdString();
    QDBusConnection::disconnectFromBus(m_name);
    throw KeychainError(Kind::Absent,
                        "the session's D-Bus cannot be reached (" + why + ") – log in again, or see DBUS_SESSION_BUS_ADDRESS");
}

SecretService::~SecretService()
{
    QDBusConnection::disconnectFromBus(m_name);
}

QDBusMessage SecretService::call(const QString &path, const QString &interface, const QString &method,
                                 const QVariantList &arguments, const QString &signature)
{
    if (m_deadline.hasExpired()) throw silent(m_limit);
    QDBusMessage message = QDBusMessage::createMethodCall(kService, path, interface, method);
    message.setArguments(arguments);
    QDBusMessage reply =
        m_connection.call(message, QDBus::Block, static_cast<int>(std::max<qint64>(1, m_deadline.remainingTime())));
    if (reply.type() != QDBusMessage::ReplyMessage) throw failure(reply, method, m_limit);
    if (reply.signature() != signature)
        throw KeychainError(Kind::Failed, "the keychain answers " + method.toStdString() +
                                              " with something else than the Secret Service API says – use another one");
    return reply;
}

QDBusObjectPath SecretService::openSession()
{
    return pathAt(
        call(kRoot, kServiceInterface, u"OpenSession"_s, {u"plain"_s, QVariant::fromValue(QDBusVariant(QString()))}, u"vo"_s), 1);
}

QDBusObjectPath SecretService::defaultCollection()
{
    return pathAt(call(kRoot, kServiceInterface, u"ReadAlias"_s, {u"default"_s}, u"o"_s), 0);
}

bool SecretService::isLocked(const QDBusObjectPath &collection)
{
    const QDBusMessage reply =
        call(collection.path(), u"org.freedesktop.DBus.Properties"_s, u"Get"_s, {kCollectionInterface, u"Locked"_s}, u"v"_s);
    return reply.arguments().at(0).value<QDBusVariant>().variant().toBool();
}

SecretService::Found SecretService::search(const SecretAttributes &attributes)
{
    const QDBusMessage reply = call(kRoot, kServiceInterface, u"SearchItems"_s, {QVariant::fromValue(attributes)}, u"aoao"_s);
    return {pathsAt(reply, 0), pathsAt(reply, 1)};
}

std::optional<std::string> SecretService::find(const SecretAttributes &attributes)
{
    const Found found = search(attributes);
    if (found.open.isEmpty()) {
        if (!found.locked.isEmpty()) throw locked();
        // KWallet tells nothing of what a closed wallet holds.
        const QDBusObjectPath collection = defaultCollection();
        if (!isNone(collection) && isLocked(collection)) throw locked();
        return std::nullopt;
    }
    const QDBusMessage reply =
        call(found.open.first().path(), kItemInterface, u"GetSecret"_s, {QVariant::fromValue(openSession())}, u"(oayays)"_s);
    return qdbus_cast<SecretMessage>(reply.arguments().at(0)).value.toStdString();
}

void SecretService::unlock(const SecretAttributes &attributes, std::chrono::milliseconds patience)
{
    QList<QDBusObjectPath> closed = search(attributes).locked;
    if (const QDBusObjectPath collection = defaultCollection(); closed.isEmpty() && !isNone(collection) && isLocked(collection))
        closed.append(collection);
    if (closed.isEmpty()) return;
    const QDBusMessage reply = call(kRoot, kServiceInterface, u"Unlock"_s, {QVariant::fromValue(closed)}, u"aoo"_s);
    ask(pathAt(reply, 1), patience);
}

/// What a session without any keychain file has none of; libsecret's name for it.
QDBusObjectPath SecretService::makeCollection(std::chrono::milliseconds patience)
{
    const QVariantMap properties = {{kCollectionInterface + u".Label"_s, u"Default keyring"_s}};
    const QDBusMessage reply = call(kRoot, kServiceInterface, u"CreateCollection"_s, {properties, u"default"_s}, u"oo"_s);
    const QVariant asked = ask(pathAt(reply, 1), patience);
    return isNone(pathAt(reply, 0)) ? asked.value<QDBusObjectPath>() : pathAt(reply, 0);
}

void SecretService::add(const QString &label, const SecretAttributes &attributes, const std::string &secret,
                        std::chrono::milliseconds patience)
{
    QDBusObjectPath collection = defaultCollection();
    if (isNone(collection)) collection = makeCollection(patience);
    const SecretMessage message = {openSession(), {}, QByteArray::fromStdString(secret), u"text/plain; charset=utf8"_s};
    const QVariantMap properties = {{kItemInterface + u".Label"_s, label},
                                    {kItemInterface + u".Attributes"_s, QVariant::fromValue(attributes)}};
    const QDBusMessage reply = call(collection.path(), kCollectionInterface, u"CreateItem"_s,
                                    {properties, QVariant::fromValue(message), false}, u"oo"_s);
    ask(pathAt(reply, 1), patience);
}

/// Nothing to ask is a good answer. A person's time is not the keychain's: its limit begins again.
QVariant SecretService::ask(const QDBusObjectPath &prompt, std::chrono::milliseconds patience)
{
    if (isNone(prompt)) return {};
    PromptAnswer answer(m_connection, kService, prompt);
    call(prompt.path(), u"org.freedesktop.Secret.Prompt"_s, u"Prompt"_s, {QString()}, QString());
    const PromptAnswer::Outcome outcome = answer.await(patience);
    m_deadline = QDeadlineTimer(m_limit);
    if (outcome == PromptAnswer::Outcome::None) throw silent(patience);
    if (outcome == PromptAnswer::Outcome::Dismissed)
        throw KeychainError(Kind::Locked, "the keychain's question was not answered – unlock it, then try again");
    return answer.result();
}

void SecretService::claim(const QString &name)
{
    QDBusConnectionInterface *bus = m_connection.interface();
    while (bus->registerService(name).value() != QDBusConnectionInterface::ServiceRegistered) {
        if (m_deadline.hasExpired())
            throw KeychainError(Kind::Silent, "another program is at the same work – try again when it is done");
        QThread::msleep(kClaimPause);
    }
}

} // namespace targetdesk
