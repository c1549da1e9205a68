// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace twig::php {

/// htmlspecialchars with ENT_QUOTES | ENT_SUBSTITUTE: & < > " ' become entities, an invalid sequence U+FFFD.
void appendEscapedHtml(std::string &out, std::string_view text);

/// The other strategies of Twig's EscaperRuntime for UTF-8 text.
/// \throws PhpError of class "Twig\Error\RuntimeError" for invalid UTF-8 ("The string to escape is not a valid UTF-8 string.")
void appendEscapedJs(std::string &out, std::string_view text);
void appendEscapedCss(std::string &out, std::string_view text);
void appendEscapedHtmlAttribute(std::string &out, std::string_view text, bool relaxed = false);

enum class EscapeStrategy { Html, Js, Css, Url, HtmlAttribute, HtmlAttributeRelaxed };
/// By enum; Url is appendRawUrlEncoded().
void appendEscaped(std::string &out, std::string_view text, EscapeStrategy strategy);

/// By name and charset. A charset other than UTF-8 goes through iconv as in Twig (html: PHP's own single-byte sets are kept as
/// they are). \throws PhpError of class "Twig\Error\RuntimeError": "Invalid escaping strategy "x" (valid ones: "html", …)."
void appendEscaped(std::string &out, std::string_view text, std::string_view strategy, std::string_view charset);

} // namespace twig::php
