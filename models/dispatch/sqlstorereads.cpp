// SPDX-License-Identifier: MIT
// What SqlStore tells and does not change.
#include "dispatch/sqlstore.h"

#include "dispatch/sqlinterventions.h"
#include "dispatch/sqlreader.h"

namespace targetdesk {

template <typename Result>
Result SqlStore::readAs(const std::function<Result(SqlConnection &)> &question) const
{
    Result result{};
    read([&](SqlConnection &connection) { result = question(connection); });
    return result;
}

std::optional<NewestEvent> SqlStore::newestEvent() const
{
    return readAs<std::optional<NewestEvent>>(readNewestEvent);
}

std::map<DeliveryState, std::int64_t> SqlStore::counts() const
{
    return readAs<std::map<DeliveryState, std::int64_t>>(readCounts);
}

std::vector<DeliveryRecord> SqlStore::deliveries(const DeliveryFilter &filter) const
{
    return readAs<std::vector<DeliveryRecord>>([&](SqlConnection &connection) { return readDeliveries(connection, filter); });
}

std::optional<DeliveryDetail> SqlStore::delivery(const std::string &id) const
{
    return readAs<std::optional<DeliveryDetail>>([&](SqlConnection &connection) { return readDelivery(connection, id); });
}

std::map<std::string, DeliveryStanding> SqlStore::standings(const std::vector<std::string> &ids) const
{
    return readAs<std::map<std::string, DeliveryStanding>>(
        [&](SqlConnection &connection) { return readStandings(connection, ids); });
}

std::optional<std::string> SqlStore::templateText(const std::string &version) const
{
    return readAs<std::optional<std::string>>([&](SqlConnection &connection) { return readTemplate(connection, version); });
}

std::vector<SentRecord> SqlStore::sent(const std::string &target, int limit) const
{
    return readAs<std::vector<SentRecord>>([&](SqlConnection &connection) { return readSent(connection, target, limit); });
}

std::vector<TargetState> SqlStore::targetStates() const
{
    return readAs<std::vector<TargetState>>(readTargetStates);
}

std::vector<Notice> SqlStore::notices(int limit) const
{
    return readAs<std::vector<Notice>>([&](SqlConnection &connection) { return readNotices(connection, limit); });
}

std::vector<TargetCounts> SqlStore::targetCounts() const
{
    return readAs<std::vector<TargetCounts>>(readTargetCounts);
}

QueueDepth SqlStore::queueDepth() const
{
    return readAs<QueueDepth>(readQueueDepth);
}

std::optional<TimePoint> SqlStore::oldestDue() const
{
    return readAs<std::optional<TimePoint>>(readOldestDue);
}

} // namespace targetdesk
