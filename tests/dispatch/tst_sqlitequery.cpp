// SPDX-License-Identifier: MIT
// What is bound comes back as it was, and what SQLite refuses is told in the store's words.
#include "dispatch/sqliteconnection.h"
#include "dispatch/sqlstatement.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

using namespace targetdesk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSqliteQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void textsComeBack_data();
    void textsComeBack();
    void bytesComeBack();
    void numbersAndNothingComeBack();
    void rowsThatChangedAreCounted();
    void nothingOfARunIsLeftForTheNext();
    void theEndStaysTheEnd();
    void anUnfinishedReadLetsGo();
    void aLockedFileIsBusy();
    void aBrokenRuleIsTold();
    void checksAreForOtherHands();

private:
    std::unique_ptr<SqliteConnection> open() const
    {
        return std::make_unique<SqliteConnection>(m_folder->path().toStdString() + "/store.db", SqliteConnection::Mode::ReadWrite,
                                                  10ms);
    }
    int rows() const { return std::stoi(m_connection->value("SELECT COUNT(*) FROM t")); }
    int insert(std::int64_t key, const std::string &text)
    {
        return SqlStatement(*m_connection, "INSERT INTO t(k, v) VALUES(?, ?)").bind(key).bind(text).run();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqliteConnection> m_connection;
};

void TestSqliteQuery::init()
{
    m_connection.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_connection = open();
    m_connection->execute("CREATE TABLE t(k INTEGER PRIMARY KEY, v TEXT)");
}

void TestSqliteQuery::textsComeBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("kept");
    const auto same = [](const char *row, const QByteArray &text) { QTest::newRow(row) << text << text; };
    same("empty", "");
    same("plain", "p1");
    same("beyond ASCII", "Zoë 👋");
    same("NUL inside", QByteArray("a\0b", 3));
    same("quotes", "it's \"this\"");
    same("long", QByteArray(100'000, 'x'));
    QTest::newRow("no UTF-8") << QByteArray("a\xff"
                                            "b")
                              << QByteArray("a�b");
    QTest::newRow("cut off in a character") << QByteArray("a\xc3") << QByteArray("a�");
}

void TestSqliteQuery::textsComeBack()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, kept);
    insert(1, text.toStdString());
    SqlStatement select(*m_connection, "SELECT v, typeof(v) FROM t WHERE v=?");
    QVERIFY(select.bind(kept.toStdString()).next());
    QCOMPARE(QByteArray::fromStdString(select.text(0)), kept);
    QCOMPARE(select.text(1), "text");
    QVERIFY(!select.next());
}

void TestSqliteQuery::bytesComeBack()
{
    const std::string bytes("\xff\0\x01", 3);
    SqlStatement select(*m_connection, "SELECT ?, typeof(?1), ?, typeof(?2)");
    QVERIFY(select.bindBlob(bytes).bindBlob(std::string()).next());
    QCOMPARE(select.blob(0), bytes);
    QCOMPARE(select.text(1), "blob");
    QCOMPARE(select.blob(2), "");
    QCOMPARE(select.text(3), "blob");
}

void TestSqliteQuery::numbersAndNothingComeBack()
{
    SqlStatement select(*m_connection, "SELECT ?, ?, ?");
    QVERIFY(select.bind(std::numeric_limits<std::int64_t>::min()).bindNull().bind(TimePoint(1790000000123ms)).next());
    QCOMPARE(select.number(0), std::numeric_limits<std::int64_t>::min());
    QVERIFY(!select.isNull(0));
    QVERIFY(select.isNull(1));
    QCOMPARE(select.text(1), "");
    QCOMPARE(select.blob(1), "");
    QCOMPARE(select.number(1), 0);
    QVERIFY(!select.optionalTime(1));
    QCOMPARE(select.time(2), TimePoint(1790000000123ms));
}

void TestSqliteQuery::rowsThatChangedAreCounted()
{
    QCOMPARE(insert(1, "a"), 1);
    QCOMPARE(insert(2, "a"), 1);
    const auto update = [this](const std::string &text) {
        return SqlStatement(*m_connection, "UPDATE t SET v='b' WHERE v=?").bind(text).run();
    };
    QCOMPARE(update("a"), 2);
    QCOMPARE(update("a"), 0);
}

void TestSqliteQuery::nothingOfARunIsLeftForTheNext()
{
    const char *const sql = "SELECT ?";
    QVERIFY(SqlStatement(*m_connection, sql).bind(std::string("of before")).next());
    SqlStatement second(*m_connection, sql);
    QVERIFY(second.next());
    QVERIFY(second.isNull(0));
}

void TestSqliteQuery::theEndStaysTheEnd()
{
    SqlStatement insert(*m_connection, "INSERT INTO t(v) VALUES(?)");
    QVERIFY(!insert.bind(std::string("a")).next());
    QVERIFY(!insert.next());
    QCOMPARE(rows(), 1);
}

void TestSqliteQuery::anUnfinishedReadLetsGo()
{
    insert(1, "a");
    insert(2, "b");
    {
        SqlStatement select(*m_connection, "SELECT v FROM t");
        QVERIFY(select.next());
    }
    // With a row still being read, SQLite would refuse this.
    m_connection->execute("DROP TABLE t");
}

void TestSqliteQuery::aLockedFileIsBusy()
{
    const auto other = open();
    other->begin();
    try {
        m_connection->begin();
        QFAIL("two write at once");
    } catch (const StoreError &error) {
        QCOMPARE(error.kind(), StoreError::Kind::Busy);
        QVERIFY(QByteArray(error.what()).contains("store.db: another program holds the store's write lock"));
    }
    other->commit();
    m_connection->begin();
    insert(1, "a");
    m_connection->commit();
    QCOMPARE(rows(), 1);
}

void TestSqliteQuery::aBrokenRuleIsTold()
{
    insert(1, "a");
    try {
        insert(1, "b");
        QFAIL("one key twice");
    } catch (const StoreError &error) {
        QVERIFY(QByteArray(error.what()).contains("UNIQUE constraint failed: t.k"));
    }
    // The statement can be used again.
    QCOMPARE(insert(2, "b"), 1);
    QVERIFY_THROWS_EXCEPTION(StoreError, SqlStatement(*m_connection, "SELECT nothing FROM nowhere").next());
}

/// The program's own connections do not pay for them.
void TestSqliteQuery::checksAreForOtherHands()
{
    m_connection->execute("CREATE TABLE state(v TEXT CHECK(v IN ('a', 'b', 'c')))");
    m_connection->execute("INSERT INTO state VALUES('x')");
    const QString name = u"a person's"_s;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(m_folder->filePath(u"store.db"_s));
        QVERIFY(database.open());
        QSqlQuery insert(database);
        QVERIFY(insert.exec(u"INSERT INTO state VALUES('a')"_s));
        QVERIFY(!insert.exec(u"INSERT INTO state VALUES('x')"_s));
    }
    QSqlDatabase::removeDatabase(name);
}

QTEST_GUILESS_MAIN(TestSqliteQuery)
#include "tst_sqlitequery.moc"
