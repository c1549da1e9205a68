// SPDX-License-Identifier: MIT
#include "dispatch/httpanswer.h"

namespace targetdesk {

namespace {

/// For people who read along; programs go by the number.
const char *reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 202: return "Accepted";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "";
    }
}

} // namespace

std::string wireText(const HttpAnswer &answer, ConnectionWord word, bool isForHead)
{
    std::string text;
    text.reserve(256 + answer.body.size());
    text = "HTTP/1.1 " + std::to_string(answer.status) + ' ' + reasonPhrase(answer.status) + "\r\n";
    if (!answer.body.empty()) text += "Content-Type: " + answer.type + "\r\n";
    text += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
    for (const auto &[name, value] : answer.headers)
        text += name + ": " + value + "\r\n";
    if (word == ConnectionWord::Close) text += "Connection: close\r\n";
    if (word == ConnectionWord::KeepAlive) text += "Connection: keep-alive\r\n";
    text += "\r\n";
    if (!isForHead) text += answer.body;
    return text;
}

} // namespace targetdesk
