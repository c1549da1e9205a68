// SPDX-License-Identifier: MIT
#include "payload/loopfixes.h"

#include "payload/expressiontext.h"

#include <algorithm>
#include <string>

namespace targetdesk {

std::optional<std::vector<SourceEdit>> filteredLoop(const TemplateMap &map, int loop)
{
    const int end = map.bodyEnd(loop);
    int condition = -1;
    for (int i = loop + 1; i < end; ++i) {
        const TemplatePart &part = map.part(i);
        if (part.kind == TemplatePart::Kind::Text && map.isSpace(part.begin, part.end)) continue;
        if (part.tag != "if" || part.endTag < 0 || condition >= 0) return std::nullopt;
        condition = i;
        i = part.endTag;
    }
    if (condition < 0) return std::nullopt;
    const TemplatePart &test = map.part(condition);
    for (int i = condition + 1; i < test.endTag; ++i)
        if (map.part(i).parent == condition && map.part(i).tag.starts_with("else")) return std::nullopt;
    const auto words = map.tokens(map.part(loop)), asked = map.tokens(test);
    const bool usesLoop =
        std::any_of(asked.begin(), asked.end(), [](const twig::Token &token) { return token.is(twig::TokenType::Name, "loop"); });
    const bool hasKey = words.size() > 4 && words[2].text == ",";
    const std::size_t in = hasKey ? 4 : 2;
    if (usesLoop || asked.size() < 2 || words.size() < in + 2 || words[in].text != "in") return std::nullopt;
    const std::string variable =
        hasKey ? "(" + std::string(words[3].text) + ", " + std::string(words[1].text) + ")" : std::string(words[1].text);
    const auto textOf = [&](const TemplatePart &part, const twig::Token &from) {
        return std::string(map.source().substr(map.begin(from), part.innerEnd - map.begin(from)));
    };
    const std::string sequence = textOf(map.part(loop), words[in + 1]), wanted = textOf(test, asked[1]);
    const TemplatePart &ends = map.part(test.endTag);
    return std::vector<SourceEdit>{
        {map.begin(words[in + 1]), sequence.size(), withFilter(sequence, "filter(" + variable + " => " + wanted + ")")},
        {test.begin, test.end - test.begin, ""},
        {ends.begin, ends.end - ends.begin, ""}};
}

} // namespace targetdesk
