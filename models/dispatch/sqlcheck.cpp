// SPDX-License-Identifier: MIT
#include "dispatch/sqlcheck.h"

#include <array>

namespace targetdesk {

namespace {

/// As the number of rows that break it.
struct Rule
{
    const char *sql;
    const char *says;
};

constexpr std::array kRules = {
    Rule{"SELECT COUNT(*) FROM delivery WHERE CASE WHEN due_at IS NOT NULL THEN 1 ELSE 0 END"
         " + CASE WHEN settled_at IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN lease_until IS NOT NULL THEN 1 ELSE 0 END <> 1",
         "deliveries are not exactly one of queued, leased and over"},
    Rule{"SELECT COUNT(*) FROM delivery WHERE (state IN ('ready','waiting')) <> (due_at IS NOT NULL)",
         "deliveries have a state that their due time contradicts"},
    Rule{"SELECT COUNT(*) FROM delivery WHERE sending_at IS NOT NULL AND state<>'leased'",
         "deliveries are marked as on the wire and are not"},
};

} // namespace

std::int64_t numberOf(SqlConnection &connection, const char *sql)
{
    const std::string text = connection.value(sql);
    return text.empty() ? 0 : std::stoll(text);
}

void checkRows(SqlConnection &connection, StoreReport &report)
{
    report.events = numberOf(connection, "SELECT COUNT(*) FROM event");
    report.deliveries = numberOf(connection, "SELECT COUNT(*) FROM delivery");
    report.attempts = numberOf(connection, "SELECT COUNT(*) FROM attempt");
    for (const Rule &rule : kRules) {
        if (const std::int64_t count = numberOf(connection, rule.sql); count > 0)
            report.faults.push_back(std::to_string(count) + " " + rule.says);
    }
}

} // namespace targetdesk
