// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqliteconnection.h"
#include "dispatch/store.h"

namespace targetdesk {

/// The questions about the store; each reads one consistent state.
std::map<DeliveryState, std::int64_t> readCounts(SqliteConnection &connection);
std::vector<DeliveryRecord> readDeliveries(SqliteConnection &connection, const DeliveryFilter &filter);
std::optional<DeliveryDetail> readDelivery(SqliteConnection &connection, const std::string &id);
std::vector<SentRecord> readSent(SqliteConnection &connection, const std::string &target, int limit);

} // namespace targetdesk
