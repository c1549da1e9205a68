// SPDX-License-Identifier: MIT
#pragma once

#include <array>
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

} // namespace targetdesk
