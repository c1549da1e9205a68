// SPDX-License-Identifier: MIT
// Fills the lists of json-twig.xml.in from the engine's registry: generatesyntax TEMPLATE OUTPUT. Runs at build time.
#include "twig/registry.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace {

using Names = std::set<std::string>;

std::string escaped(const std::string &text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string listOf(const Names &names)
{
    std::string out;
    for (const std::string &name : names)
        out += (out.empty() ? "      <item>" : "\n      <item>") + escaped(name) + "</item>";
    return out;
}

bool isWord(const std::string &name)
{
    return std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

/// Names of several words, such as `same as`, as one pattern; longer ones first. Matches nothing when there are none.
std::string phrasesOf(const Names &names)
{
    std::string out;
    for (auto it = names.rbegin(); it != names.rend(); ++it) {
        if (it->find(' ') == std::string::npos) continue;
        std::string pattern;
        for (const char c : *it)
            pattern += c == ' ' ? std::string("\\s+") : std::string(1, c);
        out += (out.empty() ? "" : "|") + escaped(pattern);
    }
    return out.empty() ? "(?!)" : out;
}

Names wordsOf(const Names &names)
{
    Names words;
    std::copy_if(names.begin(), names.end(), std::inserter(words, words.end()), isWord);
    return words;
}

std::map<std::string, std::string> lists()
{
    using Kind = twig::SymbolInfo::Kind;
    std::map<Kind, Names> names;
    for (const twig::SymbolInfo &symbol : twig::symbols())
        names[symbol.kind].insert(std::string(symbol.name));
    // `is` leads to a test's name and is no operator for the definition.
    names[Kind::Operator].erase("is");
    names[Kind::Operator].erase("is not");
    // Folding: a tag that may have no end (`set x = 1`, `block a 'text'`) opens no region.
    const Names blocks = {"apply", "autoescape", "block", "embed", "for", "guard", "if", "macro", "sandbox", "with"};
    const Names middles = {"else", "elseif"};
    const Names withoutRegion = {"block", "set"};
    Names ends;
    Names tags = names[Kind::Tag];
    Names regions;
    for (const std::string &block : blocks) {
        if (names[Kind::Tag].count(block) == 0) continue;
        if (withoutRegion.count(block) == 0) {
            regions.insert(block);
            ends.insert("end" + block);
        } else {
            tags.insert("end" + block);
        }
        tags.erase(withoutRegion.count(block) == 0 ? block : std::string());
    }
    for (const std::string &end : ends)
        tags.erase(end);
    tags.insert(middles.begin(), middles.end());
    tags.insert("endset");
    return {{"TAGS", listOf(tags)},
            {"BLOCK_TAGS", listOf(regions)},
            {"END_TAGS", listOf(ends)},
            {"FILTERS", listOf(names[Kind::Filter])},
            {"FUNCTIONS", listOf(names[Kind::Function])},
            {"TESTS", listOf(wordsOf(names[Kind::Test]))},
            {"OPERATORS", listOf(wordsOf(names[Kind::Operator]))},
            {"TEST_PHRASES", phrasesOf(names[Kind::Test])},
            {"OPERATOR_PHRASES", phrasesOf(names[Kind::Operator])}};
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: generatesyntax TEMPLATE OUTPUT\n";
        return 2;
    }
    std::ifstream in(argv[1], std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in || text.empty()) {
        std::cerr << argv[1] << ": error: cannot be read\n";
        return 1;
    }
    for (const auto &[name, list] : lists()) {
        const std::string mark = '@' + name + '@';
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + list.size())) {
            text.replace(at, mark.size(), list);
        }
    }
    std::ofstream out(argv[2], std::ios::binary);
    out << text;
    out.close();
    if (!out) {
        std::cerr << argv[2] << ": error: cannot be written\n";
        return 1;
    }
    return 0;
}
