// SPDX-License-Identifier: MIT
#pragma once

#include "postgresserver.h"

#include "dispatch/store.h"

#include <QTemporaryDir>
#include <QtTest>

#include <memory>
#include <optional>
#include <string>

namespace targetdesk {

/// Lets a test class run on each kind of store: initTestCase_data() calls addKinds(), init() calls next() for an empty store.
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
        m_folder = std::make_unique<QTemporaryDir>();
        m_spec = "sqlite:" + m_folder->filePath(QStringLiteral("queue.db")).toStdString();
        if (!isPostgres) return {};
        if (!m_server) m_server.emplace();
        if (!m_server->why().empty()) return m_server->why();
        m_spec = m_server->newDatabase("test" + std::to_string(++m_count));
        return {};
    }
    const std::string &spec() const { return m_spec; }
    std::unique_ptr<Store> open(StoreMode mode = StoreMode::ReadWrite) const { return openStore(m_spec, mode); }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<PostgresServer> m_server;
    std::string m_spec;
    int m_count = 0;
};

} // namespace targetdesk
