// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlconnection.h"
#include "dispatch/sqlqueue.h"
#include "dispatch/store.h"

namespace targetdesk {

/// What people and the pump write about deliveries and targets, each inside the caller's transaction.
InterventionResult intervene(SqlConnection &connection, SqlQueue &queue, const Intervention &intervention);
void intervene(SqlConnection &connection, const TargetIntervention &intervention);
void keepTargets(SqlConnection &connection, const std::vector<TargetChange> &changes, const std::vector<Notice> &notices);

std::vector<TargetState> readTargetStates(SqlConnection &connection);
std::vector<Notice> readNotices(SqlConnection &connection, int limit);
QueueDepth readQueueDepth(SqlConnection &connection);
std::optional<NewestEvent> readNewestEvent(SqlConnection &connection);
std::optional<TimePoint> readOldestDue(SqlConnection &connection);
std::vector<TargetCounts> readTargetCounts(SqlConnection &connection);

} // namespace targetdesk
