// SPDX-License-Identifier: MIT
#include "editing/sampleset.h"

#include <algorithm>

namespace targetdesk {

namespace {

constexpr std::size_t shownBytes = 60;

std::string typeOf(const JsonNode &node, std::string_view text)
{
    switch (node.kind) {
    case JsonNode::Kind::Object: return "object";
    case JsonNode::Kind::Array: return "list";
    case JsonNode::Kind::String: return "text";
    case JsonNode::Kind::Number: return "number";
    case JsonNode::Kind::Word: break;
    }
    return text == "null" ? "null" : "true or false";
}

} // namespace

SampleSet::SampleSet(const std::vector<NamedContext> &samples, std::size_t chosen, const std::vector<NamedContext> &globals)
    : m_samples(static_cast<int>(samples.size()))
{
    const auto add = [this](const NamedContext &context) {
        m_documents.push_back({context.name, context.text, JsonOutline(context.text)});
    };
    if (chosen < samples.size()) add(samples[chosen]);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i != chosen || chosen >= samples.size()) add(samples[i]);
    }
    for (const NamedContext &global : globals)
        add(global);
}

Shape SampleSet::roots() const
{
    Shape shape;
    for (int i = 0; i < m_samples; ++i) {
        if (!m_documents[static_cast<std::size_t>(i)].outline.isEmpty()) shape.push_back({i, 0});
    }
    return shape;
}

Shape SampleSet::variable(std::string_view name) const
{
    Shape shape = child(roots(), name);
    if (!shape.empty()) return shape;
    for (int i = m_samples; i < static_cast<int>(m_documents.size()); ++i) {
        const Document &global = m_documents[static_cast<std::size_t>(i)];
        if (global.name == name && !global.outline.isEmpty()) shape.push_back({i, 0});
    }
    return shape;
}

Shape SampleSet::child(const Shape &shape, std::string_view name) const
{
    Shape found;
    for (const SamplePlace &place : shape) {
        for (const int child : document(place).outline.children(place.node)) {
            if (document(place).outline.node(child).name == name) found.push_back({place.document, child});
        }
    }
    return found;
}

Shape SampleSet::elements(const Shape &shape) const
{
    Shape found;
    for (const SamplePlace &place : shape) {
        for (const int child : document(place).outline.children(place.node))
            found.push_back({place.document, child});
    }
    return found;
}

// `last` has for each key the document that counted it last: a sample counts once, however many elements have the key.
void SampleSet::countKey(std::vector<ShapeKey> &keys, std::vector<int> &last, const SamplePlace &place,
                         const std::string &name) const
{
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const ShapeKey &key) { return key.name == name; });
    const auto index = static_cast<std::size_t>(found - keys.begin());
    if (found == keys.end()) {
        keys.push_back({name, {}, {}, 0});
        last.push_back(-1);
    }
    ShapeKey &key = keys[index];
    if (last[index] != place.document) key.samples += isGlobal(place) ? m_samples : 1;
    last[index] = place.document;
    if (key.value.empty() && (place.document == 0 || isGlobal(place))) key.value = textOf(place);
    if (key.type.empty() || key.type == "null") {
        const JsonNode &one = node(place);
        key.type = typeOf(one, std::string_view(document(place).text).substr(one.begin, one.end - one.begin));
    }
}

std::vector<ShapeKey> SampleSet::keys(const Shape &shape) const
{
    std::vector<ShapeKey> keys;
    std::vector<int> last;
    for (const SamplePlace &place : shape) {
        if (node(place).kind != JsonNode::Kind::Object) continue;
        for (const int child : document(place).outline.children(place.node))
            countKey(keys, last, {place.document, child}, document(place).outline.node(child).name);
    }
    return keys;
}

std::vector<ShapeKey> SampleSet::variables() const
{
    std::vector<ShapeKey> keys = this->keys(roots());
    for (int i = m_samples; i < static_cast<int>(m_documents.size()); ++i) {
        const std::string &name = m_documents[static_cast<std::size_t>(i)].name;
        const auto isIt = [&](const ShapeKey &key) { return key.name == name; };
        if (std::any_of(keys.begin(), keys.end(), isIt)) continue;
        const Shape shape{{i, 0}};
        keys.push_back({name, textOf(shape.front()), type(shape), m_samples});
    }
    return keys;
}

int SampleSet::samplesWith(const Shape &shape) const
{
    int count = 0;
    int last = -1;
    for (const SamplePlace &place : shape) {
        if (isGlobal(place)) return m_samples;
        if (place.document != last) ++count;
        last = place.document;
    }
    return count;
}

std::vector<std::string> SampleSet::namesWithout(const Shape &shape) const
{
    std::vector<std::string> names;
    for (int i = 0; i < m_samples; ++i) {
        const auto isIn = [&](const SamplePlace &place) { return place.document == i || isGlobal(place); };
        if (std::none_of(shape.begin(), shape.end(), isIn)) names.push_back(m_documents[static_cast<std::size_t>(i)].name);
    }
    return names;
}

std::string SampleSet::value(const Shape &shape) const
{
    const auto found = std::find_if(shape.begin(), shape.end(),
                                    [this](const SamplePlace &place) { return place.document == 0 || isGlobal(place); });
    return found == shape.end() ? std::string() : textOf(*found);
}

std::string SampleSet::type(const Shape &shape) const
{
    if (shape.empty()) return {};
    const JsonNode &first = node(shape.front());
    return typeOf(first, std::string_view(document(shape.front()).text).substr(first.begin, first.end - first.begin));
}

std::string SampleSet::textOf(const SamplePlace &place) const
{
    const JsonNode &one = node(place);
    if (one.isContainer()) {
        const std::string size = std::to_string(document(place).outline.children(place.node).size());
        return one.kind == JsonNode::Kind::Object ? "{" + size + "}" : "[" + size + "]";
    }
    std::string text = document(place).text.substr(one.begin, one.end - one.begin);
    if (text.size() <= shownBytes) return text;
    std::size_t cut = shownBytes;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) // between characters
        --cut;
    return text.substr(0, cut) + "…";
}

} // namespace targetdesk
