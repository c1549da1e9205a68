// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace twig::icu {

/// Unicode's normal forms. Text is UTF-8 everywhere in this folder.
enum class Form { Nfc, Nfd, Nfkc, Nfkd, NfkcFold };

/// False for text that is not UTF-8.
bool isNormalized(std::string_view text, Form form = Form::Nfc);
/// nullopt for text that is not UTF-8.
std::optional<std::string> normalized(std::string_view text, Form form = Form::Nfc);

/// \p{L}
bool isLetter(char32_t character);
/// \p{Lu}
bool isUpperCase(char32_t character);
/// \p{Ll}
bool isLowerCase(char32_t character);
/// \p{Mn}
bool isMark(char32_t character);
/// PCRE's \w with Unicode properties: letters, numbers, marks, connectors.
bool isWord(char32_t character);
/// \p{ExtPict}, the regional indicators and the bases of keycaps.
bool isEmoji(char32_t character);
/// Cells on a terminal: 0, 1 or 2.
int cells(char32_t character);
/// Every character by its simple case folding.
std::string folded(std::string_view text);
/// By the full case folding: "ß" becomes "ss".
std::string fullyFolded(std::string_view text);

/// What the transliterator of that name makes of the text; nullopt when ICU has none of that name.
std::optional<std::string> transliterated(std::string_view name, std::string_view text);

} // namespace twig::icu
