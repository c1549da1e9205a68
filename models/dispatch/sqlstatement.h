// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/preparedquery.h"
#include "dispatch/sqlconnection.h"
#include "dispatch/timepoint.h"

#include <cstdint>
#include <optional>
#include <string>

namespace targetdesk {

/// One run of a prepared query; finishes it at the end of its life, for an unfinished one keeps the write lock.
class SqlStatement
{
public:
    SqlStatement(SqlConnection &connection, const char *sql);
    ~SqlStatement();
    SqlStatement(const SqlStatement &) = delete;
    SqlStatement &operator=(const SqlStatement &) = delete;

    SqlStatement &bind(const std::string &text);
    SqlStatement &bind(std::int64_t number);
    SqlStatement &bind(TimePoint time);
    SqlStatement &bind(const std::optional<TimePoint> &time);
    SqlStatement &bindBlob(const std::string &bytes);
    SqlStatement &bindBlob(const std::optional<std::string> &bytes);
    SqlStatement &bindNull();

    /// Runs it; returns the number of rows changed. Throws StoreError.
    int run();
    /// Runs it the first time; false at the end. Throws StoreError.
    bool next();

    std::string text(int column) const;
    std::int64_t number(int column) const;
    TimePoint time(int column) const;
    std::optional<TimePoint> optionalTime(int column) const;
    std::string blob(int column) const;
    bool isNull(int column) const;

private:
    PreparedQuery &m_query;
    int m_place = 0;
};

} // namespace targetdesk
