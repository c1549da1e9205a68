// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace twig {

/// PCRE's \s.
inline bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// What PHP's rtrim() takes off.
inline bool isTrimmed(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0' || c == '\x0B';
}

inline bool isLineSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\0' || c == '\x0B';
}

inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

inline bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x7F;
}

/// Whether all of it is one name.
inline bool isNameText(std::string_view text)
{
    if (text.empty() || !isNameStart(text[0])) return false;
    for (const char c : text)
        if (!isNameStart(c) && !isDigit(c)) return false;
    return true;
}

inline int hexDigit(char c)
{
    if (isDigit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

inline char closing(char open)
{
    return open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : open;
}

} // namespace twig
