// SPDX-License-Identifier: MIT
#include "payload/contextview.h"

#include "twig/array.h"
#include "workspace/editdistance.h"

#include <algorithm>
#include <cctype>
#include <tuple>

namespace targetdesk {

namespace {

constexpr std::size_t maximumPaths = 4000;
constexpr int maximumLevels = 8;

std::string lastName(const std::string &path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos ? path : path.substr(dot + 1);
}

std::string_view rootName(std::string_view path)
{
    return path.substr(0, path.find_first_of(".["));
}

// One name or index from the front of a path; false when the path is not of the form that the trace writes.
bool takeStep(std::string_view &path, std::string &name)
{
    if (path.starts_with('[')) {
        const std::size_t end = path.find(']');
        if (end == std::string_view::npos) return false;
        name = path.substr(1, end - 1);
        if (name.size() > 1 && (name.front() == '"' || name.front() == '\'')) name = name.substr(1, name.size() - 2);
        path.remove_prefix(end + 1);
    } else {
        const std::size_t end = path.find_first_of(".[");
        name = path.substr(0, end);
        path.remove_prefix(std::min(end, path.size()));
    }
    if (path.starts_with('.')) path.remove_prefix(1);
    return !name.empty();
}

void collect(const twig::Value &value, const std::string &prefix, int level, std::vector<std::string> &paths)
{
    if (!value.isArray() || level > maximumLevels) return;
    const twig::Array &array = *value.arrayValue();
    for (std::uint32_t i = 0; i < array.size() && paths.size() < maximumPaths; ++i) {
        const twig::Value key = array.keyAt(i);
        std::string path;
        if (key.isInt()) {
            if (array.isPacked() && i > 0) break;
            path = prefix + '[' + std::to_string(key.intValue()) + ']';
        } else {
            path = prefix + (prefix.empty() ? "" : ".") + std::string(key.text());
        }
        paths.push_back(path);
        collect(array.valueAt(i), path, level + 1, paths);
    }
}

} // namespace

std::optional<twig::Value> ContextView::find(std::string_view path) const
{
    twig::Value value = m_context.root();
    std::string name;
    while (!path.empty()) {
        if (!takeStep(path, name) || !value.isArray()) return std::nullopt;
        const twig::Value *found = value.arrayValue()->find(twig::Array::key(name));
        if (found == nullptr) return std::nullopt;
        value = *found;
    }
    return value;
}

std::vector<std::string> ContextView::paths() const
{
    std::vector<std::string> paths;
    collect(m_context.root(), {}, 1, paths);
    return paths;
}

std::string ContextView::similarTo(const std::string &path) const
{
    const std::string name = lastName(path);
    // Of those with the same last name: the same path under other roots, then one under the same root, then the shortest.
    const auto rank = [&path](const std::string &candidate) {
        return std::tuple(!isSameThing(path, candidate), rootName(candidate) != rootName(path), candidate.size());
    };
    std::string best;
    std::size_t bestDistance = std::min<std::size_t>(3, path.size() / 3 + 1);
    for (const std::string &candidate : paths()) {
        const bool sameName = lastName(candidate) == name;
        if (sameName && (bestDistance > 0 || rank(candidate) < rank(best))) {
            best = candidate;
            bestDistance = 0;
        } else if (bestDistance > 0) {
            const std::size_t away = editDistance(candidate, path);
            if (away < bestDistance) {
                best = candidate;
                bestDistance = away;
            }
        }
    }
    return best;
}

bool isSameThing(std::string_view path, std::string_view similar)
{
    const auto isEndOf = [](std::string_view part, std::string_view whole) {
        return whole.size() > part.size() && whole.ends_with(part) && whole[whole.size() - part.size() - 1] == '.';
    };
    return lastName(std::string(path)) != lastName(std::string(similar)) || isEndOf(path, similar) || isEndOf(similar, path);
}

} // namespace targetdesk
