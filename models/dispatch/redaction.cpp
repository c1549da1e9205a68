// SPDX-License-Identifier: MIT
#include "dispatch/redaction.h"

#include "workspace/jsonoutline.h"
#include "workspace/valuepath.h"

#include <algorithm>

namespace targetdesk {

namespace {

constexpr std::string_view kStar = "*";

std::vector<std::string> stepsTo(const JsonOutline &outline, int index)
{
    std::vector<std::string> steps;
    for (; outline.node(index).parent >= 0; index = outline.node(index).parent)
        steps.push_back(outline.node(index).name);
    std::ranges::reverse(steps);
    return steps;
}

bool matches(const std::vector<std::string> &pattern, const std::vector<std::string> &steps)
{
    return std::ranges::equal(pattern, steps, [](const std::string &a, const std::string &b) { return a == kStar || a == b; });
}

} // namespace

std::string redacted(std::string_view text, const std::vector<std::string> &paths)
{
    if (paths.empty() || text.empty()) return std::string(text);
    const JsonOutline outline(text);
    if (outline.isEmpty()) return "(not kept: the target redacts, and this is no JSON)";
    std::vector<std::vector<std::string>> patterns;
    for (const std::string &path : paths)
        patterns.push_back(valuePath(path).value_or(std::vector<std::string>()));
    std::string result;
    std::size_t kept = 0;
    for (int i = 1; i < static_cast<int>(outline.nodes().size()); ++i) {
        const JsonNode &node = outline.node(i);
        const std::vector<std::string> steps = stepsTo(outline, i);
        if (std::ranges::none_of(patterns, [&](const auto &pattern) { return matches(pattern, steps); })) continue;
        result.append(text.substr(kept, node.begin - kept)).append("\"***\"");
        kept = node.end;
        i += node.size; // what is inside went with it
    }
    return result.append(text.substr(kept));
}

} // namespace targetdesk
