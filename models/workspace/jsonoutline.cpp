// SPDX-License-Identifier: MIT
#include "workspace/jsonoutline.h"

#include "workspace/json.h"
#include "workspace/jsonscanner.h"

#include <algorithm>
#include <cctype>

namespace targetdesk {

namespace {

bool isPlainName(std::string_view name)
{
    const auto isWord = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; };
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
           std::all_of(name.begin(), name.end(), isWord);
}

/// Such keys are integers for PHP, and so for the trace: 7, -7, but not 07.
bool isInteger(std::string_view name)
{
    const std::string_view digits = name.substr(name.starts_with('-') ? 1 : 0);
    return !digits.empty() && digits.size() < 19 &&
           std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c) != 0; }) &&
           (digits[0] != '0' || name == "0");
}

JsonNode::Kind kindOf(const JsonToken &token, std::string_view text)
{
    switch (token.kind) {
    case JsonToken::Kind::Open: return text[token.begin] == '{' ? JsonNode::Kind::Object : JsonNode::Kind::Array;
    case JsonToken::Kind::String: return JsonNode::Kind::String;
    case JsonToken::Kind::Number: return JsonNode::Kind::Number;
    default: return JsonNode::Kind::Word;
    }
}

} // namespace

JsonOutline::JsonOutline(std::string_view text)
{
    JsonScanner scanner(text);
    if (scanner.scan(true)) return;
    std::vector<int> open;
    std::vector<int> counts; // of elements, for each that is open
    std::string key;
    std::size_t keyBegin = 0;
    for (const JsonToken &token : scanner.tokens()) {
        if (token.kind == JsonToken::Kind::Comma || token.kind == JsonToken::Kind::Colon) continue;
        if (token.kind == JsonToken::Kind::Key) {
            key = decodedJsonString(text.substr(token.begin, token.end - token.begin));
            keyBegin = token.begin;
            continue;
        }
        if (token.kind == JsonToken::Kind::Close) {
            JsonNode &closed = m_nodes[static_cast<std::size_t>(open.back())];
            closed.end = token.end;
            closed.size = static_cast<int>(m_nodes.size()) - open.back() - 1;
            open.pop_back();
            counts.pop_back();
            continue;
        }
        JsonNode node;
        node.kind = kindOf(token, text);
        node.begin = node.memberBegin = token.begin;
        node.end = token.end;
        if (!open.empty()) {
            node.parent = open.back();
            node.isElement = this->node(node.parent).kind == JsonNode::Kind::Array;
            node.name = node.isElement ? std::to_string(counts.back()++) : key;
            if (!node.isElement) node.memberBegin = keyBegin;
        }
        if (node.isContainer()) {
            open.push_back(static_cast<int>(m_nodes.size()));
            counts.push_back(0);
        }
        m_nodes.push_back(std::move(node));
    }
}

std::string JsonOutline::path(int index) const
{
    const JsonNode &one = node(index);
    return one.parent < 0 ? std::string() : withStep(path(one.parent), one.name, one.isElement);
}

std::vector<int> JsonOutline::children(int index) const
{
    std::vector<int> all;
    const int end = index + node(index).size + 1;
    for (int child = index + 1; child < end; child += node(child).size + 1)
        all.push_back(child);
    return all;
}

int JsonOutline::find(std::string_view wanted) const
{
    if (m_nodes.empty()) return -1;
    int found = 0;
    std::string done;
    while (done != wanted) {
        int next = -1;
        std::string longer;
        for (const int child : children(found)) {
            std::string candidate = withStep(done, node(child).name, node(child).isElement);
            const bool fits =
                wanted.starts_with(candidate) &&
                (candidate.size() == wanted.size() || wanted[candidate.size()] == '.' || wanted[candidate.size()] == '[');
            if (fits) {
                next = child;
                longer = std::move(candidate);
            }
        }
        if (next < 0) return -1;
        found = next;
        done = std::move(longer);
    }
    return found;
}

int JsonOutline::at(std::size_t offset) const
{
    int found = -1;
    for (int i = 0; i < static_cast<int>(m_nodes.size());) {
        const JsonNode &one = node(i);
        if (offset < one.memberBegin) break;
        if (offset >= one.end) {
            i += one.size + 1;
            continue;
        }
        found = i++;
    }
    return found;
}

std::string withStep(const std::string &path, std::string_view name, bool isIndex)
{
    const std::string text(name);
    if (isIndex || isInteger(name)) return path + "[" + text + "]";
    if (!isPlainName(name)) return path + "['" + text + "']";
    return path.empty() ? text : path + "." + text;
}

std::string decodedJsonString(std::string_view literal)
{
    // A lone surrogate (\ud800) is JSON by its grammar, but no text.
    const Json value = Json::parse(literal, nullptr, false);
    return value.is_string() ? value.get<std::string>() : std::string(literal.substr(1, literal.size() - 2));
}

} // namespace targetdesk
