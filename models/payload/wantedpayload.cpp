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
    // Short ones are the same by chance.
    const bool tells = aType == Type::Number ? a.size() > 2 : first.size() > 1;
    return tells && first == plain(b, bType);
}

// One name is part of the other, and long enough to tell.
bool resembles(const std::string &a, const std::string &b)
{
    return a.size() > 3 && b.size() > 3 && (a.find(b) != std::string::npos || b.find(a) != std::string::npos);
}

// Whether a path leads to an element, or into it.
bool isInside(std::string_view path, std::string_view element)
{
    return path.starts_with(element) &&
           (path.size() == element.size() || path[element.size()] == '.' || path[element.size()] == '[');
}

void keepLikeliest(std::vector<Filling> &fillings)
{
    std::stable_sort(fillings.begin(), fillings.end(), [](const Filling &a, const Filling &b) {
        return a.score != b.score ? a.score > b.score : a.path.size() < b.path.size();
    });
    if (fillings.size() > MostFillings) fillings.resize(MostFillings);
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
    else if (resembles(name, givenName))
        score += 3;
    if (score == 0) return 0;
    if (!parent.empty() && parent == givenParent) score += 2;
    if (type == givenType) score += 1;
    return score;
}

// A list is like another by its name, and by the names in their elements.
int WantedPayload::scoreOfList(int wantedNode, int contextNode) const
{
    const std::string name = nameOf(m_wantedOutline, wantedNode);
    const std::string givenName = nameOf(m_contextOutline, contextNode);
    int score = 0;
    if (!name.empty() && name == givenName)
        score += 5;
    else if (resembles(name, givenName))
        score += 3;
    const JsonNode &element = m_wantedOutline.node(wantedNode + 1);
    const JsonNode &given = m_contextOutline.node(contextNode + 1);
    if (element.isContainer() != given.isContainer()) return 0;
    if (element.kind != JsonNode::Kind::Object) return score;
    for (const int wantedMember : m_wantedOutline.children(wantedNode + 1)) {
        for (const int member : m_contextOutline.children(contextNode + 1)) {
            if (plainName(m_wantedOutline.node(wantedMember).name) == plainName(m_contextOutline.node(member).name)) score += 3;
        }
    }
    return score;
}

void WantedPayload::settle(WantedValue &value, bool isKept) const
{
    keepLikeliest(value.fillings);
    if (const auto choice = m_choices.find(value.path); choice != m_choices.end())
        value.chosen = choice->second;
    else if (!isKept && !value.fillings.empty() && value.fillings.front().score >= LikelyEnough)
        value.chosen = value.fillings.front().path;
}

void WantedPayload::match()
{
    m_values.clear();
    m_nodes.clear();
    std::vector<Loop> loops;
    if (!m_wantedOutline.isEmpty()) matchNode(0, loops, false);
}

void WantedPayload::matchNode(int index, std::vector<Loop> &loops, bool isKept)
{
    const JsonNode &node = m_wantedOutline.node(index);
    if (node.kind == JsonNode::Kind::Array && node.size > 0) return matchList(index, loops, isKept);
    if (node.isContainer()) {
        for (const int child : m_wantedOutline.children(index))
            matchNode(child, loops, isKept);
        return;
    }
    WantedValue value;
    value.path = m_wantedOutline.path(index);
    value.text = textOf(m_wanted, node);
    for (int given = 1; given < static_cast<int>(m_contextOutline.nodes().size()); ++given) {
        if (m_contextOutline.node(given).isContainer()) continue;
        int score = scoreOf(index, given);
        if (score == 0) continue;
        std::string path = m_contextOutline.path(given);
        if (!loops.empty() && isInside(path, loops.back().element)) score += 4;
        value.fillings.push_back({std::move(path), score});
    }
    settle(value, isKept);
    m_values.push_back(std::move(value));
    m_nodes.push_back(index);
}

void WantedPayload::matchList(int index, std::vector<Loop> &loops, bool isKept)
{
    WantedValue value;
    value.path = m_wantedOutline.path(index);
    value.text = textOf(m_wanted, m_wantedOutline.node(index));
    value.isList = true;
    for (int given = 1; given < static_cast<int>(m_contextOutline.nodes().size()); ++given) {
        const JsonNode &list = m_contextOutline.node(given);
        if (list.kind != JsonNode::Kind::Array || list.size == 0) continue;
        if (const int score = scoreOfList(index, given); score > 0)
            value.fillings.push_back({m_contextOutline.path(given), score});
    }
    settle(value, isKept);
    const std::string chosen = value.chosen;
    m_values.push_back(std::move(value));
    m_nodes.push_back(index);
    if (chosen.empty()) {
        // Who says that a list stays as it is says so of what is in it.
        const bool staysByHand = m_choices.contains(m_wantedOutline.path(index));
        for (const int child : m_wantedOutline.children(index))
            matchNode(child, loops, isKept || staysByHand);
        return;
    }
    loops.push_back({chosen + "[0]", freeVariable(loops)});
    matchNode(index + 1, loops, false);
    loops.pop_back();
}

