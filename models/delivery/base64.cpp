// SPDX-License-Identifier: MIT
#include "delivery/base64.h"

#include <openssl/evp.h>

#include <algorithm>
#include <string_view>

namespace targetdesk {

std::string toBase64(const std::string &bytes)
{
    std::string result(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char *>(result.data()),
                                       reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<int>(bytes.size()));
    result.resize(static_cast<std::size_t>(length));
    return result;
}

std::optional<std::string> fromBase64(std::string text)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const bool isPadded = text.ends_with('=');
    if (isPadded && text.size() % 4 != 0) return std::nullopt;
    text.resize(text.size() - (text.ends_with("==") ? 2 : isPadded ? 1 : 0));
    const bool isPlain =
        std::all_of(text.begin(), text.end(), [&](char c) { return alphabet.find(c) != std::string_view::npos; });
    const std::size_t missing = (4 - text.size() % 4) % 4;
    if (!isPlain || missing == 3) return std::nullopt;
    text.append(missing, '=');
    std::string bytes(text.size() / 4 * 3, '\0');
    const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char *>(bytes.data()),
                                       reinterpret_cast<const unsigned char *>(text.data()), static_cast<int>(text.size()));
    if (length < 0) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(length) - missing); // OpenSSL counts the padding
    return bytes;
}

} // namespace targetdesk
