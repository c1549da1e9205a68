// SPDX-License-Identifier: MIT
#include "editing/templateforms.h"

#include "workspace/apibody.h"
#include "workspace/json.h"

#include <algorithm>
#include <array>

namespace targetdesk {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view Space = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(Space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(Space) - begin + 1);
}

std::optional<Json> parsed(std::string_view text)
{
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return std::nullopt;
    return json;
}

std::optional<FoundTemplate> inJson(std::string_view text)
{
    const auto json = parsed(text);
    if (!json) return std::nullopt;
    if (json->is_string()) return FoundTemplate{FoundTemplate::Form::EscapedText, json->get<std::string>()};
    const Json *object = &*json;
    if (object->is_object() && object->contains("data") && (*object)["data"].is_object()) object = &(*object)["data"];
    const bool isTarget = object->is_object() && object->contains("template") && (*object)["template"].is_string() &&
                          (object->contains("handle") || object->contains("url") || object->contains("name"));
    if (!isTarget) return std::nullopt;
    return FoundTemplate{FoundTemplate::Form::ApiBody, (*object)["template"].get<std::string>()};
}

std::optional<FoundTemplate> inCurl(std::string_view text)
{
    static constexpr std::array<std::string_view, 6> Options = {"-d",           "--data",        "--data-raw",
                                                                "--data-ascii", "--data-binary", "--json"};
    const auto words = shellWords(text);
    if (!words || words->empty() || words->front() != "curl") return std::nullopt;
    for (std::size_t i = 1; i < words->size(); ++i) {
        std::string_view word = (*words)[i];
        const std::size_t equals = word.find('=');
        std::string_view data;
        if (std::find(Options.begin(), Options.end(), word) != Options.end() && i + 1 < words->size())
            data = (*words)[i + 1];
        else if (word.starts_with("--") && equals != std::string_view::npos &&
                 std::find(Options.begin(), Options.end(), word.substr(0, equals)) != Options.end())
            data = word.substr(equals + 1);
        else if (word.starts_with("-d") && word.size() > 2)
            data = word.substr(2);
        if (data.empty()) continue;
        const auto inner = inJson(trimmed(data));
        return FoundTemplate{FoundTemplate::Form::Curl, inner ? inner->source : std::string(data)};
    }
    return std::nullopt;
}

} // namespace

std::optional<FoundTemplate> templateInside(std::string_view text)
{
    const std::string_view inner = trimmed(text);
    if (inner.starts_with("curl ")) return inCurl(inner);
    if (auto found = inJson(inner)) return found;
    // Copied without the quotes around it.
    if (inner.find("\\\"") == std::string_view::npos || inner.find('\n') != std::string_view::npos) return std::nullopt;
    const auto json = parsed("\"" + std::string(inner) + "\"");
    if (!json || !json->is_string()) return std::nullopt;
    return FoundTemplate{FoundTemplate::Form::EscapedText, json->get<std::string>()};
}

std::optional<std::vector<std::string>> shellWords(std::string_view command)
{
    std::vector<std::string> words;
    std::string word;
    bool isWord = false;
    char quote = '\0';
    for (std::size_t i = 0; i < command.size(); ++i) {
        const char c = command[i];
        const bool hasNext = i + 1 < command.size();
        if (quote == '\'') {
            if (c == '\'')
                quote = '\0';
            else
                word += c;
        } else if (c == '\\' && hasNext) {
            const char next = command[++i];
            const bool keepsBackslash = quote == '"' && std::string_view("\"\\$`\n").find(next) == std::string_view::npos;
            if (keepsBackslash) word += '\\';
            if (next != '\n') word += next;
            isWord = isWord || next != '\n';
        } else if (quote == '"') {
            if (c == '"')
                quote = '\0';
            else
                word += c;
        } else if (c == '\'' || c == '"') {
            quote = c;
            isWord = true;
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            if (isWord) words.push_back(std::move(word));
            word.clear();
            isWord = false;
        } else {
            word += c;
            isWord = true;
        }
    }
    if (quote) return std::nullopt;
    if (isWord) words.push_back(std::move(word));
    return words;
}

std::string shellQuoted(std::string_view word)
{
    std::string out = "'";
    for (const char c : word)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string escapedTemplate(const Target &target)
{
    return Json(target.templateSource).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string apiBody(const Target &target)
{
    return apiBodyOf(target).dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string curlCommand(const Target &target)
{
    const std::string path = target.id ? "/targets/" + std::to_string(*target.id) : "/targets";
    return std::string("curl -X ") + (target.id ? "PUT" : "POST") + " \"$OMNEO_API" + path +
           "\" \\\n  -H \"Authorization: Bearer $OMNEO_TOKEN\" \\\n  -H 'Content-Type: application/json' \\\n  --data-raw " +
           shellQuoted(apiBody(target));
}

} // namespace targetdesk
