// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace targetdesk {

/// The key of secrets at rest: 32 bytes. A value.
using SealKey = std::array<unsigned char, 32>;

/// A key or what it sealed cannot be used. what() names place, cause and remedy, and never a secret.
class SealError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// AES-256-GCM: a nonce by chance (12 bytes), the cipher text, the tag (16 bytes). `associated` is not kept but must be the same
/// to unseal: it ties a sealed text to its place. Throws SealError when OpenSSL cannot.
std::string seal(const SealKey &key, const std::string &text, const std::string &associated);
/// Nothing when the key or `associated` is another, or a byte was changed.
std::optional<std::string> unseal(const SealKey &key, const std::string &sealed, const std::string &associated);

/// By chance.
SealKey newSealKey();
/// 32 bytes in base64, blanks around them allowed; nothing when it is something else.
std::optional<SealKey> sealKeyFromText(std::string text);
std::string sealKeyText(const SealKey &key);

/// Where a key is looked for, in this order: $TARGETDESK_KEY, the file targetdesk.key in $CREDENTIALS_DIRECTORY (systemd's
/// LoadCredential=), `keyFile`. Nothing when there is none. Throws SealError for one that cannot be used: no key, or a file that
/// others may read.
std::optional<SealKey> findSealKey(const std::filesystem::path &keyFile);
/// What to do when there is none.
std::string sealKeyRemedy();
/// $XDG_CONFIG_HOME/targetdesk/key, or under ~/.config.
std::filesystem::path defaultKeyFile();
/// Makes a key file for this user's eyes only. Throws SealError when there is one already: what it sealed would be lost.
void makeKeyFile(const std::filesystem::path &keyFile);

} // namespace targetdesk
