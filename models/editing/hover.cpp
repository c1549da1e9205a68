// SPDX-License-Identifier: MIT
#include "editing/hover.h"

#include "editing/expressionshape.h"
#include "editing/symboltext.h"
#include "editing/templatescope.h"

#include <algorithm>

namespace targetdesk {

using twig::Token;
using twig::TokenType;
using SymbolKind = twig::SymbolInfo::Kind;
using Tokens = std::span<const Token>;

namespace {

/// A token in its island.
struct Place
{
    const Island *island = nullptr;
    Tokens tokens;
    std::size_t index = 0;

    const Token &token() const { return tokens[index]; }
    const Token *before() const { return index > 0 ? &tokens[index - 1] : nullptr; }
    const Token *after() const { return index + 1 < tokens.size() ? &tokens[index + 1] : nullptr; }
    bool isTagName() const { return island->kind == Island::Kind::Tag && index == 0; }
};

std::optional<Place> placeAt(const TemplateScan &scan, std::size_t offset)
{
    const Island *island = scan.islandAt(offset);
    if (!island) return std::nullopt;
    Place place{island, scan.tokensOf(*island), 0};
    for (; place.index < place.tokens.size(); ++place.index) {
        if (place.token().begin <= offset && offset < place.token().end) return place;
    }
    return std::nullopt;
}

const twig::SymbolInfo *testAt(const Place &place, twig::ExtensionSet extensions)
{
    const auto isTest = [](const Token *token) { return token && (isSign(*token, "is") || isSign(*token, "is not")); };
    const std::string word(place.token().text);
    if (isTest(place.before())) {
        if (const auto *one = findSymbol(SymbolKind::Test, word, extensions)) return one;
        return place.after() ? findSymbol(SymbolKind::Test, word + " " + std::string(place.after()->text), extensions) : nullptr;
    }
    const bool second = place.index > 1 && isTest(&place.tokens[place.index - 2]);
    return second ? findSymbol(SymbolKind::Test, std::string(place.before()->text) + " " + word, extensions) : nullptr;
}

const twig::SymbolInfo *symbolOf(const Place &place, twig::ExtensionSet extensions)
{
    const Token &token = place.token();
    if (place.isTagName()) {
        std::string_view name = token.text;
        if (name == "else" || name == "elseif") name = "if";
        if (name.starts_with("end")) name.remove_prefix(3);
        return findSymbol(SymbolKind::Tag, name, extensions);
    }
    if (token.type == TokenType::Operator && (token.text != "(" && token.text != "[" && token.text != "|" && token.text != "."))
        return findSymbol(SymbolKind::Operator, token.text, extensions);
    if (!isName(token)) return nullptr;
    if (place.before() && isSign(*place.before(), "|")) return findSymbol(SymbolKind::Filter, token.text, extensions);
    if (const auto *test = testAt(place, extensions)) return test;
    const bool isMember = place.before() && (isSign(*place.before(), ".") || isSign(*place.before(), "?."));
    const bool isCall = place.after() && isSign(*place.after(), "(");
    return isCall && !isMember ? findSymbol(SymbolKind::Function, token.text, extensions) : nullptr;
}

void addValue(std::vector<TracedValues::Value> &values, const TracedValues::Value &value)
{
    const auto isSame = [&](const TracedValues::Value &one) { return one.text == value.text && one.type == value.type; };
    if (std::none_of(values.begin(), values.end(), isSame)) values.push_back(value);
}

/// What the chain up to the place was worth, step by step, and what the place is part of.
void addTraced(Hover &hover, const TemplateScan &scan, const Place &place, std::size_t chainBegin, const TracedValues &traced)
{
    for (const TracedValues::Site &site : traced.sites()) {
        if (site.begin < place.island->begin || site.end > place.island->end || site.values.empty()) continue;
        const bool isAround = site.begin <= place.token().begin && site.end >= place.token().end;
        const bool isInChain = site.begin == chainBegin && site.end <= place.token().end;
        const bool isLoop = site.kind == twig::TraceSite::Kind::Turn;
        if ((!isAround && !isInChain) || isLoop) continue;
        std::string text(scan.source().substr(site.begin, site.end - site.begin));
        const auto isSame = [&text](const Hover::Step &step) { return step.expression == text; };
        auto step = std::find_if(hover.steps.begin(), hover.steps.end(), isSame);
        if (step == hover.steps.end()) step = hover.steps.insert(step, Hover::Step{std::move(text), {}, site.count});
        for (const TracedValues::Value &value : site.values)
            addValue(step->values, value);
    }
    std::stable_sort(hover.steps.begin(), hover.steps.end(),
                     [](const Hover::Step &a, const Hover::Step &b) { return a.expression.size() < b.expression.size(); });
}

std::string sourceOf(const TemplateScan &scan, Tokens tokens)
{
    if (tokens.empty()) return {};
    return std::string(scan.source().substr(tokens.front().begin, tokens.back().end - tokens.front().begin));
}

/// The path at the place: values of the sample where nothing was traced, and the samples that have it.
void addPath(Hover &hover, const TemplateScan &scan, Tokens path, std::size_t offset, const SampleSet &samples)
{
    const TemplateScope scope = scopeAt(scan, samples, offset);
    const Shape shape = shapeOf(path, scope, samples);
    const LocalName *local = scope.find(path.front().text);
    const bool isOfContext = scope.seesContext && !local;
    if (shape.empty() && !isOfContext) return;
    hover.path = sourceOf(scan, path);
    hover.samples = samples.size();
    hover.samplesWith = samples.samplesWith(shape);
    hover.missingIn = samples.namesWithout(shape);
    const auto isSame = [&](const Hover::Step &step) { return step.expression == hover.path; };
    if (std::any_of(hover.steps.begin(), hover.steps.end(), isSame)) return;
    const std::string value = samples.value(shape);
    if (!value.empty()) hover.steps.insert(hover.steps.begin(), {hover.path, {{value, samples.type(shape), 0, 0}}, 0});
}

} // namespace

std::optional<Hover> hoverAt(const TemplateScan &scan, std::size_t offset, const SampleSet &samples,
                             twig::ExtensionSet extensions, const TracedValues *traced)
{
    const auto place = placeAt(scan, offset);
    if (!place) return std::nullopt;
    Hover hover;
    hover.begin = place->token().begin;
    hover.end = place->token().end;
    hover.symbol = symbolOf(*place, extensions);
    const Tokens tokens = place->tokens.subspan(place->island->kind == Island::Kind::Tag ? 1 : 0);
    const bool isOperand = isName(place->token()) || place->token().type == TokenType::String;
    if (!place->isTagName() && isOperand) {
        const std::size_t index = place->index - (place->tokens.size() - tokens.size());
        const std::size_t begin = operandBegin(tokens, index + 1);
        if (traced && begin <= index) addTraced(hover, scan, *place, tokens[begin].begin, *traced);
        // The path is what stands before the first filter.
        std::size_t end = begin;
        while (end <= index && !isSign(tokens[end], "|"))
            ++end;
        const bool isPath = begin < end && isName(tokens[begin]) && !isSign(tokens[std::min(begin + 1, tokens.size() - 1)], "(");
        if (isPath) addPath(hover, scan, tokens.subspan(begin, end - begin), place->island->begin + 1, samples);
    } else if (traced && !place->isTagName()) {
        addTraced(hover, scan, *place, place->token().begin, *traced);
    }
    if (hover.steps.empty() && !hover.symbol && hover.path.empty()) return std::nullopt;
    return hover;
}

const twig::SymbolInfo *symbolAt(const TemplateScan &scan, std::size_t offset, twig::ExtensionSet extensions)
{
    auto place = placeAt(scan, offset);
    if (!place && offset > 0) place = placeAt(scan, offset - 1); // right behind the word
    return place ? symbolOf(*place, extensions) : nullptr;
}

} // namespace targetdesk
