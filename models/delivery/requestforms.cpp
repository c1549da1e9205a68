// SPDX-License-Identifier: MIT
#include "delivery/requestforms.h"

#include "workspace/apibody.h"
#include "workspace/jsonoutline.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>
#include <vector>

namespace targetdesk {

namespace {

constexpr std::size_t MostFields = 20;
constexpr std::size_t LongestNote = 60;
constexpr const char *ProxyVariable = "TARGET_PROXY";
constexpr const char *KeyVariable = "CLIENT_KEY_PASSWORD";

/// One word of a POSIX shell.
std::string shellQuoted(std::string_view text)
{
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'')
            quoted += "'\\''";
        else
            quoted += c;
    }
    return quoted + "'";
}

/// `Authorization` → `AUTHORIZATION`: the variable that stands for a secret.
std::string variableOf(std::string_view name)
{
    std::string variable;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        variable += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
    }
    return variable;
}

/// `before` and the secret's variable, as one word of a shell.
std::string secretWord(std::string_view before, const std::string &variable)
{
    return shellQuoted(before) + "\"$" + variable + "\"";
}

std::string urlWord(const Request &request)
{
    return request.urlIsSecret ? "\"$TARGET_URL\"" : shellQuoted(request.url);
}

std::string secretsNote(const Request &request)
{
    std::string names;
    const auto add = [&](const std::string &name) { names += (names.empty() ? "" : ", ") + name; };
    if (request.urlIsSecret) add("TARGET_URL");
    if (request.route.proxyIsSecret) add(ProxyVariable);
    if (!request.route.tls.clientKeyPassword.empty()) add(KeyVariable);
    for (const WireHeader &header : request.headers) {
        if (header.isSecret) add(variableOf(header.name));
    }
    return names.empty() ? "" : "# Set before: " + names + "\n";
}

std::string proxyWord(const WireRoute &route, const std::string &before = {})
{
    if (route.proxyIsSecret) return before + "\"$" + ProxyVariable + "\"";
    return before + shellQuoted(route.proxy);
}

std::vector<std::string> curlRoute(const WireRoute &route)
{
    std::vector<std::string> options;
    if (!route.tls.verify) options.emplace_back("--insecure");
    if (route.tls.onlyTls13) options.emplace_back("--tlsv1.3");
    if (!route.tls.authorities.empty()) options.push_back("--cacert " + shellQuoted(route.tls.authorities));
    if (!route.tls.clientCertificate.empty()) options.push_back("--cert " + shellQuoted(route.tls.clientCertificate));
    if (!route.tls.clientKey.empty()) options.push_back("--key " + shellQuoted(route.tls.clientKey));
    if (!route.tls.clientKeyPassword.empty()) options.push_back(std::string("--pass \"$") + KeyVariable + "\"");
    if (!route.proxy.empty()) options.push_back("--proxy " + proxyWord(route));
    if (route.http2) options.emplace_back("--http2");
    return options;
}

std::vector<std::string> httpieRoute(const WireRoute &route)
{
    std::vector<std::string> options;
    if (!route.tls.verify)
        options.emplace_back("--verify=no");
    else if (!route.tls.authorities.empty())
        options.push_back("--verify=" + shellQuoted(route.tls.authorities));
    if (route.tls.onlyTls13) options.emplace_back("--ssl=tls1.3");
    if (!route.tls.clientCertificate.empty()) options.push_back("--cert=" + shellQuoted(route.tls.clientCertificate));
    if (!route.tls.clientKey.empty()) options.push_back("--cert-key=" + shellQuoted(route.tls.clientKey));
    if (!route.tls.clientKeyPassword.empty()) options.push_back(std::string("--cert-key-pass=\"$") + KeyVariable + "\"");
    if (!route.proxy.empty()) {
        for (const char *scheme : {"http:", "https:"})
            options.push_back(std::string("--proxy=") + proxyWord(route, scheme));
    }
    return options;
}

std::string curl(const Request &request)
{
    std::string text = secretsNote(request) + "curl --request " + shellQuoted(request.method) + " " + urlWord(request);
    for (const WireHeader &header : request.headers) {
        // A header without a value needs a semicolon, or curl leaves it out.
        const std::string word = header.isSecret        ? secretWord(header.name + ": ", variableOf(header.name))
                                 : header.value.empty() ? shellQuoted(header.name + ";")
                                                        : shellQuoted(header.name + ": " + header.value);
        text += " \\\n  --header " + word;
    }
    for (const std::string &option : curlRoute(request.route))
        text += " \\\n  " + option;
    if (!request.body.empty()) text += " \\\n  --data-raw " + shellQuoted(request.body);
    return text + "\n";
}

std::string httpie(const Request &request)
{
    std::string text = secretsNote(request) + "http";
    for (const std::string &option : httpieRoute(request.route))
        text += " " + option;
    text += " --raw " + shellQuoted(request.body) + " " + request.method + " " + urlWord(request);
    for (const WireHeader &header : request.headers) {
        const bool looksLikeOther = header.value.starts_with('=') || header.value.starts_with('@');
        const std::string value = (looksLikeOther ? "\\" : "") + header.value;
        text += " \\\n  " + (header.isSecret ? secretWord(header.name + ":", variableOf(header.name))
                             : value.empty() ? shellQuoted(header.name + ";")
                                             : shellQuoted(header.name + ":" + value));
    }
    return text + "\n";
}

