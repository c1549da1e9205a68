// SPDX-License-Identifier: MIT
#include "payload/wantedpayload.h"

#include "payload/jsonnumber.h"
#include "payload/pathinsertion.h"

#include <algorithm>
#include <cctype>

namespace targetdesk {

namespace {

constexpr std::size_t MostFillings = 12;
constexpr int LikelyEnough = 5;

// `firstName`, `first_name` and `First name` are one name.
std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || byte >= 0x80) plain += static_cast<char>(std::tolower(byte));
    }
    return plain;
}

std::string_view textOf(std::string_view json, const JsonNode &node)
{
    return json.substr(node.begin, node.end - node.begin);
}

// The name of a node, of elements their list's.
std::string nameOf(const JsonOutline &outline, int node)
{
    while (node > 0 && outline.node(node).isElement)
        node = outline.node(node).parent;
    return node > 0 ? plainName(outline.node(node).name) : std::string();
}

std::string nameOfParent(const JsonOutline &outline, int node)
{
    while (node > 0 && outline.node(node).isElement)
        node = outline.node(node).parent;
    return node > 0 ? nameOf(outline, outline.node(node).parent) : std::string();
}

enum class Type { Text, Number, Truth, Null };

Type typeOf(std::string_view json, const JsonNode &node)
{
    if (node.kind == JsonNode::Kind::String) return Type::Text;
    if (node.kind == JsonNode::Kind::Number) return Type::Number;
    return json[node.begin] == 'n' ? Type::Null : Type::Truth;
}

bool isSameValue(std::string_view a, Type aType, std::string_view b, Type bType)
{
    const auto plain = [](std::string_view text, Type type) {
        return type == Type::Text ? decodedJsonString(text) : type == Type::Number ? canonicalNumber(text) : std::string(text);
    };
    const std::string first = plain(a, aType);
    return first.size() > 1 && first == plain(b, bType);
}

} // namespace

WantedPayload::WantedPayload(std::string wanted, std::string context)
    : m_wanted(std::move(wanted))
    , m_context(std::move(context))
    , m_wantedOutline(m_wanted)
    , m_contextOutline(m_context)
{
    match();
}

int WantedPayload::scoreOf(int wantedNode, int contextNode) const
{
    const JsonNode &wanted = m_wantedOutline.node(wantedNode);
    const JsonNode &given = m_contextOutline.node(contextNode);
    const std::string name = nameOf(m_wantedOutline, wantedNode);
    const std::string parent = nameOfParent(m_wantedOutline, wantedNode);
    const std::string givenName = nameOf(m_contextOutline, contextNode);
    const std::string givenParent = nameOfParent(m_contextOutline, contextNode);
    const Type type = typeOf(m_wanted, wanted);
    const Type givenType = typeOf(m_context, given);
    int score = 0;
    if (isSameValue(textOf(m_wanted, wanted), type, textOf(m_context, given), givenType)) score += 5;
    if (!name.empty() && name == givenName)
        score += 5;
    else if (!name.empty() && (name == givenParent + givenName || parent + name == givenName))
        score += 6;
    else if (givenName.size() > 3 && name.size() > 3 &&
             (name.find(givenName) != std::string::npos || givenName.find(name) != std::string::npos))
        score += 3;
    if (score == 0) return 0;
    if (!parent.empty() && parent == givenParent) score += 2;
    if (type == givenType) score += 1;
    return score;
}

void WantedPayload::match()
{
    for (int i = 0; i < static_cast<int>(m_wantedOutline.nodes().size()); ++i) {
        const JsonNode &node = m_wantedOutline.node(i);
        if (node.isContainer()) continue;
        WantedValue value;
        value.path = m_wantedOutline.path(i);
        value.text = textOf(m_wanted, node);
        for (int given = 1; given < static_cast<int>(m_contextOutline.nodes().size()); ++given) {
            if (m_contextOutline.node(given).isContainer()) continue;
            if (const int score = scoreOf(i, given); score > 0) value.fillings.push_back({m_contextOutline.path(given), score});
        }
        std::stable_sort(value.fillings.begin(), value.fillings.end(), [](const Filling &a, const Filling &b) {
            return a.score != b.score ? a.score > b.score : a.path.size() < b.path.size();
        });
        if (value.fillings.size() > MostFillings) value.fillings.resize(MostFillings);
        if (!value.fillings.empty() && value.fillings.front().score >= LikelyEnough) value.chosen = value.fillings.front().path;
        m_values.push_back(std::move(value));
        m_nodes.push_back(i);
    }
}

void WantedPayload::choose(std::size_t index, const std::string &path)
{
    m_values[index].chosen = path;
}

std::vector<std::string> WantedPayload::contextPaths() const
{
    std::vector<std::string> paths;
    for (int i = 1; i < static_cast<int>(m_contextOutline.nodes().size()); ++i) {
        if (!m_contextOutline.node(i).isContainer()) paths.push_back(m_contextOutline.path(i));
    }
    return paths;
}

std::string WantedPayload::expressionFor(const WantedValue &value, int wantedNode) const
{
    const Type type = typeOf(m_wanted, m_wantedOutline.node(wantedNode));
    const int given = m_contextOutline.find(value.chosen);
    const Type givenType = given < 0 ? type : typeOf(m_context, m_contextOutline.node(given));
    const std::string path = pathExpression(value.chosen);
    std::string expression = "(" + path + " ?? null)";
    // Without a value there is nothing to turn into the other type.
    if (type == Type::Text && (givenType == Type::Number || givenType == Type::Truth))
        expression = "(" + path + " is defined and " + path + " is not null ? " + path + " ~ '' : null)";
    else if (type == Type::Number && givenType == Type::Text)
        expression = "(" + path + " is defined and " + path + " is not null ? " + path + " * 1 : null)";
    else if (type == Type::Truth && givenType != Type::Truth)
        expression = "(" + path + " ?? false ? true : false)";
    return "{{ " + expression + "|json_encode|raw }}";
}

std::string WantedPayload::templateText() const
{
    std::string text;
    std::size_t done = 0;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (m_values[i].chosen.empty()) continue;
        const JsonNode &node = m_wantedOutline.node(m_nodes[i]);
        text.append(m_wanted, done, node.begin - done);
        text += expressionFor(m_values[i], m_nodes[i]);
        done = node.end;
    }
    return text.append(m_wanted, done, std::string::npos);
}

} // namespace targetdesk
