// SPDX-License-Identifier: MIT
#include "payload/textplaces.h"

#include "payload/prettyjson.h"

#include <algorithm>

namespace targetdesk {

TextPlaces::TextPlaces(std::string_view original, std::string_view shown)
{
    if (original == shown) return;
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < original.size() && b < shown.size()) {
        std::size_t length = 0;
        while (a + length < original.size() && b + length < shown.size() && original[a + length] == shown[b + length])
            ++length;
        if (length > 0) m_runs.push_back({a, b, length});
        a += length;
        b += length;
        // What was added is skipped first: it is the shown text that has more.
        if (b < shown.size() && isJsonSpace(shown[b]))
            ++b;
        else if (a < original.size() && isJsonSpace(original[a]))
            ++a;
        else
            break;
    }
    m_runs.push_back({original.size(), shown.size(), 0});
}

std::size_t TextPlaces::moved(std::size_t offset, std::size_t Run::*from, std::size_t Run::*to) const
{
    if (m_runs.empty()) return offset;
    const auto next =
        std::upper_bound(m_runs.begin(), m_runs.end(), offset, [from](std::size_t at, const Run &run) { return at < run.*from; });
    if (next != m_runs.begin()) {
        const Run &run = *std::prev(next);
        if (offset < run.*from + run.length) return run.*to + (offset - run.*from);
    }
    return next == m_runs.end() ? m_runs.back().*to : (*next).*to;
}

std::size_t TextPlaces::toShown(std::size_t original) const
{
    return moved(original, &Run::original, &Run::shown);
}

std::size_t TextPlaces::toOriginal(std::size_t shown) const
{
    return moved(shown, &Run::shown, &Run::original);
}

} // namespace targetdesk
