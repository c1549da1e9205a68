// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/preparedquery.h"

#include <QSqlQuery>

namespace targetdesk {

class PostgresConnection;

/// A query on a PostgreSQL connection, by Qt Sql. A NUL, which PostgreSQL's texts cannot hold, is stored as U+2400, its picture.
class PostgresQuery : public PreparedQuery
{
public:
    /// The connection must live longer.
    PostgresQuery(const PostgresConnection &connection, const QSqlDatabase &database, const char *sql);

    void bindText(int place, const std::string &text) override;
    void bindNumber(int place, std::int64_t number) override;
    void bindBlob(int place, const std::string &bytes) override;
    void bindNull(int place) override;
    int run() override;
    bool next() override;
    void finish() noexcept override;
    std::string text(int column) const override;
    std::int64_t number(int column) const override;
    std::string blob(int column) const override;
    bool isNull(int column) const override;

private:
    void execute();

    const PostgresConnection &m_connection;
    QSqlQuery m_query;
    bool m_ran = false;
};

} // namespace targetdesk
