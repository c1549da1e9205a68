// SPDX-License-Identifier: MIT
#include "twig/pathbook.h"

#include <algorithm>
#include <utility>

namespace twig {

namespace {

bool isPlainName(std::string_view text)
{
    if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    });
}

/// One step of a path, as one would write it.
std::string step(const Value &key)
{
    if (key.isInt()) return "[" + std::to_string(key.intValue()) + "]";
    const std::string text(key.text());
    return isPlainName(text) ? "." + text : "['" + text + "']";
}

} // namespace

std::size_t PathBook::StepHash::operator()(const Step &step) const
{
    const std::uint64_t hash = (step.key ^ (static_cast<std::uint64_t>(step.from) << 32 | step.length)) * 0x9E3779B97F4A7C15u;
    return static_cast<std::size_t>(hash ^ hash >> 32);
}

std::uint32_t PathBook::path(std::string text, bool exists)
{
    if (const auto known = m_pathIds.find(text); known != m_pathIds.end()) {
        if (exists) m_paths[known->second].exists = true;
        return known->second;
    }
    const auto id = static_cast<std::uint32_t>(m_paths.size());
    m_paths.push_back({std::move(text), exists});
    m_pathIds.emplace(m_paths.back().text, id);
    return id;
}

std::uint32_t PathBook::child(std::uint32_t from, const Value &key, bool exists)
{
    const Step wanted = key.isInt() ? Step{from, IntKey, static_cast<std::uint64_t>(key.intValue())}
                                    : Step{from, static_cast<std::uint32_t>(key.text().size()),
                                           static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(key.textData()))};
    const auto [entry, added] = m_children.try_emplace(wanted, 0);
    if (added)
        entry->second = path(m_paths[from].text + step(key), exists);
    else if (exists)
        m_paths[entry->second].exists = true;
    return entry->second;
}

void PathBook::read(Origin origin, bool whole)
{
    if (origin.path) {
        m_reads.push_back(origin.path);
        PathInfo &info = m_paths[origin.path];
        info.isWhole = info.isWhole || whole;
        if (!info.isRead) {
            info.isRead = true;
            m_readOrder.push_back(origin.path);
        }
    }
    m_reads.insert(m_reads.end(), m_sets[origin.set].begin(), m_sets[origin.set].end());
}

Origin PathBook::takeReads()
{
    std::sort(m_reads.begin(), m_reads.end());
    m_reads.erase(std::unique(m_reads.begin(), m_reads.end()), m_reads.end());
    if (m_reads.size() > LargestSet) m_reads.resize(LargestSet);
    std::uint32_t id = 0;
    if (m_reads.size() == 1 && m_paths[m_reads[0]].alone) {
        id = m_paths[m_reads[0]].alone;
    } else if (!m_reads.empty()) {
        const auto [entry, added] = m_setIds.try_emplace(m_reads, static_cast<std::uint32_t>(m_sets.size()));
        if (added) m_sets.push_back(m_reads);
        id = entry->second;
        if (m_reads.size() == 1) m_paths[m_reads[0]].alone = id;
    }
    m_reads.clear();
    return {0, id};
}

std::vector<PathRead> PathBook::pathsOf(Origin origin) const
{
    std::vector<PathRead> paths;
    if (origin.path) paths.push_back(readOf(origin.path));
    for (const std::uint32_t id : m_sets[origin.set])
        paths.push_back(readOf(id));
    return paths;
}

std::vector<PathRead> PathBook::all() const
{
    std::vector<PathRead> paths;
    paths.reserve(m_readOrder.size());
    for (const std::uint32_t id : m_readOrder)
        paths.push_back(readOf(id));
    return paths;
}

} // namespace twig
