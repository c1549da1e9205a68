// SPDX-License-Identifier: MIT
#include "editing/templatescope.h"

#include "editing/expressionshape.h"
#include "editing/templatestructure.h"

#include <algorithm>

namespace targetdesk {

using twig::Token;
using LocalKind = LocalName::Kind;

namespace {

/// Reads the tags before a place, in order.
class ScopeReader
{
public:
    ScopeReader(const TemplateScan &scan, const SampleSet &samples)
        : m_scan(scan)
        , m_samples(samples)
    {
        for (const Island &island : scan.islands()) {
            const auto tokens = scan.tokensOf(island);
            if (island.name == "macro" && tokens.size() > 1) m_macros.emplace_back(tokens[1].text);
        }
    }

    TemplateScope read(std::size_t offset)
    {
        for (const Island &island : m_scan.islands()) {
            if (island.begin >= offset || (island.end > offset && island.isClosed)) break;
            if (island.end == offset && !island.isClosed) break;
            if (island.kind == Island::Kind::Tag) readTag(island);
        }
        for (const Open &open : m_open)
            m_scope.openTags.emplace_back(open.name);
        const Island *around = m_scan.islandAt(offset);
        if (around && around->begin < offset) addParameters(m_scan.tokensOf(*around), offset);
        return std::move(m_scope);
    }

private:
    struct Open
    {
        std::string_view name;
        std::size_t names; ///< so many counted before
        bool seesContext;
        std::vector<LocalName> hidden; ///< by a macro
    };

    void add(LocalKind kind, std::string_view name, Shape shape = {})
    {
        m_scope.names.push_back({kind, std::string(name), std::move(shape), {}});
    }

    void readTag(const Island &tag)
    {
        const auto tokens = m_scan.tokensOf(tag);
        if (opensPart(m_scan, tag)) m_open.push_back({tag.name, m_scope.names.size(), m_scope.seesContext, {}});
        if (tag.name == "for")
            readFor(tokens);
        else if (tag.name == "set")
            readSet(tokens);
        else if (tag.name == "macro")
            readMacro(tokens);
        else if (tag.name == "import")
            readImport(tokens);
        else if (tag.name == "from")
            readFrom(tokens);
        else if (tag.name == "with")
            readWith(tokens);
        else if (tag.name == "else" && !m_open.empty() && m_open.back().name == "for")
            m_scope.names.resize(m_open.back().names);
        else if (tag.name.starts_with("end"))
            close(tag.name.substr(3));
    }

    void close(std::string_view name)
    {
        const auto isIt = [name](const Open &open) { return open.name == name; };
        if (std::none_of(m_open.begin(), m_open.end(), isIt)) return;
        while (true) {
            Open open = std::move(m_open.back());
            m_open.pop_back();
            // What `if` and `set` make stays; a loop takes what was made in it along.
            const bool keeps = open.name == "if" || open.name == "set" || open.name == "apply" || open.name == "autoescape";
            if (!keeps) m_scope.names.resize(std::min(open.names, m_scope.names.size()));
            if (open.name == "macro") m_scope.names = std::move(open.hidden);
            m_scope.seesContext = open.seesContext;
            if (open.name == name) return;
        }
    }

    Shape shape(std::span<const Token> expression) const { return shapeOf(expression, m_scope, m_samples); }

    void readFor(std::span<const Token> tokens)
    {
        const auto in = std::find_if(tokens.begin(), tokens.end(), [](const Token &token) { return token.text == "in"; });
        std::vector<std::string_view> names;
        for (auto token = tokens.begin() + 1; token < in; ++token) {
            if (isName(*token)) names.push_back(token->text);
        }
        if (names.empty()) return;
        const Shape items = in == tokens.end() ? Shape() : m_samples.elements(shape({in + 1, tokens.end()}));
        if (names.size() > 1) add(LocalKind::LoopKey, names.front());
        add(LocalKind::LoopItem, names.back(), items);
        add(LocalKind::Loop, "loop");
    }

