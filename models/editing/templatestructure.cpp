// SPDX-License-Identifier: MIT
#include "editing/templatestructure.h"

#include "twig/registry.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace targetdesk {

namespace {

/// Tags that the registry shows with an end: its examples are complete templates.
const std::set<std::string_view> &pairedTags()
{
    static const std::set<std::string_view> Names = [] {
        std::set<std::string_view> names = {"set"}; // the example is of the other form
        for (const twig::SymbolInfo &symbol : twig::symbols()) {
            const bool isTag = symbol.kind == twig::SymbolInfo::Kind::Tag;
            if (isTag && symbol.example.find("end" + std::string(symbol.name)) != std::string_view::npos)
                names.insert(symbol.name);
        }
        return names;
    }();
    return Names;
}

} // namespace

bool opensPart(const TemplateScan &scan, const Island &tag)
{
    if (tag.kind != Island::Kind::Tag || !pairedTags().contains(tag.name)) return false;
    const auto tokens = scan.tokensOf(tag);
    if (tag.name == "set")
        return std::none_of(tokens.begin(), tokens.end(), [](const auto &token) { return isSign(token, "="); });
    if (tag.name == "block") return tokens.size() <= 2;
    return true;
}

bool isEndTag(std::string_view name)
{
    return name == "else" || (name.starts_with("end") && pairedTags().contains(name.substr(3)));
}

/// Walks a scan once and collects its structure.
class StructureReader
{
public:
    StructureReader(const TemplateScan &scan, TemplateStructure &out)
        : m_scan(scan)
        , m_source(scan.source())
        , m_out(out)
    {}

    void read()
    {
        for (std::size_t at = 0; at < m_source.size(); ++at) {
            if (m_source[at] == '\n') m_lineStarts.push_back(at + 1);
        }
        std::size_t behind = 0;
        for (const Island &island : m_scan.islands()) {
            readText(behind, island.begin);
            readIsland(island);
            behind = island.end;
        }
        readText(behind, m_source.size());
        while (!m_open.empty())
            closeGroup(false);
        for (const auto &[line, last] : m_reach)
            m_out.m_folds.push_back({line, line + 1, last});
        std::sort(m_out.m_brackets.begin(), m_out.m_brackets.end(),
                  [](const BracketPair &a, const BracketPair &b) { return a.open < b.open; });
    }

private:
    struct Bracket
    {
        char close;
        std::size_t at;
    };
    struct OpenGroup
    {
        TagGroup group;
        std::vector<Bracket> brackets; ///< open ones before it: each branch begins with these
    };

    int lineOf(std::size_t offset) const
    {
        return static_cast<int>(std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), offset) - m_lineStarts.begin()) - 1;
    }

    void fold(std::size_t from, int lastHidden)
    {
        const int line = lineOf(from);
        if (lastHidden <= line) return;
        int &reach = m_reach.try_emplace(line, lastHidden).first->second;
        reach = std::max(reach, lastHidden);
    }

    // A text does not go over a line's end: an open quote that one is typing spoils one line only.
    void readText(std::size_t begin, std::size_t end)
    {
        for (std::size_t at = begin; at < end; ++at) {
            const char c = m_source[at];
            if (c == '\n') m_inText = false;
            if (m_inText && c == '\\') {
                ++at;
                continue;
            }
            if (c == '"') m_inText = !m_inText;
            if (m_inText) continue;
            if (c == '{' || c == '[') m_brackets.push_back({c == '{' ? '}' : ']', at});
            if ((c == '}' || c == ']') && !m_brackets.empty() && m_brackets.back().close == c) {
                pair(m_brackets.back().at, at);
                m_brackets.pop_back();
            }
        }
    }

    void pair(std::size_t open, std::size_t close)
    {
        m_out.m_brackets.push_back({open, close});
        fold(open, lineOf(close) - 1);
    }

    void readIsland(const Island &island)
    {
        const int last = lineOf(island.end > island.begin ? island.end - 1 : island.begin);
        if (island.kind == Island::Kind::Comment) fold(island.begin, last);
        if (island.kind == Island::Kind::Print || island.kind == Island::Kind::Tag) {
            readExpression(island);
            fold(island.begin, last - 1);
        }
        if (island.kind == Island::Kind::Tag) readTag(island);
    }

    void readExpression(const Island &island)
    {
        std::vector<Bracket> open;
        for (const twig::Token &token : m_scan.tokensOf(island)) {
            if (isSign(token, "(")) open.push_back({')', token.begin});
            if (isSign(token, "[")) open.push_back({']', token.begin});
            if (isSign(token, "{")) open.push_back({'}', token.begin});
            const bool closes = isSign(token, ")") || isSign(token, "]") || isSign(token, "}");
            if (!closes || open.empty() || open.back().close != token.text[0]) continue;
            pair(open.back().at, token.begin);
            open.pop_back();
        }
    }

    void readTag(const Island &tag)
    {
        if (opensPart(m_scan, tag)) {
            m_open.push_back({{{}, {}, std::string(tag.name), false}, m_brackets});
            addToGroup(tag);
        } else if (tag.name == "else" || tag.name == "elseif") {
            if (m_open.empty()) return;
            foldLastPart(tag);
            addToGroup(tag);
            m_brackets = m_open.back().brackets;
        } else if (tag.name.starts_with("end")) {
            const std::string_view opener = tag.name.substr(3);
            const auto isOpener = [&](const OpenGroup &open) { return open.group.name == opener; };
            if (std::none_of(m_open.begin(), m_open.end(), isOpener)) return;
            while (m_open.back().group.name != opener)
                closeGroup(false);
            foldLastPart(tag);
            addToGroup(tag);
            closeGroup(true);
        }
    }

    void addToGroup(const Island &tag)
    {
        TagGroup &group = m_open.back().group;
        group.words.push_back({tag.nameBegin, tag.nameBegin + tag.name.size()});
        group.tags.push_back({tag.begin, tag.end});
    }

    void foldLastPart(const Island &next) { fold(m_open.back().group.tags.back().begin, lineOf(next.begin) - 1); }

    void closeGroup(bool isClosed)
    {
        m_open.back().group.isClosed = isClosed;
        m_out.m_groups.push_back(std::move(m_open.back().group));
        m_open.pop_back();
    }

    const TemplateScan &m_scan;
    std::string_view m_source;
    TemplateStructure &m_out;
    std::vector<std::size_t> m_lineStarts{0};
    std::map<int, int> m_reach; ///< line → last line that can be hidden
    std::vector<Bracket> m_brackets;
    std::vector<OpenGroup> m_open;
    bool m_inText = false;
};

TemplateStructure::TemplateStructure(const TemplateScan &scan)
{
    StructureReader(scan, *this).read();
}

std::vector<SourcePart> TemplateStructure::tagsAt(std::size_t offset) const
{
    for (const TagGroup &group : m_groups) {
        const bool inside = std::any_of(group.tags.begin(), group.tags.end(),
                                        [offset](const SourcePart &tag) { return offset >= tag.begin && offset <= tag.end; });
        if (inside) return group.words;
    }
    return {};
}

} // namespace targetdesk
