// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/keychain.h"
#include "delivery/sealing.h"

#include <filesystem>
#include <optional>
#include <string>

namespace targetdesk {

enum class KeySource { Environment, Credential, File, Keychain };
/// "environment", "credential", "file", "keychain": for JSON.
std::string keySourceName(KeySource source);

struct FoundKey
{
    SealKey key;
    KeySource source = KeySource::File;
    std::string place; ///< for people: "$TARGETDESK_KEY", a file, "the keychain"
};

/// What a look for the key came to.
struct KeySearch
{
    std::optional<FoundKey> found;
    Keychain::Answer keychain; ///< when it was asked, which it is last

    /// Nothing was found, and nothing hints that there is a key.
    bool isNowhere() const;
    /// What to do when none was found.
    std::string remedy() const;
};

/// Where the key of secrets at rest comes from, in this order: $TARGETDESK_KEY, the file targetdesk.key in $CREDENTIALS_DIRECTORY
/// (systemd's LoadCredential=), a key file, the desktop's keychain. What is said in so many words comes before what is merely
/// there, and a server never asks a bus. A value; thread-safe.
class KeySources
{
public:
    explicit KeySources(std::filesystem::path keyFile, Keychain keychain = {});
    /// This user's: the usual file, the session's keychain.
    static KeySources ofUser();

    /// Throws SealError for a key that cannot be used: what is none, or a file that others may read. A keychain that gives none
    /// says why in the answer; it may take its time.
    KeySearch find() const;

    const std::filesystem::path &keyFile() const { return m_keyFile; }
    const Keychain &keychain() const { return m_keychain; }

private:
    std::filesystem::path m_keyFile;
    Keychain m_keychain;
};

/// $XDG_CONFIG_HOME/targetdesk/key, or under ~/.config.
std::filesystem::path defaultKeyFile();
/// Makes a key file for this user's eyes only. Throws SealError when there is one already: what it sealed would be lost.
void makeKeyFile(const std::filesystem::path &keyFile);

} // namespace targetdesk
