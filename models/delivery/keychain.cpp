// SPDX-License-Identifier: MIT
#include "delivery/keychain.h"

#ifdef TARGETDESK_KEYCHAIN
#include "keychain/secretservice.h"
#endif

#include <cstdlib>
#include <filesystem>

namespace targetdesk {

namespace {

std::string sessionBus()
{
    if (const char *address = std::getenv("DBUS_SESSION_BUS_ADDRESS"); address && *address) return address;
    const char *folder = std::getenv("XDG_RUNTIME_DIR");
    std::error_code error;
    if (!folder || !*folder || !std::filesystem::exists(std::filesystem::path(folder) / "bus", error)) return {};
    return "unix:path=" + std::string(folder) + "/bus";
}

#ifdef TARGETDESK_KEYCHAIN

SecretAttributes keyAttributes()
{
    return {{QStringLiteral("application"), QStringLiteral("targetdesk")},
            {QStringLiteral("purpose"), QStringLiteral("seal-key")}};
}

/// Nothing: there is none.
std::optional<SealKey> keyHeldBy(SecretService &service)
{
    const std::optional<std::string> text = service.find(keyAttributes());
    if (!text) return std::nullopt;
    if (const std::optional<SealKey> key = sealKeyFromText(*text)) return key;
    throw KeychainError(
        KeychainError::Kind::Failed,
        "the keychain's item 'Target Desk' is no key, 32 bytes in base64 are wanted – put the right one there, or remove "
        "the item and set all secrets again");
}

Keychain::State stateOf(const KeychainError &error)
{
    switch (error.kind()) {
    case KeychainError::Kind::Absent: return Keychain::State::None;
    case KeychainError::Kind::Locked: return Keychain::State::Locked;
    default: return Keychain::State::Failed;
    }
}

#endif

} // namespace

Keychain::Keychain()
    : m_why("no keychain is asked here")
{}

Keychain::Keychain(std::string bus, std::chrono::milliseconds limit)
    : m_bus(std::move(bus))
    , m_limit(limit)
{
#ifndef TARGETDESK_KEYCHAIN
    m_bus.clear();
    m_why = "this build knows no keychain – build it where Qt D-Bus is";
#endif
}

Keychain Keychain::ofSession()
{
    Keychain keychain(sessionBus());
    if (keychain.m_bus.empty() && keychain.m_why.empty())
        keychain.m_why = "there is no desktop session here (no D-Bus session bus)";
    return keychain;
}

Keychain::Answer Keychain::key() const
{
    if (m_bus.empty()) return {State::None, std::nullopt, m_why};
#ifdef TARGETDESK_KEYCHAIN
    try {
        SecretService service(m_bus, m_limit);
        std::optional<SealKey> key = keyHeldBy(service);
        return {key ? State::Found : State::Empty, key, {}};
    } catch (const KeychainError &error) {
        return {stateOf(error), std::nullopt, error.what()};
    }
#else
    return {};
#endif
}

Keychain::Kept Keychain::keepNewKey([[maybe_unused]] std::chrono::milliseconds patience) const
{
    if (m_bus.empty()) throw SealError(m_why);
#ifdef TARGETDESK_KEYCHAIN
    try {
        SecretService service(m_bus, m_limit);
        // The API adds items without looking for others: the look and the addition are one program's at a time.
        service.claim(QStringLiteral("targetdesk.KeyMaker"));
        service.unlock(keyAttributes(), patience);
        if (const std::optional<SealKey> key = keyHeldBy(service)) return {*key, false};
        const SealKey key = newSealKey();
        service.add(QStringLiteral("Target Desk: key of sealed secrets"), keyAttributes(), sealKeyText(key), patience);
        if (keyHeldBy(service) == key) return {key, true};
    } catch (const KeychainError &error) {
        throw SealError(error.what());
    }
    throw SealError(
        "the keychain took the new key and does not have it – use a key file: targetdeskctl secret key --key-file FILE");
#else
    return {};
#endif
}

} // namespace targetdesk
