// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <string>

namespace targetdesk {

/// A keychain that behaves as no good one does, on a thread of its own. It is locked and empty, and opens when its question is
/// answered.
class FakeKeychain
{
public:
    enum class Manner {
        Silent,   ///< takes every call and answers none
        Babbling, ///< answers with something else
        Refusing, ///< an error, whose text repeats what it was given
        Asking,   ///< unlocks once its question was answered, which it is at once
        Unheard   ///< asks, and nobody answers
    };

    FakeKeychain(const std::string &bus, Manner manner);
    ~FakeKeychain();

    int calls() const { return m_calls; }

private:
    class Object;

    QThread m_thread;
    std::atomic<int> m_calls = 0;
    std::unique_ptr<Object> m_object;
    QDBusConnection m_connection;
};

} // namespace targetdesk
