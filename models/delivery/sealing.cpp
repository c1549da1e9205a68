// SPDX-License-Identifier: MIT
#include "delivery/sealing.h"

#include "delivery/base64.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cctype>
#include <memory>

namespace targetdesk {

namespace {

constexpr int kNonceSize = 12;
constexpr int kTagSize = 16;

struct FreeCipher
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

const unsigned char *read(const std::string &text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

unsigned char *write(std::string &text)
{
    return reinterpret_cast<unsigned char *>(text.data());
}

/// `text` with what OpenSSL gives for it; nothing when it refuses.
std::optional<std::string> run(bool isSealing, const SealKey &key, const unsigned char *nonce, const std::string &text,
                               const std::string &associated, unsigned char *tag)
{
    const Cipher cipher(EVP_CIPHER_CTX_new());
    std::string out(text.size(), '\0');
    int length = 0;
    const int direction = isSealing ? 1 : 0;
    const auto good = [&](int result) { return result == 1; };
    if (!cipher || !good(EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce, direction)) ||
        !good(EVP_CipherUpdate(cipher.get(), nullptr, &length, read(associated), static_cast<int>(associated.size()))) ||
        !good(EVP_CipherUpdate(cipher.get(), write(out), &length, read(text), static_cast<int>(text.size()))))
        return std::nullopt;
    if (!isSealing && !good(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagSize, tag))) return std::nullopt;
    if (!good(EVP_CipherFinal_ex(cipher.get(), write(out) + length, &length))) return std::nullopt;
    if (isSealing && !good(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagSize, tag))) return std::nullopt;
    return out;
}

void fillByChance(unsigned char *bytes, int count)
{
    if (RAND_bytes(bytes, count) != 1) throw SealError("OpenSSL has no random numbers – look at the system's entropy source");
}

} // namespace

std::string seal(const SealKey &key, const std::string &text, const std::string &associated)
{
    std::string nonce(kNonceSize, '\0');
    fillByChance(write(nonce), kNonceSize);
    std::string tag(kTagSize, '\0');
    const std::optional<std::string> sealed = run(true, key, read(nonce), text, associated, write(tag));
    if (!sealed) throw SealError("OpenSSL cannot encrypt with AES-256-GCM – look at its configuration (openssl.cnf)");
    return nonce + *sealed + tag;
}

std::optional<std::string> unseal(const SealKey &key, const std::string &sealed, const std::string &associated)
{
    if (sealed.size() < kNonceSize + kTagSize) return std::nullopt;
    std::string tag = sealed.substr(sealed.size() - kTagSize);
    const std::string text = sealed.substr(kNonceSize, sealed.size() - kNonceSize - kTagSize);
    return run(false, key, read(sealed), text, associated, write(tag));
}

SealKey newSealKey()
{
    SealKey key;
    fillByChance(key.data(), static_cast<int>(key.size()));
    return key;
}

std::optional<SealKey> sealKeyFromText(std::string text)
{
    std::erase_if(text, [](unsigned char c) { return std::isspace(c); });
    const std::optional<std::string> bytes = fromBase64(text);
    SealKey key;
    if (!bytes || bytes->size() != key.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), key.begin());
    return key;
}

std::string sealKeyText(const SealKey &key)
{
    return toBase64(std::string(key.begin(), key.end()));
}

} // namespace targetdesk
