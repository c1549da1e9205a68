// SPDX-License-Identifier: MIT
#include "dispatch/postgrescare.h"

#include "dispatch/postgresconnection.h"
#include "dispatch/postgresschema.h"
#include "dispatch/sqlcheck.h"

namespace targetdesk {

StoreReport checkPostgresStore(const PostgresAddress &address)
{
    PostgresConnection connection(address, PostgresConnection::Use::Read, {});
    // Millions of rows take their time.
    connection.execute("SET statement_timeout=0");
    connection.begin();
    checkPostgresSchema(connection, address.text());
    StoreReport report;
    report.format = postgresFormat(connection);
    report.bytes = numberOf(connection, "SELECT SUM(pg_total_relation_size(CAST(name AS regclass))) FROM"
                                        " (VALUES ('event'), ('delivery'), ('attempt'), ('target_state'), ('notice')) t(name)");
    checkRows(connection, report);
    connection.commit();
    return report;
}

int postgresStoreFormat(const PostgresAddress &address)
{
    PostgresConnection connection(address, PostgresConnection::Use::Read, {});
    return postgresFormat(connection);
}

} // namespace targetdesk
