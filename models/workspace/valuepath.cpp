// SPDX-License-Identifier: MIT
#include "workspace/valuepath.h"

#include <algorithm>

namespace targetdesk {

namespace {

using Steps = std::vector<std::string>;

/// In brackets and quotes any key can be written; without, these mean something that is not here, or a slip.
bool isPlainStep(std::string_view step)
{
    if (step == "*") return true;
    if (step.empty() || step.front() == ' ' || step.back() == ' ') return false;
    return step.find_first_of("*[]{}()'\",/?\t\r\n") == std::string_view::npos;
}

bool isIndex(std::string_view text)
{
    const bool isNumber = !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return isNumber && (text == "0" || text.front() != '0');
}

/// What is between two brackets: an index, a star, a key in quotes.
std::optional<std::string> bracketStep(std::string_view inner)
{
    if (inner == "*" || isIndex(inner)) return std::string(inner);
    if (inner.size() < 3 || (inner[0] != '\'' && inner[0] != '"') || inner.back() != inner[0]) return std::nullopt;
    const std::string_view key = inner.substr(1, inner.size() - 2);
    if (key.find_first_of("\\\"'") != std::string_view::npos) return std::nullopt;
    return std::string(key);
}

/// Takes one step off the front: `.key`, `[…]`, or, at the start of the path, `key`.
std::optional<std::string> takeStep(std::string_view &path, bool isFirst)
{
    if (path.front() == '[') {
        const char quote = path.size() > 1 ? path[1] : ' ';
        const bool isQuoted = quote == '\'' || quote == '"';
        const std::size_t closing = isQuoted ? path.find(quote, 2) : 0;
        const std::size_t end = closing == std::string_view::npos ? closing : path.find(']', closing);
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view inner = path.substr(1, end - 1);
        path.remove_prefix(end + 1);
        return bracketStep(inner);
    }
    if (!isFirst && path.front() != '.') return std::nullopt;
    if (!isFirst) path.remove_prefix(1);
    const std::string_view step = path.substr(0, path.find_first_of(".["));
    path.remove_prefix(step.size());
    return isPlainStep(step) ? std::optional(std::string(step)) : std::nullopt;
}

std::optional<Steps> jsonPath(std::string_view path)
{
    const bool hasRoot = path.starts_with("$.") || path.starts_with("$[");
    if (hasRoot) path.remove_prefix(1);
    Steps steps;
    while (!path.empty()) {
        std::optional<std::string> step = takeStep(path, steps.empty() && !hasRoot);
        if (!step) return std::nullopt;
        steps.push_back(std::move(*step));
    }
    return steps;
}

std::optional<Steps> jsonPointer(std::string_view path)
{
    Steps steps;
    while (!path.empty()) {
        path.remove_prefix(1);
        std::string step;
        for (; !path.empty() && path.front() != '/'; path.remove_prefix(1)) {
            if (path.front() != '~') {
                step += path.front();
                continue;
            }
            if (path.size() < 2 || (path[1] != '0' && path[1] != '1')) return std::nullopt;
            step += path[1] == '0' ? '~' : '/';
            path.remove_prefix(1);
        }
        if (step.empty()) return std::nullopt;
        steps.push_back(std::move(step));
    }
    return steps;
}

} // namespace

std::optional<std::vector<std::string>> valuePath(std::string_view path)
{
    if (path.empty() || path == "$") return std::nullopt;
    return path.front() == '/' ? jsonPointer(path) : jsonPath(path);
}

} // namespace targetdesk
