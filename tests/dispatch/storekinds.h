// SPDX-License-Identifier: MIT
#pragma once

#include "postgresserver.h"

#include "dispatch/store.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace targetdesk {

/// Lets a test class run on each kind of store: initTestCase_data() calls addKinds(), init() calls next() for an empty store.
/// One PostgreSQL serves the whole class; a test that asks for no store costs no database.
class StoreKinds
{
public:
    static void addKinds()
    {
        QTest::addColumn<bool>("isPostgres");
        QTest::newRow("sqlite") << false;
        QTest::newRow("postgresql") << true;
    }

    /// A new, empty place. Returns why there is none, for QSKIP; else empty.
    std::string next(bool isPostgres)
    {
        m_folder.reset();
        m_spec.clear();
        m_isPostgres = isPostgres;
        if (!isPostgres) return {};
        if (!m_server) m_server.emplace();
        return m_server->why();
    }
    bool isPostgres() const { return m_isPostgres; }
    const std::string &spec()
    {
        if (!m_spec.empty()) return m_spec;
        if (m_isPostgres) return m_spec = m_server->newDatabase("test" + std::to_string(++m_count));
        m_folder = std::make_unique<QTemporaryDir>();
        return m_spec = "sqlite:" + m_folder->filePath(QStringLiteral("queue.db")).toStdString();
    }
    /// Where the bytes of the store are, the server's log among them.
    std::filesystem::path folder()
    {
        static_cast<void>(spec());
        return (m_isPostgres ? m_server->folder() : m_folder->path()).toStdString();
    }
    /// What psql says to this in the database of now; only of PostgreSQL.
    std::string sql(const std::string &statement) { return m_server->sql("test" + std::to_string(m_count), statement); }
    std::unique_ptr<Store> open(StoreMode mode = StoreMode::ReadWrite) { return openStore(spec(), mode); }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<PostgresServer> m_server;
    std::string m_spec;
    bool m_isPostgres = false;
    int m_count = 0;
};

} // namespace targetdesk