std::string apiBody(const Target &target)
{
    return apiBodyOf(target).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool isSigned(const Request &request)
{
    return std::any_of(request.headers.begin(), request.headers.end(),
                       [](const WireHeader &header) { return header.name == "X-Omneo-Hmac-SHA256"; });
}

/// A value of the body: how a program reaches it, its name, and what it is in this request.
struct Field
{
    std::vector<std::pair<std::string, bool>> steps; ///< name, and whether it is an index
    std::string variable;
    std::string note;
};

/// A comment's text, on one line, that ends no comment.
std::string noteOf(std::string_view json)
{
    std::string note;
    for (const char c : json.substr(0, LongestNote))
        note += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    while (!note.empty() && json.size() > LongestNote && (static_cast<unsigned char>(note.back()) & 0xC0) == 0x80)
        note.pop_back();
    // `?>` would end PHP, even in a comment.
    for (std::size_t at = note.find("?>"); at != std::string::npos; at = note.find("?>"))
        note.replace(at, 2, "? >");
    return json.size() > LongestNote ? note + " …" : note;
}

std::vector<Field> fieldsOf(const std::string &body)
{
    std::vector<Field> fields;
    std::set<std::string> taken = {"body", "data", "given", "chunk", "secret", "request", "response", "this"};
    const JsonOutline outline(body);
    for (int i = 1; i < static_cast<int>(outline.nodes().size()) && fields.size() < MostFields; ++i) {
        const JsonNode &node = outline.node(i);
        if (node.isContainer() && node.size > 0) continue;
        Field field;
        std::string name;
        for (int at = i; outline.node(at).parent >= 0; at = outline.node(at).parent) {
            field.steps.insert(field.steps.begin(), {outline.node(at).name, outline.node(at).isElement});
            if (name.empty() && !outline.node(at).isElement) name = outline.node(at).name;
        }
        std::string variable;
        for (const char c : name.empty() ? "value" : name)
            variable += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
        if (variable.empty() || std::isdigit(static_cast<unsigned char>(variable[0])) != 0) variable.insert(0, "_");
        std::string unique = variable;
        for (int n = 2; !taken.insert(unique).second; ++n)
            unique = variable + std::to_string(n);
        field.variable = unique;
        field.note = noteOf(std::string_view(body).substr(node.begin, node.end - node.begin));
        fields.push_back(std::move(field));
    }
    return fields;
}

std::string phpQuoted(std::string_view text)
{
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

std::string php(const Request &request)
{
    std::string text = "<?php\n"
                       "// Takes what the target sends. Answer 2xx soon: anything else is sent again.\n"
                       "$body = file_get_contents('php://input');\n";
    if (isSigned(request)) {
        text += "$given = $_SERVER['HTTP_X_OMNEO_HMAC_SHA256'] ?? '';\n"
                "if (!hash_equals(hash_hmac('sha256', $body, getenv('OMNEO_SECRET')), $given)) {\n"
                "    http_response_code(401);\n"
                "    exit;\n"
                "}\n";
    }
    text += "$data = json_decode($body, true, 512, JSON_THROW_ON_ERROR);\n";
    for (const Field &field : fieldsOf(request.body)) {
        text += "$" + field.variable + " = $data";
        for (const auto &[name, isIndex] : field.steps)
            text += "[" + (isIndex ? name : phpQuoted(name)) + "]";
        text += " ?? null; // " + field.note + "\n";
    }
    return text + "http_response_code(202);\n";
}

std::string jsQuoted(const std::string &text)
{
    return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

std::string javaScript(const Request &request)
{
    std::string text = "// Takes what the target sends: node receiver.mjs\n"
                       "import { createServer } from 'node:http';\n";
    if (isSigned(request)) text += "import { createHmac, timingSafeEqual } from 'node:crypto';\n";
    text += "\n"
            "createServer(async (request, response) => {\n"
            "  const chunks = [];\n"
            "  for await (const chunk of request) chunks.push(chunk);\n"
            "  const body = Buffer.concat(chunks);\n";
    if (isSigned(request)) {
        text += "  const expected = createHmac('sha256', process.env.OMNEO_SECRET).update(body).digest();\n"
                "  const given = Buffer.from(request.headers['x-omneo-hmac-sha256'] ?? '', 'hex');\n"
                "  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {\n"
                "    response.writeHead(401).end();\n"
                "    return;\n"
                "  }\n";
    }
    text += "  const data = JSON.parse(body.toString('utf8'));\n";
    for (const Field &field : fieldsOf(request.body)) {
        text += "  const $" + field.variable + " = data";
        for (const auto &[name, isIndex] : field.steps)
            text += "?.[" + (isIndex ? name : jsQuoted(name)) + "]";
        text += "; // " + field.note + "\n";
    }
    return text + "  response.writeHead(202).end();\n"
                  "}).listen(process.env.PORT ?? 8080);\n";
}

} // namespace

std::string requestAs(RequestForm form, const Request &request, const Target &target)
{
    switch (form) {
    case RequestForm::Curl: return curl(request);
    case RequestForm::Httpie: return httpie(request);
    case RequestForm::ApiBody: return apiBody(target);
    case RequestForm::PhpReceiver: return php(request);
    case RequestForm::JavaScriptReceiver: break;
    }
    return javaScript(request);
}

} // namespace targetdesk
