// SPDX-License-Identifier: MIT
#include "dispatch/postgresquery.h"

#include "dispatch/postgresconnection.h"

#include <QSqlError>
#include <QVariant>

namespace targetdesk {

PostgresQuery::PostgresQuery(const PostgresConnection &connection, const QSqlDatabase &database, const char *sql)
    : m_connection(connection)
    , m_query(database)
{
    // Not forward-only: the driver would lose the rows of one such query when the next one runs.
    if (!m_query.prepare(QString::fromUtf8(sql))) throw m_connection.failure(m_query.lastError());
}

void PostgresQuery::bindText(int place, const std::string &text)
{
    QString value = QString::fromStdString(text);
    value.replace(QChar(), QChar(0x2400));
    m_query.bindValue(place, value);
}

void PostgresQuery::bindNumber(int place, std::int64_t number)
{
    m_query.bindValue(place, QVariant::fromValue<qlonglong>(number));
}

void PostgresQuery::bindBlob(int place, const std::string &bytes)
{
    m_query.bindValue(place, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

void PostgresQuery::bindNull(int place)
{
    m_query.bindValue(place, QVariant());
}

void PostgresQuery::execute()
{
    if (!m_query.exec()) throw m_connection.failure(m_query.lastError());
}

int PostgresQuery::run()
{
    execute();
    return m_query.numRowsAffected();
}

bool PostgresQuery::next()
{
    if (!m_ran) {
        m_ran = true;
        execute();
    }
    if (m_query.next()) return true;
    if (m_query.lastError().isValid()) throw m_connection.failure(m_query.lastError());
    return false;
}

void PostgresQuery::finish() noexcept
{
    m_ran = false;
    m_query.finish();
}

std::string PostgresQuery::text(int column) const
{
    return m_query.value(column).toString().toStdString();
}

std::int64_t PostgresQuery::number(int column) const
{
    return m_query.value(column).toLongLong();
}

std::string PostgresQuery::blob(int column) const
{
    return m_query.value(column).toByteArray().toStdString();
}

bool PostgresQuery::isNull(int column) const
{
    return m_query.value(column).isNull();
}

} // namespace targetdesk
