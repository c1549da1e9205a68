// SPDX-License-Identifier: MIT
#include "dispatch/sqlstatement.h"

#include <QSqlError>
#include <QVariant>

namespace targetdesk {

SqlStatement::SqlStatement(SqlConnection &connection, const char *sql)
    : m_connection(connection)
    , m_query(connection.prepared(sql))
{}

SqlStatement::~SqlStatement()
{
    m_query.finish();
}

SqlStatement &SqlStatement::bind(const std::string &text)
{
    QString value = QString::fromStdString(text);
    if (m_connection.dialect() == SqlDialect::PostgreSql) value.replace(QChar(), QChar(0x2400));
    m_query.bindValue(m_position++, value);
    return *this;
}

SqlStatement &SqlStatement::bind(std::int64_t number)
{
    m_query.bindValue(m_position++, QVariant::fromValue<qlonglong>(number));
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
    m_query.bindValue(m_position++, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return *this;
}

SqlStatement &SqlStatement::bindBlob(const std::optional<std::string> &bytes)
{
    return bytes ? bindBlob(*bytes) : bindNull();
}

SqlStatement &SqlStatement::bindNull()
{
    m_query.bindValue(m_position++, QVariant());
    return *this;
}

int SqlStatement::run()
{
    if (!m_query.exec()) throw m_connection.failure(m_query.lastError());
    return m_query.numRowsAffected();
}

bool SqlStatement::next()
{
    if (!m_ran) {
        m_ran = true;
        if (!m_query.exec()) throw m_connection.failure(m_query.lastError());
    }
    if (m_query.next()) return true;
    if (m_query.lastError().isValid()) throw m_connection.failure(m_query.lastError());
    return false;
}

std::string SqlStatement::text(int column) const
{
    return m_query.value(column).toString().toStdString();
}

std::int64_t SqlStatement::number(int column) const
{
    return m_query.value(column).toLongLong();
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
    return m_query.value(column).toByteArray().toStdString();
}

bool SqlStatement::isNull(int column) const
{
    return m_query.value(column).isNull();
}

} // namespace targetdesk
