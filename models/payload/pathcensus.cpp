// SPDX-License-Identifier: MIT
#include "payload/pathcensus.h"

#include "payload/contextview.h"
#include "twig/error.h"

#include <algorithm>
#include <cctype>

namespace targetdesk {

namespace {

constexpr std::size_t MostNamed = 3;

// items[7].name as items[0].name, which is how a list's first element stands for all.
std::string withFirstIndexes(std::string_view path)
{
    std::string result;
    for (std::size_t i = 0; i < path.size(); ++i) {
        result += path[i];
        if (path[i] != '[') continue;
        const std::size_t end = std::min(path.find_first_not_of("0123456789", i + 1), path.size());
        if (end == i + 1) continue;
        result += '0';
        i = end - 1;
    }
    return result;
}

} // namespace

PathCensus::PathCensus(const Workspace &workspace)
{
    for (const Sample &sample : workspace.samples()) {
        try {
            const twig::Context context = twig::Context::parse(sample.text);
            for (const std::string &path : ContextView(context).paths())
                m_events[path].insert(sample.event);
        } catch (const twig::ContextError &) {
            // A broken sample is told of where it is rendered.
        }
    }
}

std::vector<std::string> PathCensus::eventsWith(std::string_view path) const
{
    const auto found = m_events.find(withFirstIndexes(path));
    if (found == m_events.end()) return {};
    return {found->second.begin(), found->second.end()};
}

std::string PathCensus::describe(std::string_view path) const
{
    const std::vector<std::string> events = eventsWith(path);
    const std::size_t named = std::min(events.size(), MostNamed);
    std::string text;
    for (std::size_t i = 0; i < named; ++i)
        text += (i == 0 ? "" : (i + 1 == events.size() ? " and " : ", ")) + events[i];
    if (events.size() > named) text += " and " + std::to_string(events.size() - named) + " more";
    return text;
}

} // namespace targetdesk
