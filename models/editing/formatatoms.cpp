// SPDX-License-Identifier: MIT
#include "editing/formatatoms.h"

#include "editing/templatestructure.h"

#include <algorithm>
#include <array>

namespace targetdesk {

namespace {

using AtomKind = FormatAtom::Kind;

constexpr std::string_view AtomSpace = " \t\n";

bool isSpace(char c)
{
    return AtomSpace.find(c) != std::string_view::npos;
}

/// What is printed inside may end up in a text, where white space counts.
bool keepsInside(std::string_view tag)
{
    static constexpr std::array<std::string_view, 6> Names = {"set", "block", "macro", "apply", "embed", "verbatim"};
    return std::find(Names.begin(), Names.end(), tag) != Names.end();
}

/// `{{x}}` → `{{ x }}`; over several lines as it is.
std::string spaced(std::string_view island)
{
    if (island.find('\n') != std::string_view::npos) return std::string(island);
    const auto isControl = [](char c) { return c == '-' || c == '~'; };
    std::size_t begin = 2;
    std::size_t end = island.size() - 2;
    if (begin < end && isControl(island[begin])) ++begin;
    // `{{ a -}}` has a control, `{{ 1 --}}` hardly: one sign before the delimiter is one.
    if (end > begin && isControl(island[end - 1])) --end;
    std::string_view inner = island.substr(begin, end - begin);
    while (!inner.empty() && isSpace(inner.front()))
        inner.remove_prefix(1);
    while (!inner.empty() && isSpace(inner.back()))
        inner.remove_suffix(1);
    if (inner.empty()) return std::string(island);
    return std::string(island.substr(0, begin)) + " " + std::string(inner) + " " + std::string(island.substr(end));
}

/// Cuts a template at its JSON signs and tags.
class AtomReader
{
public:
    explicit AtomReader(const TemplateScan &scan)
        : m_scan(scan)
        , m_source(scan.source())
    {}

    std::optional<std::vector<FormatAtom>> read()
    {
        std::size_t behind = 0;
        for (const Island &island : m_scan.islands()) {
            if (island.begin < behind) continue; // in a part that stays
            readText(behind, island.begin);
            behind = readIsland(island);
        }
        readText(behind, m_source.size());
        if (m_inText || m_isBroken) return std::nullopt;
        return std::move(m_atoms);
    }

private:
    void add(AtomKind kind, std::string text)
    {
        const bool continues = kind == AtomKind::Word && m_joins && !m_gap;
        if (continues && !m_atoms.empty() && m_atoms.back().kind == AtomKind::Word)
            m_atoms.back().text += text;
        else
            m_atoms.push_back({kind, std::move(text), m_gap, m_breaks});
        m_gap = false;
        m_breaks = 0;
        m_joins = kind == AtomKind::Word;
    }

    void readText(std::size_t begin, std::size_t end)
    {
        for (std::size_t at = begin; at < end; ++at) {
            const char c = m_source[at];
            if (m_inText) {
                m_isBroken = m_isBroken || c == '\n';
                m_atoms.back().text += c;
                if (c == '\\' && at + 1 < end)
                    m_atoms.back().text += m_source[++at];
                else if (c == '"')
                    m_inText = false;
                continue;
            }
            readOutside(c);
        }
    }

    void readOutside(char c)
    {
        if (isSpace(c)) {
            m_gap = true;
            m_breaks += c == '\n' ? 1 : 0;
        } else if (c == '{' || c == '[') {
            add(AtomKind::Open, std::string(1, c));
        } else if (c == '}' || c == ']') {
            add(AtomKind::Close, std::string(1, c));
        } else if (c == ',' || c == ':') {
            add(c == ',' ? AtomKind::Comma : AtomKind::Colon, std::string(1, c));
        } else {
            m_inText = c == '"';
            add(AtomKind::Word, std::string(1, c));
        }
    }

    /// Where to go on.
    std::size_t readIsland(const Island &island)
    {
        std::string text(m_source.substr(island.begin, island.end - island.begin));
        if (m_inText) {
            m_atoms.back().text += text;
            return island.end;
        }
        const bool isTag = island.kind == Island::Kind::Tag;
        const bool opens = isTag && (opensPart(m_scan, island) || island.name == "verbatim");
        if (opens && keepsInside(island.name)) {
            const std::size_t end = endOf(island);
            add(AtomKind::Word, std::string(m_source.substr(island.begin, end - island.begin)));
            m_joins = false;
            return end;
        }
        if (island.kind == Island::Kind::Print || isTag) text = spaced(text);
        const bool isMiddle = isTag && (island.name == "else" || island.name == "elseif");
        const bool isEnd = isTag && island.name.starts_with("end");
        add(opens ? AtomKind::TagOpen : isMiddle ? AtomKind::TagMiddle : isEnd ? AtomKind::TagEnd : AtomKind::Word, std::move(text));
        return island.end;
    }

    std::size_t endOf(const Island &opener) const
    {
        int depth = 0;
        for (const Island &island : m_scan.islands()) {
            if (island.begin < opener.begin || island.kind != Island::Kind::Tag) continue;
            const bool same = island.name == opener.name;
            if (same && (opensPart(m_scan, island) || opener.name == "verbatim")) ++depth;
            const bool ends = island.name.starts_with("end") && island.name.substr(3) == opener.name;
            if (ends && --depth == 0) return island.end;
        }
        return m_source.size();
    }

    const TemplateScan &m_scan;
    std::string_view m_source;
    std::vector<FormatAtom> m_atoms;
    bool m_inText = false;
    bool m_isBroken = false;
    bool m_gap = false;
    bool m_joins = false; ///< the last atom goes on without white space
    int m_breaks = 0;
};

} // namespace

std::optional<std::vector<FormatAtom>> formatAtoms(const TemplateScan &scan)
{
    return AtomReader(scan).read();
}

} // namespace targetdesk
