// SPDX-License-Identifier: MIT
#include "workspace/connectionjson.h"

namespace targetdesk {

namespace {

std::vector<AddressRange> readRanges(FieldReader &reader, const char *key)
{
    std::vector<AddressRange> ranges;
    const Json *list = reader.list(key);
    if (list == nullptr) return ranges;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Json &entry = (*list)[i];
        const auto range = entry.is_string() ? AddressRange::parse(entry.get<std::string>()) : std::nullopt;
        if (range) {
            ranges.push_back(*range);
        } else {
            reader.problem(std::string(key) + '/' + std::to_string(i),
                           (entry.is_string() ? entry.dump() : "an element of \"" + std::string(key) + "\"") +
                               " is no range of addresses",
                           "write one like \"10.1.0.0/16\", \"fd00::/8\" or \"10.1.2.3\"");
        }
    }
    return ranges;
}

} // namespace

ConnectionSettings readConnection(FieldReader &delivery, std::vector<FieldProblem> &, Json &)
{
    ConnectionSettings connection;
    connection.allowedAddresses = readRanges(delivery, "allow_addresses");
    return connection;
}

void putConnection(Json &delivery, const ConnectionSettings &connection)
{
    if (connection.allowedAddresses.empty()) return;
    Json list = Json::array();
    for (const AddressRange &range : connection.allowedAddresses)
        list.push_back(range.text());
    delivery["allow_addresses"] = std::move(list);
}

} // namespace targetdesk
