// SPDX-License-Identifier: MIT
#include "platforms/simulator.h"

#include <QUuid>

#include <algorithm>

namespace targetdesk {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

} // namespace

std::string IncomingRequest::header(std::string_view name) const
{
    for (const auto &[key, value] : headers) {
        if (key.size() == name.size() &&
            std::equal(key.begin(), key.end(), name.begin(), [](char a, char b) { return lower(a) == lower(b); })) {
            return value;
        }
    }
    return {};
}

SimulatorAnswer Simulator::json(int status, const Json &body, std::string note)
{
    return {status,
            {{"Content-Type", "application/json"}},
            body.dump(-1, ' ', false, Json::error_handler_t::replace),
            std::move(note),
            {}};
}

std::string Simulator::mediaType(const IncomingRequest &request)
{
    std::string type = request.header("Content-Type");
    type = type.substr(0, type.find(';'));
    while (!type.empty() && type.back() == ' ')
        type.pop_back();
    std::transform(type.begin(), type.end(), type.begin(), lower);
    return type;
}

std::size_t Simulator::characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string Simulator::uuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

} // namespace targetdesk
