// SPDX-License-Identifier: MIT
#pragma once

#include "keychain/keychainerror.h"
#include "keychain/secretmessage.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDeadlineTimer>
#include <QVariantList>

#include <chrono>
#include <optional>
#include <string>

namespace targetdesk {

/// The keychain of a desktop session, as freedesktop.org's Secret Service API 0.2 has it: GNOME Keyring, KWallet, KeePassXC.
///
/// Over Qt D-Bus rather than QtKeychain: that one answers "not there" for a keychain that stays locked, and a key that is taken
/// for missing would be made a second time; it has no time limit, and needs an event loop of GLib. libsecret can tell the two
/// apart, but its headers bring GLib's whole set of packages for these seven calls.
///
/// Secrets cross the bus unencrypted (a session of the kind "plain"): whoever can listen there runs as the same user and may ask
/// the keychain himself. Each object has a connection of its own, so that none stays when the work is done. Every function throws
/// KeychainError. One thread; only what asks a person runs its event loop.
class SecretService
{
public:
    /// `bus` is an address as in $DBUS_SESSION_BUS_ADDRESS. All calls together may take `limit`, questions to a person apart.
    SecretService(const std::string &bus, std::chrono::milliseconds limit);
    ~SecretService();
    SecretService(const SecretService &) = delete;
    SecretService &operator=(const SecretService &) = delete;

    /// The secret of the item with these attributes; nothing when there surely is none. Asks no person: what is locked, or may
    /// be, throws Locked.
    std::optional<std::string> find(const SecretAttributes &attributes);
    /// Has the keychain ask its password where it is locked, for at most `patience`.
    void unlock(const SecretAttributes &attributes, std::chrono::milliseconds patience);
    /// A new item in the default collection, which is made where there is none; the keychain may ask a person.
    void add(const QString &label, const SecretAttributes &attributes, const std::string &secret,
             std::chrono::milliseconds patience);

    /// Only one program on the bus has `name` at a time, until this object goes. Waits for it within the limit.
    void claim(const QString &name);

private:
    QDBusMessage call(const QString &path, const QString &interface, const QString &method, const QVariantList &arguments,
                      const QString &signature);
    QDBusObjectPath openSession();
    QDBusObjectPath defaultCollection();
    bool isLocked(const QDBusObjectPath &collection);
    struct Found
    {
        QList<QDBusObjectPath> open;
        QList<QDBusObjectPath> locked;
    };
    Found search(const SecretAttributes &attributes);
    QDBusObjectPath makeCollection(std::chrono::milliseconds patience);
    QVariant ask(const QDBusObjectPath &prompt, std::chrono::milliseconds patience);

    QString m_name; ///< of the connection
    QDBusConnection m_connection;
    std::chrono::milliseconds m_limit;
    QDeadlineTimer m_deadline;
};

} // namespace targetdesk
