// SPDX-License-Identifier: MIT
#include "twig/suggestions.h"

#include "twig/php/text.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace twig {

std::string suggestions(std::string_view name, std::span<const std::string_view> items)
{
    std::vector<std::pair<std::size_t, std::string_view>> found;
    for (const std::string_view item : items) {
        const std::size_t distance = php::levenshtein(name, item);
        if (distance * 3 <= name.size() || item.find(name) != std::string_view::npos) found.emplace_back(distance, item);
    }
    if (found.empty()) return {};
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::string text = " Did you mean \"";
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (i) text += "\", \"";
        text += found[i].second;
    }
    return text + "\"?";
}

} // namespace twig
