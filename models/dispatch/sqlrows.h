// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlstatement.h"
#include "dispatch/store.h"

namespace targetdesk {

/// The values of a row, in the order of the columns that stand beside them.
#define TARGETDESK_NEW_EVENT "id, source, idem_key, name, context, occurred_at, received_at"
void bindEvent(SqlStatement &statement, const Event &event);

#define TARGETDESK_NEW_DELIVERY                                                                                                  \
    "id, event_seq, target, reaction, state, due_at, settled_at, order_key, schedule_key, error_class, reason, created_at,"      \
    " changed_at, template"
void bindDelivery(SqlStatement &statement, std::int64_t eventSeq, const NewDelivery &delivery, TimePoint now);

/// What `redacted` becomes with the settlement's body; null: what it was.
void bindRedacted(SqlStatement &statement, const Settlement &settlement);

#define TARGETDESK_NEW_ATTEMPT                                                                                                   \
    "delivery_seq, number, started_at, dns_us, connect_us, tls_us, first_byte_us, total_us, status, error_class, error,"         \
    " remote_address, reused, headers, body"
void bindAttempt(SqlStatement &statement, std::int64_t deliverySeq, const AttemptRecord &attempt);

/// A late answer replaces what recover() wrote about the same try.
#define TARGETDESK_ATTEMPT_AGAIN                                                                                                 \
    " ON CONFLICT(delivery_seq, number) DO UPDATE SET started_at=excluded.started_at, dns_us=excluded.dns_us,"                   \
    " connect_us=excluded.connect_us, tls_us=excluded.tls_us, first_byte_us=excluded.first_byte_us,"                             \
    " total_us=excluded.total_us, status=excluded.status, error_class=excluded.error_class, error=excluded.error,"               \
    " remote_address=excluded.remote_address, reused=excluded.reused, headers=excluded.headers, body=excluded.body"

} // namespace targetdesk
