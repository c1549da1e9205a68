// SPDX-License-Identifier: MIT
#pragma once

#include "postgresserver.h"
#include "storefixture.h"

#include "dispatch/postgresstore.h"

#include <QtTest>

#include <memory>
#include <string>

namespace targetdesk {

/// What tests of the PostgreSQL store share: one server for the class, and an empty database for each test. A test's init() calls
/// nextDatabase().
class PostgresTest : public QObject
{
protected:
    /// Skips the test where there is no server.
    void nextDatabase()
    {
        if (!m_server.why().empty()) QSKIP(m_server.why().c_str());
        m_spec = m_server.newDatabase("test" + std::to_string(++m_count));
    }
    /// What psql says to this in the test's database.
    std::string sql(const std::string &statement) { return m_server.sql("test" + std::to_string(m_count), statement); }
    std::unique_ptr<PostgresStore> open(StoreMode mode = StoreMode::ReadWrite) const
    {
        PostgresStore::Options options;
        options.mode = mode;
        return std::make_unique<PostgresStore>(PostgresAddress::parse(m_spec), options);
    }
    static std::vector<NewEvent> manyEvents(int count, const std::vector<std::string> &targets)
    {
        std::vector<NewEvent> events;
        for (int i = 0; i < count; ++i)
            events.push_back(storefixture::newEvent(std::to_string(i), targets));
        return events;
    }

    PostgresServer m_server;
    std::string m_spec; ///< of the test's database, for --store
    int m_count = 0;
};

} // namespace targetdesk
