// SPDX-License-Identifier: MIT
#include "editing/completion.h"

#include "editing/expressionshape.h"
#include "editing/symboltext.h"
#include "editing/templatescope.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace targetdesk {

using twig::Token;
using twig::TokenType;
using SymbolKind = twig::SymbolInfo::Kind;
using Tokens = std::span<const Token>;

namespace {

bool isWord(std::string_view text)
{
    const auto isPart = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; };
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
           std::all_of(text.begin(), text.end(), isPart);
}

bool endsOperand(const Token &token)
{
    return isName(token) || token.type == TokenType::Number || token.type == TokenType::String || isSign(token, ")") ||
           isSign(token, "]") || isSign(token, "}");
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

Completion named(Completion::Kind kind, std::string_view name, std::string_view detail, std::string_view help)
{
    Completion one;
    one.kind = kind;
    one.label = one.insert = name;
    one.caret = one.insert.size();
    one.detail = detail;
    one.help = help;
    return one;
}

/// Works out what is asked for at one place, and fills the list.
class Completer
{
public:
    Completer(const TemplateScan &scan, std::size_t offset, const SampleSet &samples, twig::ExtensionSet extensions)
        : m_scan(scan)
        , m_offset(offset)
        , m_samples(samples)
        , m_extensions(extensions)
    {
        m_out.begin = m_out.end = offset;
    }

    Completions complete()
    {
        const Island *island = m_scan.islandAt(m_offset);
        const bool inside = island && (island->kind == Island::Kind::Print || island->kind == Island::Kind::Tag) &&
                            m_offset >= island->begin + 2 && (!island->isClosed || m_offset + 2 <= island->end);
        if (!inside || island->name == "verbatim") return std::move(m_out);
        const Tokens tokens = m_scan.tokensOf(*island);
        std::size_t before = 0; // tokens in front of the word
        while (before < tokens.size() && tokens[before].end < m_offset)
            ++before;
        if (before < tokens.size() && tokens[before].begin < m_offset) {
            const Token &at = tokens[before];
            const bool isPart = isName(at) || (at.type == TokenType::Operator && isWord(at.text));
            if (isPart) {
                m_out.begin = at.begin;
                m_out.end = at.end;
            } else if (at.end > m_offset || at.type == TokenType::String || at.type == TokenType::Number) {
                return std::move(m_out);
            } else {
                ++before;
            }
        }
        m_next = before;
        while (m_next < tokens.size() && tokens[m_next].begin < m_out.end)
            ++m_next;
        m_isFollowedByCall = m_next < tokens.size() && isSign(tokens[m_next], "(");
        m_scope = scopeAt(m_scan, m_samples, m_offset);
        at(*island, tokens.first(before));
        return std::move(m_out);
    }

private:
    void at(const Island &island, Tokens before)
    {
        const bool isTag = island.kind == Island::Kind::Tag;
        if (isTag && before.empty()) return addTags();
        const Token *last = before.empty() ? nullptr : &before.back();
        if (last && isSign(*last, "|")) return addSymbols(SymbolKind::Filter, Completion::Kind::Filter);
        if (last && (isSign(*last, ".") || isSign(*last, "?."))) return addMembers(before.subspan(isTag ? 1 : 0));
        if (last && (isSign(*last, "is") || isSign(*last, "is not"))) return addSymbols(SymbolKind::Test, Completion::Kind::Test);
        if (isTag && atTagsOwnWord(island.name, before)) return;
        const bool afterOperand = last && endsOperand(*last) && !(isTag && before.size() == 1);
        if (afterOperand) return addOperators();
        addNames();
    }

    // Places in a tag where no expression stands. True when it was one.
    bool atTagsOwnWord(std::string_view tag, Tokens before)
    {
        static constexpr std::array<std::string_view, 8> Naming = {"block", "macro", "flush", "autoescape",
                                                                   "types", "use",   "line",  "else"};
        if (tag.starts_with("end") || std::find(Naming.begin(), Naming.end(), tag) != Naming.end())
            return tag != "block" || before.size() < 3;
        const auto has = [before](std::string_view word) {
            return std::any_of(before.begin(), before.end(), [word](const Token &token) { return token.text == word; });
        };
        if (tag == "apply" && before.size() == 1) {
            addSymbols(SymbolKind::Filter, Completion::Kind::Filter);
            return true;
        }
        if (tag == "for" && !has("in")) {
            if (before.size() > 1 && isName(before.back())) addWord("in", "Goes through a list.");
            return true;
        }
        if (tag == "guard") {
            if (before.size() == 1)
                for (const char *word : {"filter", "function", "test"})
                    addWord(word, "What must exist.");
            return true;
        }
        return (tag == "set" && !has("=")) || ((tag == "import" || tag == "from") && before.size() > 1);
    }

    void addWord(std::string_view word, std::string_view help)
    {
        m_out.items.push_back(named(Completion::Kind::Word, word, {}, help));
    }

    void addTags()
    {
        // What ends the innermost open tag comes first.
        if (!m_scope.openTags.empty()) {
            const std::string &open = m_scope.openTags.back();
            m_out.items.push_back(named(Completion::Kind::Tag, "end" + open, "{% end" + open + " %}", "Ends this " + open + "."));
            if (open == "if") m_out.items.push_back(named(Completion::Kind::Tag, "elseif", "{% elseif %}", "Another condition."));
            if (open == "if" || open == "for" || open == "guard")
                m_out.items.push_back(named(Completion::Kind::Tag, "else", "{% else %}", "What else to print."));
        }
        addSymbols(SymbolKind::Tag, Completion::Kind::Tag);
    }

    void addSymbols(SymbolKind kind, Completion::Kind as)
    {
        for (const twig::SymbolInfo &symbol : twig::symbols()) {
            if (symbol.kind != kind || !m_extensions.has(symbol.extension)) continue;
            Completion one = named(as, symbol.name, signatureOf(symbol), symbol.help);
            const bool isCalled = kind == SymbolKind::Function || (kind != SymbolKind::Tag && needsArguments(symbol));
            if (isCalled && !m_isFollowedByCall) {
                one.insert += "()";
                one.caret = one.insert.size() - (symbol.arguments.empty() ? 0 : 1);
            }
            m_out.items.push_back(std::move(one));
        }
    }

    void addOperators()
    {
        for (const twig::SymbolInfo &symbol : twig::symbols()) {
            if (symbol.kind == SymbolKind::Operator && std::isalpha(static_cast<unsigned char>(symbol.name[0])) != 0 &&
                symbol.name != "not")
                addWord(symbol.name, symbol.help);
        }
    }

    void addKey(const ShapeKey &key)
    {
        Completion one = named(Completion::Kind::Path, key.name, key.value, {});
        if (one.detail.empty()) one.detail = key.type;
        one.samples = key.samples;
        if (!isWord(key.name)) {
            std::string quoted;
            for (const char c : key.name)
                quoted += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
            one.insert = (m_out.isMember ? "['" : "_context['") + quoted + "']";
            one.caret = one.insert.size();
            one.replacesDot = m_out.isMember;
        }
        m_out.items.push_back(std::move(one));
    }

    void addMembers(Tokens before)
    {
        m_out.isMember = true;
        const std::size_t dot = before.size() - 1;
        const std::size_t begin = operandBegin(before, dot);
        const Tokens owner = before.subspan(begin, dot - begin);
        const LocalName *local = owner.size() == 1 ? m_scope.find(owner[0].text) : nullptr;
        if (local && local->kind == LocalName::Kind::Loop) return addLoop();
        if (local && local->kind == LocalName::Kind::Import) {
            for (const std::string &macro : local->macros)
                addCall(macro, "macro");
            return;
        }
        for (const ShapeKey &key : m_samples.keys(shapeOf(owner, m_scope, m_samples)))
            addKey(key);
    }

    void addCall(const std::string &name, std::string_view detail)
    {
        Completion one = named(Completion::Kind::Local, name, detail, {});
        if (!m_isFollowedByCall) one.insert += "()";
        one.caret = one.insert.size() - (m_isFollowedByCall ? 0 : 1);
        m_out.items.push_back(std::move(one));
    }

    void addLoop()
    {
        static constexpr std::pair<const char *, const char *> Keys[] = {{"index", "Which turn it is, from 1."},
                                                                         {"index0", "Which turn it is, from 0."},
                                                                         {"first", "True in the first turn."},
                                                                         {"last", "True in the last turn: guards a comma."},
                                                                         {"length", "How many turns there are."},
                                                                         {"revindex", "How many turns are left, the last is 1."},
                                                                         {"revindex0", "How many turns are left, the last is 0."},
                                                                         {"parent", "The variables around the loop."}};
        for (const auto &[name, help] : Keys)
            m_out.items.push_back(named(Completion::Kind::Local, name, {}, help));
    }

    void addLocals()
    {
        static constexpr std::string_view Kinds[] = {"item of the loop", "key of the loop", "the loop",        "variable",
                                                     "argument",         "parameter",       "imported macros", "macro"};
        std::vector<std::string_view> seen;
        for (auto local = m_scope.names.rbegin(); local != m_scope.names.rend(); ++local) {
            if (std::find(seen.begin(), seen.end(), local->name) != seen.end()) continue;
            seen.push_back(local->name);
            const std::string_view kind = Kinds[static_cast<int>(local->kind)];
            if (local->kind == LocalName::Kind::Macro) {
                addCall(local->name, kind);
                continue;
            }
            Completion one = named(Completion::Kind::Local, local->name, m_samples.value(local->shape), kind);
            if (one.detail.empty()) one.detail = kind;
            m_out.items.push_back(std::move(one));
        }
    }

    void addNames()
    {
        addLocals();
        if (m_scope.seesContext) {
            for (const ShapeKey &key : m_samples.variables()) {
                if (!m_scope.find(key.name)) addKey(key);
            }
        }
        addSymbols(SymbolKind::Function, Completion::Kind::Function);
        for (const char *word : {"true", "false", "null", "not", "_self", "_context"})
            addWord(word, {});
    }

    const TemplateScan &m_scan;
    std::size_t m_offset;
    const SampleSet &m_samples;
    twig::ExtensionSet m_extensions;
    TemplateScope m_scope;
    Completions m_out;
    std::size_t m_next = 0;
    bool m_isFollowedByCall = false;
};

} // namespace

std::vector<const Completion *> Completions::matching(std::string_view typed) const
{
    std::vector<const Completion *> fitting;
    std::vector<const Completion *> containing;
    const std::string wanted = lowered(typed);
    for (const Completion &item : items) {
        const std::size_t at = lowered(item.label).find(wanted);
        if (at == 0)
            fitting.push_back(&item);
        else if (at != std::string::npos)
            containing.push_back(&item);
    }
    fitting.insert(fitting.end(), containing.begin(), containing.end());
    return fitting;
}

Completions completionsAt(const TemplateScan &scan, std::size_t offset, const SampleSet &samples, twig::ExtensionSet extensions)
{
    return Completer(scan, offset, samples, extensions).complete();
}

} // namespace targetdesk
