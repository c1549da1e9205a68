// SPDX-License-Identifier: MIT
#include "deliverytable.h"

#include "terminaltext.h"

#include <algorithm>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace targetdesk {

namespace {

using Row = std::vector<std::string>;

/// Of a reason in a table, at the least: the columns before may take all of a line.
constexpr std::size_t kLeastReason = 24;

/// 80 where nobody says.
std::size_t terminalWidth()
{
    winsize size = {};
    const bool isKnown = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : 80;
}

/// `text` of UTF-8, cut to so many characters.
std::string cutTo(std::string text, std::size_t characters)
{
    const auto isLead = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    std::size_t count = 0, end = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!isLead(text[at])) continue;
        if (++count == characters) end = at;
    }
    if (count > characters) text.replace(end, std::string::npos, "…");
    return text;
}

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
            delivery.dueAt ? dueText(*delivery.dueAt, now) : std::string("-"),
            shownLine(delivery.reason)};
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

std::string dueText(TimePoint due, TimePoint now)
{
    return due > now ? "in " + ageText(due - now) : "now";
}

void printDeliveryTable(const std::vector<DeliveryRecord> &deliveries, TimePoint now)
{
    std::vector<Row> rows = {{"ID", "EVENT", "TARGET", "STATE", "TRIES", "STATUS", "AGE", "NEXT", "REASON"}};
    for (const DeliveryRecord &delivery : deliveries)
        rows.push_back(rowOf(delivery, now));
    std::size_t before = 0;
    for (std::size_t column = 0; column + 1 < rows[0].size(); ++column) {
        std::size_t widest = 0;
        for (const Row &row : rows)
            widest = std::max(widest, width(shownLine(row[column])));
        before += widest + 2;
    }
    const std::size_t line = terminalWidth();
    for (Row &row : rows)
        row.back() = cutTo(std::move(row.back()), line > before + kLeastReason ? line - before : kLeastReason);
    printTable(std::move(rows));
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
