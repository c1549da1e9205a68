// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlconnection.h"
#include "dispatch/storereport.h"

namespace targetdesk {

/// A number that a statement gives; 0 for none.
std::int64_t numberOf(SqlConnection &connection, const char *sql);
/// Counts the rows, and adds to the faults what breaks rules of ours that no database knows.
void checkRows(SqlConnection &connection, StoreReport &report);

} // namespace targetdesk
