// SPDX-License-Identifier: MIT
#include "dispatch/sqlconnection.h"

#include "dispatch/preparedquery.h"

#include <QSqlError>
#include <QSqlQuery>

#include <atomic>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

QString nextConnectionName()
{
    static std::atomic<int> number{0};
    return u"targetdesk-store-"_s + QString::number(++number);
}

} // namespace

SqlConnection::SqlConnection(const QString &driver)
    : m_name(nextConnectionName())
    , m_database(QSqlDatabase::addDatabase(driver, m_name))
{}

SqlConnection::~SqlConnection()
{
    // What is prepared goes last: PostgreSQL's driver would ask the server, which may be gone, to forget each query.
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

void SqlConnection::forgetPrepared()
{
    m_prepared.clear();
}

void SqlConnection::execute(const char *sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(QString::fromUtf8(sql))) throw failure(query.lastError());
}

std::string SqlConnection::value(const char *sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(QString::fromUtf8(sql))) throw failure(query.lastError());
    return query.next() ? query.value(0).toString().toStdString() : std::string();
}

void SqlConnection::commit()
{
    execute("COMMIT");
}

void SqlConnection::rollback() noexcept
{
    // Fails when the database has rolled back already, which is just as well.
    QSqlQuery query(m_database);
    query.exec(u"ROLLBACK"_s);
}

PreparedQuery &SqlConnection::prepared(const char *sql)
{
    const auto found = m_prepared.find(sql);
    if (found != m_prepared.end()) return *found->second;
    return *m_prepared.emplace(sql, prepare(sql)).first->second;
}

} // namespace targetdesk
