// SPDX-License-Identifier: MIT
#include "delivery/signature.h"

#include "delivery/base64.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>
#include <stdexcept>
#include <string_view>

namespace targetdesk {

namespace {

constexpr std::string_view SymmetricPrefix = "whsec_";
constexpr std::string_view PrivatePrefix = "whsk_";
constexpr std::string_view PublicPrefix = "whpk_";
constexpr std::size_t KeySize = 32;
constexpr std::size_t Ed25519Size = 64;

const unsigned char *bytesOf(const std::string &text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

struct FreeMac
{
    void operator()(EVP_MAC_CTX *context) const { EVP_MAC_CTX_free(context); }
};

/// Null: OpenSSL has it not.
EVP_MAC_CTX *sha256Mac()
{
    EVP_MAC *mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                     OSSL_PARAM_construct_end()};
    if (context && EVP_MAC_CTX_set_params(context, parameters) != 1) {
        EVP_MAC_CTX_free(context);
        return nullptr;
    }
    return context;
}

std::string hmacSha256(const std::string &key, const std::string &text)
{
    // OpenSSL takes longer to look up "HMAC" and "SHA256" by name than to sign a payload: once for each thread.
    thread_local const std::unique_ptr<EVP_MAC_CTX, FreeMac> context(sha256Mac());
    unsigned char digest[EVP_MAX_MD_SIZE];
    std::size_t length = 0;
    const bool isMade = context && EVP_MAC_init(context.get(), bytesOf(key), key.size(), nullptr) == 1 &&
                        EVP_MAC_update(context.get(), bytesOf(text), text.size()) == 1 &&
                        EVP_MAC_final(context.get(), digest, &length, sizeof digest) == 1;
    if (!isMade) throw std::runtime_error("OpenSSL cannot sign: it has no HMAC with SHA-256, or no memory");
    return {reinterpret_cast<const char *>(digest), length};
}

struct FreeKey
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
struct FreeContext
{
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, FreeKey>;

/// Null: it is none.
PrivateKey privateKey(const std::string &secret)
{
    const std::size_t prefix = secret.starts_with(PrivatePrefix) ? PrivatePrefix.size() : 0;
    const std::optional<std::string> bytes = fromBase64(secret.substr(prefix));
    if (!bytes || (bytes->size() != KeySize && bytes->size() != 2 * KeySize)) return nullptr;
    PrivateKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytesOf(*bytes), KeySize));
    if (!key || bytes->size() == KeySize) return key;
    std::string ownPublic(KeySize, '\0');
    std::size_t size = KeySize;
    EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(ownPublic.data()), &size);
    return bytes->substr(KeySize) == ownPublic ? std::move(key) : nullptr;
}

} // namespace

std::string omneoSignature(const std::string &secret, const std::string &body)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (const char c : hmacSha256(secret, body)) {
        const auto byte = static_cast<unsigned char>(c);
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

std::string signedContent(const std::string &id, std::int64_t timestamp, const std::string &body)
{
    return id + '.' + std::to_string(timestamp) + '.' + body;
}

std::optional<std::string> signatureV1(const std::string &secret, const std::string &content)
{
    if (secret.starts_with(PrivatePrefix) || secret.starts_with(PublicPrefix)) return std::nullopt;
    const bool isEncoded = secret.starts_with(SymmetricPrefix);
    const std::optional<std::string> key = isEncoded ? fromBase64(secret.substr(SymmetricPrefix.size())) : secret;
    if (!key || key->empty()) return std::nullopt;
    return "v1," + toBase64(hmacSha256(*key, content));
}

std::optional<std::string> signatureV1a(const std::string &secret, const std::string &content)
{
    const PrivateKey key = privateKey(secret);
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    std::string signature(Ed25519Size, '\0');
    std::size_t size = signature.size();
    if (!key || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, bytesOf(content),
                       content.size()) != 1) {
        return std::nullopt;
    }
    return "v1a," + toBase64(signature);
}

} // namespace targetdesk
