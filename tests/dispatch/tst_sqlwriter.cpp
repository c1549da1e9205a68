// SPDX-License-Identifier: MIT
// Who shares a commit with whom, and who goes first.
#include "dispatch/sqliteconnection.h"
#include "dispatch/sqlwriter.h"

#include <QTemporaryDir>
#include <QtTest>

#include <future>
#include <mutex>
#include <string>
#include <vector>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

/// A writer whose first job waits, so that others gather behind it.
class HeldWriter
{
public:
    explicit HeldWriter(int groupSize)
    {
        SqlWriterOptions options{.groupSize = groupSize};
        options.started = [this] { note("begin"); };
        m_writer = std::make_unique<SqlWriter>(
            [file = m_folder.path().toStdString() + "/store.db"] {
                return std::make_unique<SqliteConnection>(file, SqliteConnection::Mode::ReadWrite, 10ms);
            },
            options);
        submit("first", 0, [this](SqlConnection &) {
            m_isHeld.set_value();
            m_goOn.get_future().wait();
        });
        m_isHeld.get_future().wait();
    }

    void submit(
        const std::string &name, int weight, std::function<void(SqlConnection &)> work = [](SqlConnection &) {})
    {
        SqlWriter::Job job;
        job.work = [this, name, work = std::move(work)](SqlConnection &connection) {
            note(name);
            work(connection);
        };
        job.done = [](const std::exception_ptr &) {};
        job.weight = weight;
        m_writer->submit(std::move(job));
    }

    /// What happened, in its order.
    std::vector<std::string> letGo()
    {
        m_goOn.set_value();
        m_writer.reset();
        return m_notes;
    }

private:
    void note(const std::string &what)
    {
        const std::lock_guard lock(m_mutex);
        m_notes.push_back(what);
    }

    QTemporaryDir m_folder;
    std::promise<void> m_isHeld;
    std::promise<void> m_goOn;
    std::mutex m_mutex;
    std::vector<std::string> m_notes;
    std::unique_ptr<SqlWriter> m_writer;
};

using Notes = std::vector<std::string>;

} // namespace

class TestSqlWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsShareCommitsUpToTheGroupsSize();
    void moreThanAGroupIsTakenAlone();
    void aFloodOfEventsStopsNoDelivery();
};

void TestSqlWriter::eventsShareCommitsUpToTheGroupsSize()
{
    HeldWriter writer(3);
    for (const char *name : {"a", "b", "c", "d"})
        writer.submit(name, 1);
    QCOMPARE(writer.letGo(), (Notes{"begin", "first", "begin", "a", "b", "c", "begin", "d"}));
}

void TestSqlWriter::moreThanAGroupIsTakenAlone()
{
    HeldWriter writer(3);
    writer.submit("a", 1);
    writer.submit("large", 10);
    writer.submit("b", 1);
    QCOMPARE(writer.letGo(), (Notes{"begin", "first", "begin", "a", "begin", "large", "begin", "b"}));
}

void TestSqlWriter::aFloodOfEventsStopsNoDelivery()
{
    HeldWriter writer(3);
    writer.submit("a", 3);
    writer.submit("b", 3);
    writer.submit("claim", 0);
    writer.submit("settle", 0);
    // In the very next commit, in their order, and the events lose no commit of theirs.
    QCOMPARE(writer.letGo(), (Notes{"begin", "first", "begin", "claim", "settle", "a", "begin", "b"}));
}

QTEST_GUILESS_MAIN(TestSqlWriter)
#include "tst_sqlwriter.moc"
