// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace twig::php {

/// What htmlspecialchars() knows beside UTF-8, by how its characters are made of bytes. In all of them the five characters
/// that are escaped are ASCII's.
enum class HtmlCharset { SingleByte, Big5, Big5Hkscs, Gb2312, ShiftJis, EucJp };

/// By one of PHP's names, in any case; nullopt for one it does not know (Twig converts then), and for UTF-8.
std::optional<HtmlCharset> htmlCharset(std::string_view name);

struct HtmlCharacter
{
    std::size_t length; ///< bytes, at least one
    bool isValid;       ///< false: ENT_SUBSTITUTE puts one U+FFFD in the place of these bytes
};

/// The character that `rest`, which is not empty, begins with. As PHP's get_next_char(), of which every pair of bytes was asked.
HtmlCharacter htmlCharacter(HtmlCharset charset, std::string_view rest);

} // namespace twig::php
