// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/postgresaddress.h"
#include "dispatch/storereport.h"

namespace targetdesk {

/// The rules of our own tables, beside running dispatchers if need be; PostgreSQL's pages are for its own pg_amcheck. Throws
/// StoreError when there is no store.
StoreReport checkPostgresStore(const PostgresAddress &address);
/// The format of its tables; 0: there are none yet. Throws StoreError.
int postgresStoreFormat(const PostgresAddress &address);

} // namespace targetdesk
