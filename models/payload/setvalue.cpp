// SPDX-License-Identifier: MIT
#include "payload/setvalue.h"

namespace targetdesk {

std::optional<std::size_t> setValueBegin(const TemplateMap &map, const TemplatePart &part)
{
    if (part.kind != TemplatePart::Kind::Tag || part.tag != "set") return std::nullopt;
    const auto tokens = map.tokens(part);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
        if (tokens[i].is(twig::TokenType::Operator, "=") || tokens[i].is(twig::TokenType::Punctuation, "="))
            return map.begin(tokens[i + 1]);
    return std::nullopt;
}

const TemplatePart *setTagOf(const TemplateMap &map, std::string_view name, std::size_t before)
{
    const TemplatePart *found = nullptr;
    for (const TemplatePart &part : map.parts()) {
        if (part.begin >= before) break;
        if (part.tag != "set") continue;
        const auto tokens = map.tokens(part);
        const bool isIt = tokens.size() > 3 && tokens[1].is(twig::TokenType::Name, name) && tokens[2].text == "=";
        if (isIt) found = &part;
    }
    return found;
}

} // namespace targetdesk
