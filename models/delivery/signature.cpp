// SPDX-License-Identifier: MIT
#include "delivery/requestbuilder.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace targetdesk {

std::string omneoSignature(const std::string &secret, const std::string &body)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), reinterpret_cast<const unsigned char *>(body.data()),
         body.size(), digest, &length);
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * length);
    for (unsigned int i = 0; i < length; ++i) {
        hex += digits[digest[i] >> 4];
        hex += digits[digest[i] & 15];
    }
    return hex;
}

} // namespace targetdesk
