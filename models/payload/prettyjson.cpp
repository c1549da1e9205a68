// SPDX-License-Identifier: MIT
#include "payload/prettyjson.h"

namespace targetdesk {

namespace {

std::size_t endOfString(std::string_view json, std::size_t at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        if (json[at] == '\\') ++at;
    }
    return std::min(json.size(), at + 1);
}

} // namespace

std::string prettyJson(std::string_view json)
{
    std::string out;
    out.reserve(json.size() + json.size() / 2);
    std::size_t depth = 0;
    const auto newLine = [&] {
        out += '\n';
        out.append(depth * 2, ' ');
    };
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (isJsonSpace(c)) continue;
        if (c == '"') {
            const std::size_t end = endOfString(json, i);
            out.append(json.substr(i, end - i));
            i = end - 1;
        } else if (c == '{' || c == '[') {
            std::size_t next = i + 1;
            while (next < json.size() && isJsonSpace(json[next]))
                ++next;
            out += c;
            if (next < json.size() && (json[next] == '}' || json[next] == ']')) {
                out += json[next];
                i = next;
            } else {
                ++depth;
                newLine();
            }
        } else if (c == '}' || c == ']') {
            if (depth > 0) --depth;
            newLine();
            out += c;
        } else if (c == ',') {
            out += c;
            newLine();
        } else {
            out += c;
            if (c == ':') out += ' ';
        }
    }
    return out;
}

} // namespace targetdesk
