// SPDX-License-Identifier: MIT
#include "payload/expressiontext.h"

#include <cctype>

namespace targetdesk {

std::string asOperand(const std::string &expression)
{
    // Only names, dots, brackets and filters without anything between them bind tighter than the new filter.
    int depth = 0;
    bool needsParentheses = false;
    char quote = '\0';
    for (const char c : expression) {
        if (quote != '\0') {
            if (c == quote) quote = '\0';
            continue;
        }
        if (c == '"' || c == '\'') quote = c;
        if (c == '(' || c == '[') ++depth;
        if (c == ')' || c == ']') --depth;
        const bool plain =
            std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("_.|()[]\"'").find(c) != std::string_view::npos;
        if (depth == 0 && !plain) needsParentheses = true;
    }
    return needsParentheses ? "(" + expression + ")" : expression;
}

std::string twigString(std::string_view text)
{
    std::string result = "'";
    for (const char c : text) {
        switch (c) {
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\t': result += "\\t"; break;
        case '\\':
        case '\'': result += '\\'; [[fallthrough]];
        default: result += c;
        }
    }
    return result + "'";
}

std::string withFilter(const std::string &expression, std::string_view filter)
{
    return asOperand(expression) + "|" + std::string(filter);
}

std::string encodedExpression(const std::string &expression)
{
    return withFilter(expression, expression.ends_with("|json_encode") ? "raw" : "json_encode|raw");
}

std::string withoutEncoding(const std::string &expression)
{
    std::string value = expression;
    for (bool goesOn = true; goesOn;) {
        goesOn = false;
        for (const std::string_view ending : {"|raw", "|json_encode", "|e('js')", "|e(\"js\")", "|escape('js')"}) {
            if (!value.ends_with(ending)) continue;
            value.resize(value.size() - ending.size());
            goesOn = true;
        }
        const std::size_t call = value.rfind("|json_encode(");
        if (call != std::string::npos && value.find(')', call) == value.size() - 1) {
            value.resize(call);
            goesOn = true;
        }
    }
    return value;
}

bool guardsAgainstMissing(std::string_view expression)
{
    for (const std::string_view guard : {"??", "default", "defined", "?."}) {
        if (expression.find(guard) != std::string_view::npos) return true;
    }
    return false;
}

bool hasEntities(std::string_view text)
{
    for (const std::string_view entity : {"&quot;", "&#039;", "&amp;", "&lt;", "&gt;"}) {
        if (text.find(entity) != std::string_view::npos) return true;
    }
    return false;
}

std::string shortened(std::string_view text, std::size_t most)
{
    std::string result;
    for (const char c : text)
        result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    if (result.size() <= most) return result;
    while (most > 0 && (static_cast<unsigned char>(result[most]) & 0xC0) == 0x80)
        --most;
    return result.substr(0, most) + "…";
}

std::string_view lastNameOf(std::string_view path)
{
    const std::size_t dot = path.find_last_of(".[");
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

} // namespace targetdesk