    void readSet(std::span<const Token> tokens)
    {
        const auto equals = std::find_if(tokens.begin(), tokens.end(), [](const Token &token) { return isSign(token, "="); });
        std::vector<std::string_view> names;
        for (auto token = tokens.begin() + 1; token < equals; ++token) {
            if (isName(*token)) names.push_back(token->text);
        }
        const bool one = names.size() == 1 && equals != tokens.end();
        const Shape value = one ? shape({equals + 1, tokens.end()}) : Shape();
        for (const std::string_view name : names)
            add(LocalKind::Set, name, value);
        if (!m_open.empty() && m_open.back().name == "set") m_open.back().names = m_scope.names.size();
    }

    void readMacro(std::span<const Token> tokens)
    {
        if (m_open.empty()) return;
        m_open.back().hidden = std::move(m_scope.names);
        m_scope.names.clear();
        m_scope.seesContext = false;
        int depth = 0;
        for (std::size_t i = 2; i < tokens.size(); ++i) {
            if (isSign(tokens[i], "(") || isSign(tokens[i], "[") || isSign(tokens[i], "{")) ++depth;
            if (isSign(tokens[i], ")") || isSign(tokens[i], "]") || isSign(tokens[i], "}")) --depth;
            const bool isStart = isSign(tokens[i - 1], "(") || isSign(tokens[i - 1], ",");
            if (depth == 1 && isStart && isName(tokens[i])) add(LocalKind::Argument, tokens[i].text);
        }
    }

    void readImport(std::span<const Token> tokens)
    {
        for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
            if (tokens[i].text != "as") continue;
            add(LocalKind::Import, tokens[i + 1].text);
            if (tokens[1].text == "_self") m_scope.names.back().macros = m_macros;
        }
    }

    void readFrom(std::span<const Token> tokens)
    {
        const auto import = std::find_if(tokens.begin(), tokens.end(), [](const Token &token) { return token.text == "import"; });
        for (auto token = import; token != tokens.end(); ++token) {
            const auto next = token + 1;
            const bool isLast = next == tokens.end() || isSign(*next, ",");
            if (token != import && isName(*token) && isLast) add(LocalKind::Macro, token->text);
        }
    }

    void readWith(std::span<const Token> tokens)
    {
        for (std::size_t i = 2; i + 1 < tokens.size(); ++i) {
            const bool isKey = isSign(tokens[i + 1], ":") && (isSign(tokens[i - 1], "{") || isSign(tokens[i - 1], ","));
            if (isKey) add(LocalKind::Set, tokens[i].text);
        }
    }

    // x => … around the place: an element of what the filter is applied to.
    void addParameters(std::span<const Token> tokens, std::size_t offset)
    {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < tokens.size() && tokens[i].end <= offset; ++i) {
            if (isSign(tokens[i], "(")) open.push_back(i);
            if (isSign(tokens[i], ")") && !open.empty()) open.pop_back();
            if (!isSign(tokens[i], "=>")) continue;
            std::vector<std::string_view> names;
            for (std::size_t j = i; j > 0 && (isName(tokens[j - 1]) || isSign(tokens[j - 1], ",") || isSign(tokens[j - 1], ")"));
                 --j) {
                if (isName(tokens[j - 1])) names.insert(names.begin(), tokens[j - 1].text);
            }
            const std::size_t call = open.empty() ? 0 : open.back();
            const bool isFilter = call > 1 && isName(tokens[call - 1]) && isSign(tokens[call - 2], "|");
            Shape items;
            if (isFilter) {
                const std::size_t begin = operandBegin(tokens, call - 2);
                items = m_samples.elements(shape(tokens.subspan(begin, call - 2 - begin)));
            }
            for (std::size_t k = 0; k < names.size(); ++k)
                add(LocalKind::Parameter, names[k], k == 0 ? items : Shape());
        }
    }

    const TemplateScan &m_scan;
    const SampleSet &m_samples;
    std::vector<std::string> m_macros;
    TemplateScope m_scope;
    std::vector<Open> m_open;
};

} // namespace

const LocalName *TemplateScope::find(std::string_view name) const
{
    const auto found = std::find_if(names.rbegin(), names.rend(), [name](const LocalName &local) { return local.name == name; });
    return found == names.rend() ? nullptr : &*found;
}

TemplateScope scopeAt(const TemplateScan &scan, const SampleSet &samples, std::size_t offset)
{
    return ScopeReader(scan, samples).read(offset);
}

} // namespace targetdesk
