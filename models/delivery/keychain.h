// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/sealing.h"

#include <chrono>
#include <optional>
#include <string>

namespace targetdesk {

/// The key of secrets at rest in the keychain of this desktop session. A value; thread-safe. Never asks a person, but in
/// keepNewKey().
class Keychain
{
public:
    enum class State {
        None,   ///< no keychain here: a server, or a build without it. No fault
        Found,  ///< the key is there
        Empty,  ///< the keychain is open and has no key of ours
        Locked, ///< it has the key, or may have it
        Failed  ///< it does not answer, or not as it should
    };
    struct Answer
    {
        State state = State::None;
        std::optional<SealKey> key; ///< Found
        std::string why;            ///< all but Found and Empty: cause and remedy
    };

    /// None.
    Keychain();
    /// That of a bus, an address as in $DBUS_SESSION_BUS_ADDRESS; every question may take `limit`.
    explicit Keychain(std::string bus, std::chrono::milliseconds limit = std::chrono::seconds(10));
    /// That of this process's session: $DBUS_SESSION_BUS_ADDRESS, or $XDG_RUNTIME_DIR/bus. None where there is neither, so that
    /// no bus is started for us.
    static Keychain ofSession();

    Answer key() const;

    struct Kept
    {
        SealKey key;
        bool isNew = false; ///< false: one was there already, which stays
    };
    /// Makes a key where there is none; a second program that does so at the same time gets the first one's. A locked keychain
    /// asks for its password, which is waited for for at most `patience`; a thread that calls this has an event loop. Throws
    /// SealError.
    Kept keepNewKey(std::chrono::milliseconds patience = std::chrono::minutes(2)) const;

private:
    std::string m_bus;
    std::chrono::milliseconds m_limit{};
    std::string m_why; ///< there is no keychain
};

} // namespace targetdesk
