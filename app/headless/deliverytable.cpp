// SPDX-License-Identifier: MIT
#include "deliverytable.h"

#include "terminaltext.h"

#include <algorithm>
#include <cstdio>

namespace targetdesk {

namespace {

using Row = std::vector<std::string>;

std::size_t width(const std::string &text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

Row rowOf(const DeliveryRecord &delivery, TimePoint now)
{
    return {delivery.id,
            delivery.event,
            delivery.target,
            deliveryStateName(delivery.state),
            std::to_string(delivery.tries),
            delivery.lastStatus == 0 ? std::string("-") : std::to_string(delivery.lastStatus),
            ageText(now - delivery.createdAt),
            delivery.reason};
}

} // namespace

std::string ageText(std::chrono::milliseconds age)
{
    const auto seconds = std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(age).count());
    if (seconds < 120) return std::to_string(seconds) + " s";
    if (seconds < 2 * 3600) return std::to_string(seconds / 60) + " min";
    if (seconds < 2 * 86400) return std::to_string(seconds / 3600) + " h";
    return std::to_string(seconds / 86400) + " d";
}

void printDeliveryTable(const std::vector<DeliveryRecord> &deliveries, TimePoint now)
{
    std::vector<Row> rows = {{"ID", "EVENT", "TARGET", "STATE", "TRIES", "STATUS", "AGE", "REASON"}};
    for (const DeliveryRecord &delivery : deliveries)
        rows.push_back(rowOf(delivery, now));
    printTable(rows);
}

void printJson(const Json &json)
{
    std::printf("%s\n", json.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
}

void printTable(std::vector<std::vector<std::string>> rows)
{
    std::vector<std::size_t> widths;
    for (Row &row : rows) {
        std::ranges::transform(row, row.begin(), shownLine);
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    }
    for (const Row &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += row[i] + std::string(i + 1 < row.size() ? widths[i] - width(row[i]) + 2 : 0, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        std::printf("%s\n", line.c_str());
    }
}

} // namespace targetdesk
