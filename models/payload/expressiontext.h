// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace targetdesk {

/// The expression as an operand of any operator or filter: in parentheses unless it is one name, call or filter chain.
std::string asOperand(const std::string &expression);

/// A text as a Twig string in single quotes.
std::string twigString(std::string_view text);

/// An expression with a filter behind it, in parentheses where Twig needs them: `(a ~ b)|json_encode`.
std::string withFilter(const std::string &expression, std::string_view filter);

/// An expression that prints its value as JSON: with json_encode, unless it has that already, and raw.
std::string encodedExpression(const std::string &expression);

/// The expression without the filters at its end that encode and mark it: `x` of `x|json_encode|raw`. A part of the expression's
/// beginning, byte for byte.
std::string withoutEncoding(const std::string &expression);

/// True when the expression says itself what to do with missing values: `??`, `|default`, `is defined`, `?.`.
bool guardsAgainstMissing(std::string_view expression);

/// True when what HTML escaping writes stands in the text: `&quot;` and its kin.
bool hasEntities(std::string_view text);

/// What a path ends in: the key, or the index with its bracket behind it.
std::string_view lastNameOf(std::string_view path);

/// For the middle of a sentence: shortened, line breaks as spaces.
std::string shortened(std::string_view text, std::size_t most = 40);

} // namespace targetdesk
