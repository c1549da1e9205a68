// SPDX-License-Identifier: MIT
#include "twig/php/url.h"

namespace twig::php {
namespace {

bool isUnreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

void appendPercent(std::string &out, unsigned char c)
{
    constexpr char digits[] = "0123456789ABCDEF";
    const char text[] = {'%', digits[c >> 4], digits[c & 15]};
    out.append(text, sizeof text);
}

} // namespace

void appendRawUrlEncoded(std::string &out, std::string_view text)
{
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isUnreserved(byte) || c == '~') {
            out += c;
        } else {
            appendPercent(out, byte);
        }
    }
}

void appendUrlEncoded(std::string &out, std::string_view text)
{
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isUnreserved(byte)) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            appendPercent(out, byte);
        }
    }
}

void appendQueryKey(std::string &prefix, std::string_view key, bool first)
{
    if (first) {
        appendRawUrlEncoded(prefix, key);
        return;
    }
    prefix += "%5B";
    appendRawUrlEncoded(prefix, key);
    prefix += "%5D";
}

void appendQueryPair(std::string &out, std::string_view prefix, std::string_view value)
{
    if (!out.empty()) out += '&';
    out += prefix;
    out += '=';
    appendRawUrlEncoded(out, value);
}

} // namespace twig::php
