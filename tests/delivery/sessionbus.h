// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QTemporaryDir>

#include <string>

namespace targetdesk {

/// A session bus of its own in a temporary folder, which starts no service by itself, and GNOME Keyring on it if that is wanted.
/// What runs there has a home of its own. Not thread-safe.
class SessionBus
{
public:
    /// `why()` says why there is none.
    SessionBus();
    ~SessionBus();

    /// Empty: it runs. Else why it cannot, for QSKIP.
    const std::string &why() const { return m_why; }
    /// As in $DBUS_SESSION_BUS_ADDRESS.
    const std::string &address() const { return m_address; }
    std::string path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }

    /// Starts GNOME Keyring with an open keychain. Empty: it runs; else why not, for QSKIP.
    std::string startKeyring();
    void stopKeyring();
    /// The keychain asks for its password from now on.
    void lock();
    /// How many items the keychain has, locked ones included.
    int itemCount();
    /// Puts something that is no key where the key belongs.
    void spoilItem(const char *value);

private:
    QProcessEnvironment environment() const;
    bool hasKeyring() const;

    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_keyring;
    std::string m_address;
    std::string m_why;
    QDBusConnection m_connection;
};

} // namespace targetdesk