// A name that hides nothing of the context.
std::string WantedPayload::freeVariable(const std::vector<Loop> &loops) const
{
    for (int number = 1;; ++number) {
        const std::string name = number == 1 ? "item" : "item" + std::to_string(number);
        const bool isTaken = m_contextOutline.find(name) >= 0 ||
                             std::any_of(loops.begin(), loops.end(), [&name](const Loop &loop) { return loop.variable == name; });
        if (!isTaken) return name;
    }
}

void WantedPayload::choose(std::size_t index, const std::string &path)
{
    m_choices[m_values[index].path] = path;
    m_values[index].chosen = path;
    if (m_values[index].isList) match();
}

std::vector<std::string> WantedPayload::contextPaths() const
{
    std::vector<std::string> paths;
    for (int i = 1; i < static_cast<int>(m_contextOutline.nodes().size()); ++i) {
        if (!m_contextOutline.node(i).isContainer()) paths.push_back(m_contextOutline.path(i));
    }
    return paths;
}

// In a loop `items[0].sku` is the loop variable's.
std::string WantedPayload::pathIn(const std::string &path, const std::vector<Loop> &loops)
{
    for (auto loop = loops.rbegin(); loop != loops.rend(); ++loop) {
        if (isInside(path, loop->element)) return loop->variable + path.substr(loop->element.size());
    }
    return pathExpression(path);
}

std::vector<std::string> WantedPayload::contextLists() const
{
    std::vector<std::string> paths;
    for (int i = 1; i < static_cast<int>(m_contextOutline.nodes().size()); ++i) {
        const JsonNode &node = m_contextOutline.node(i);
        if (node.kind == JsonNode::Kind::Array && node.size > 0) paths.push_back(m_contextOutline.path(i));
    }
    return paths;
}

std::string WantedPayload::expressionFor(const WantedValue &value, int wantedNode, const std::vector<Loop> &loops) const
{
    const Type type = typeOf(m_wanted, m_wantedOutline.node(wantedNode));
    const int given = m_contextOutline.find(value.chosen);
    const Type givenType = given < 0 ? type : typeOf(m_context, m_contextOutline.node(given));
    const std::string path = pathIn(value.chosen, loops);
    std::string expression = "(" + path + " ?? null)";
    // Without a value there is nothing to turn into the other type.
    if (type == Type::Text && (givenType == Type::Number || givenType == Type::Truth))
        expression = "(" + path + " is defined and " + path + " is not null ? " + path + " ~ '' : null)";
    else if (type == Type::Number && givenType == Type::Text)
        expression = "((" + path + " ?? '') matches '/^-?[0-9]+([.][0-9]+)?$/' ? " + path + " * 1 : null)";
    else if (type == Type::Truth && givenType != Type::Truth)
        expression = "(" + path + " ?? false ? true : false)";
    return "{{ " + expression + "|json_encode|raw }}";
}

const WantedValue *WantedPayload::valueOf(int node) const
{
    const auto at = std::lower_bound(m_nodes.begin(), m_nodes.end(), node);
    return at != m_nodes.end() && *at == node ? &m_values[static_cast<std::size_t>(at - m_nodes.begin())] : nullptr;
}

std::string WantedPayload::textOfLoop(int index, const WantedValue &value, std::vector<Loop> &loops) const
{
    const JsonNode &list = m_wantedOutline.node(index);
    const JsonNode &element = m_wantedOutline.node(index + 1);
    const JsonNode &last = m_wantedOutline.node(m_wantedOutline.children(index).back());
    const std::string source = pathIn(value.chosen, loops);
    loops.push_back({value.chosen + "[0]", freeVariable(loops)});
    std::string text = m_wanted.substr(list.begin, element.begin - list.begin);
    text += "{% for " + loops.back().variable + " in " + source + " ?? [] %}";
    text += textOfNode(index + 1, loops);
    text += "{{ loop.last ? '' : ', ' }}{% endfor %}";
    text.append(m_wanted, last.end, list.end - last.end);
    loops.pop_back();
    return text;
}

std::string WantedPayload::textOfNode(int index, std::vector<Loop> &loops) const
{
    const JsonNode &node = m_wantedOutline.node(index);
    const WantedValue *value = valueOf(index);
    if (value && !value->chosen.empty())
        return value->isList ? textOfLoop(index, *value, loops) : expressionFor(*value, index, loops);
    std::string text;
    std::size_t done = node.begin;
    for (const int child : m_wantedOutline.children(index)) {
        text.append(m_wanted, done, m_wantedOutline.node(child).begin - done);
        text += textOfNode(child, loops);
        done = m_wantedOutline.node(child).end;
    }
    return text.append(m_wanted, done, node.end - done);
}

std::string WantedPayload::templateText() const
{
    if (m_wantedOutline.isEmpty()) return m_wanted;
    const JsonNode &root = m_wantedOutline.node(0);
    std::vector<Loop> loops;
    return m_wanted.substr(0, root.begin) + textOfNode(0, loops) + m_wanted.substr(root.end);
}

} // namespace targetdesk
