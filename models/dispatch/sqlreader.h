// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlconnection.h"
#include "dispatch/store.h"

namespace targetdesk {

/// The questions about the store; each reads one consistent state.
std::map<DeliveryState, std::int64_t> readCounts(SqlConnection &connection);
std::vector<DeliveryRecord> readDeliveries(SqlConnection &connection, const DeliveryFilter &filter);
std::optional<DeliveryDetail> readDelivery(SqlConnection &connection, const std::string &id);
std::map<std::string, DeliveryStanding> readStandings(SqlConnection &connection, const std::vector<std::string> &ids);
std::optional<std::string> readTemplate(SqlConnection &connection, const std::string &version);
std::vector<SentRecord> readSent(SqlConnection &connection, const std::string &target, int limit);

} // namespace targetdesk
