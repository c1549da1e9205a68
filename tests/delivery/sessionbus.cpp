// SPDX-License-Identifier: MIT
#include "sessionbus.h"

#include "keychain/secretservice.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

const QString kSecrets = u"org.freedesktop.secrets"_s;
const QString kLogin = u"/org/freedesktop/secrets/collection/login"_s;
constexpr int kStarts = 20'000; ///< milliseconds that a program may take until it serves

/// No folders of services: a keychain that is installed would start when it is asked.
QByteArray configuration(const QString &socket)
{
    return "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
           "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
           "<busconfig><type>session</type><listen>unix:path=" +
           socket.toUtf8() +
           "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
           "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n";
}

} // namespace

SessionBus::SessionBus()
    : m_connection(QString())
{
    if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty()) {
        m_why = "there is no dbus-daemon (Debian: dbus-daemon)";
        return;
    }
    const QString socket = m_folder.filePath(u"bus"_s);
    QFile file(m_folder.filePath(u"bus.conf"_s));
    if (!file.open(QIODevice::WriteOnly)) qFatal("the temporary folder cannot be written");
    file.write(configuration(socket));
    file.close();
    m_bus.setProcessEnvironment(environment());
    m_bus.start(u"dbus-daemon"_s, {u"--nofork"_s, u"--config-file=" + file.fileName()});
    if (!QTest::qWaitFor([&] { return QFile::exists(socket) || m_bus.state() == QProcess::NotRunning; }, kStarts) ||
        m_bus.state() == QProcess::NotRunning) {
        m_why = "dbus-daemon does not start: " + m_bus.readAllStandardError().toStdString();
        return;
    }
    m_address = "unix:path=" + socket.toStdString();
    m_connection = QDBusConnection::connectToBus(QString::fromStdString(m_address), QUuid::createUuid().toString());
}

SessionBus::~SessionBus()
{
    stopKeyring();
    const QString name = m_connection.name();
    m_connection = QDBusConnection(QString());
    QDBusConnection::disconnectFromBus(name);
    m_bus.kill();
    m_bus.waitForFinished();
}

QProcessEnvironment SessionBus::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        environment.insert(QString::fromLatin1(name), m_folder.path());
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, QString::fromStdString(m_address));
    // Its questions would come up on the screen of whoever runs the tests.
    environment.remove(u"DISPLAY"_s);
    environment.remove(u"WAYLAND_DISPLAY"_s);
    return environment;
}

bool SessionBus::hasKeyring() const
{
    return m_connection.interface()->isServiceRegistered(kSecrets).value();
}

std::string SessionBus::startKeyring()
{
    if (QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s).isEmpty())
        return "there is no gnome-keyring-daemon (Debian: gnome-keyring)";
    m_keyring.setProcessEnvironment(environment());
    m_keyring.start(u"gnome-keyring-daemon"_s, {u"--unlock"_s, u"--foreground"_s, u"--components=secrets"_s,
                                                u"--control-directory=" + m_folder.filePath(u"keyring"_s)});
    m_keyring.write("password of the test's keychain");
    m_keyring.closeWriteChannel();
    if (QTest::qWaitFor([&] { return hasKeyring() || m_keyring.state() == QProcess::NotRunning; }, kStarts) && hasKeyring())
        return {};
    return "gnome-keyring-daemon does not start: " + m_keyring.readAllStandardError().toStdString();
}

void SessionBus::stopKeyring()
{
    if (m_keyring.state() == QProcess::NotRunning) return;
    m_keyring.kill();
    m_keyring.waitForFinished();
}

void SessionBus::lock()
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(kSecrets, u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, u"Lock"_s);
    message << QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(kLogin)});
    const QDBusMessage reply = m_connection.call(message);
    QVERIFY2(reply.type() == QDBusMessage::ReplyMessage, qPrintable(reply.errorMessage()));
}

int SessionBus::itemCount()
{
    QDBusMessage message = QDBusMessage::createMethodCall(kSecrets, kLogin, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    message << u"org.freedesktop.Secret.Collection"_s << u"Items"_s;
    const QDBusMessage reply = m_connection.call(message);
    if (reply.type() != QDBusMessage::ReplyMessage) return -1;
    return static_cast<int>(qdbus_cast<QList<QDBusObjectPath>>(reply.arguments().at(0).value<QDBusVariant>().variant()).size());
}

void SessionBus::spoilItem(const char *value)
{
    SecretService(m_address, std::chrono::seconds(20))
        .add(u"spoilt"_s, {{u"application"_s, u"targetdesk"_s}, {u"purpose"_s, u"seal-key"_s}}, value, std::chrono::seconds(1));
}

} // namespace targetdesk
