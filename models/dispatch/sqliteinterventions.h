// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqliteconnection.h"
#include "dispatch/sqlitequeue.h"
#include "dispatch/store.h"

namespace targetdesk {

/// What people and the pump write about deliveries and targets, each inside the caller's transaction.
InterventionResult intervene(SqliteConnection &connection, SqliteQueue &queue, const Intervention &intervention);
void intervene(SqliteConnection &connection, const TargetIntervention &intervention);
void keepTargets(SqliteConnection &connection, const std::vector<TargetState> &states, const std::vector<Notice> &notices);

std::vector<TargetState> readTargetStates(SqliteConnection &connection);
std::vector<Notice> readNotices(SqliteConnection &connection, int limit);
std::int64_t readQueuedCount(SqliteConnection &connection);
std::optional<TimePoint> readOldestDue(SqliteConnection &connection);
std::vector<TargetCounts> readTargetCounts(SqliteConnection &connection);

} // namespace targetdesk
