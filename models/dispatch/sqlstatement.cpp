// SPDX-License-Identifier: MIT
#include "dispatch/sqlstatement.h"

namespace targetdesk {

SqlStatement::SqlStatement(SqlConnection &connection, const char *sql)
    : m_query(connection.prepared(sql))
{}

SqlStatement::~SqlStatement()
{
    m_query.finish();
}

SqlStatement &SqlStatement::bind(const std::string &text)
{
    m_query.bindText(m_place++, text);
    return *this;
}

SqlStatement &SqlStatement::bind(std::int64_t number)
{
    m_query.bindNumber(m_place++, number);
    return *this;
}

SqlStatement &SqlStatement::bind(TimePoint time)
{
    return bind(static_cast<std::int64_t>(time.time_since_epoch().count()));
}

SqlStatement &SqlStatement::bind(const std::optional<TimePoint> &time)
{
    return time ? bind(*time) : bindNull();
}

SqlStatement &SqlStatement::bindBlob(const std::string &bytes)
{
    m_query.bindBlob(m_place++, bytes);
    return *this;
}

SqlStatement &SqlStatement::bindBlob(const std::optional<std::string> &bytes)
{
    return bytes ? bindBlob(*bytes) : bindNull();
}

SqlStatement &SqlStatement::bindNull()
{
    m_query.bindNull(m_place++);
    return *this;
}

int SqlStatement::run()
{
    return m_query.run();
}

bool SqlStatement::next()
{
    return m_query.next();
}

std::string SqlStatement::text(int column) const
{
    return m_query.text(column);
}

std::int64_t SqlStatement::number(int column) const
{
    return m_query.number(column);
}

TimePoint SqlStatement::time(int column) const
{
    return TimePoint(std::chrono::milliseconds(number(column)));
}

std::optional<TimePoint> SqlStatement::optionalTime(int column) const
{
    if (isNull(column)) return std::nullopt;
    return time(column);
}

std::string SqlStatement::blob(int column) const
{
    return m_query.blob(column);
}

bool SqlStatement::isNull(int column) const
{
    return m_query.isNull(column);
}

} // namespace targetdesk
