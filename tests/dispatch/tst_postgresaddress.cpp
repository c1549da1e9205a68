// SPDX-License-Identifier: MIT
#include "dispatch/postgresaddress.h"
#include "dispatch/storeerror.h"

#include <QtTest>

using namespace targetdesk;

class TestPostgresAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void optionsAreQuoted();
};

void TestPostgresAddress::reads_data()
{
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("parts"); ///< user|host|port|database
    QTest::newRow("all") << "postgresql://me@db.example.com:6000/queue"
                         << "me|db.example.com|6000|queue";
    QTest::newRow("little") << "postgres://db.example.com"
                            << "|db.example.com|-1|";
    QTest::newRow("socket") << "postgresql:///queue?host=/run/postgresql&user=me"
                            << "me|/run/postgresql|-1|queue";
    QTest::newRow("escapes") << "postgresql://a%40b@[::1]:5432/my%20queue"
                             << "a@b|::1|5432|my queue";
    QTest::newRow("several") << "postgresql:///queue?host=one,two&port=5433"
                             << "|one,two|5433|queue";
}

void TestPostgresAddress::reads()
{
    QFETCH(QString, spec);
    QFETCH(QString, parts);
    QVERIFY(PostgresAddress::matches(spec.toStdString()));
    const auto partsOf = [](const PostgresAddress &address) {
        return QString::fromStdString(address.user + "|" + address.host + "|" + std::to_string(address.port) + "|" +
                                      address.database);
    };
    const PostgresAddress address = PostgresAddress::parse(spec.toStdString());
    QCOMPARE(partsOf(address), parts);
    QCOMPARE(partsOf(PostgresAddress::parse(address.text())), parts);
}

void TestPostgresAddress::refuses_data()
{
    QTest::addColumn<QString>("spec");
    QTest::newRow("password") << "postgresql://me:hush-hush@db.example.com/queue";
    QTest::newRow("password as option") << "postgresql://me@db.example.com/queue?password=hush-hush";
    QTest::newRow("no slashes") << "postgresql:queue";
    QTest::newRow("unknown option") << "postgresql://db.example.com/queue?hush-hush=1";
    QTest::newRow("semicolon") << "postgresql://db.example.com/queue?sslmode=a%3Bhush-hush";
    QTest::newRow("port") << "postgresql://db.example.com:99999/hush-hush";
    QTest::newRow("bad escape") << "postgresql://me:hush-hush%zz@db.example.com/queue";
}

void TestPostgresAddress::refuses()
{
    QFETCH(QString, spec);
    try {
        PostgresAddress::parse(spec.toStdString());
        QFAIL("it was taken");
    } catch (const StoreError &error) {
        const std::string text = error.what();
        QVERIFY(text.find(" – ") != std::string::npos);
        // An unknown option's name is told, its value and everything else is not.
        if (QString::fromUtf8(QTest::currentDataTag()) != QStringLiteral("unknown option"))
            QVERIFY2(text.find("hush-hush") == std::string::npos, text.c_str());
    }
}

void TestPostgresAddress::optionsAreQuoted()
{
    const PostgresAddress address =
        PostgresAddress::parse("postgresql://db.example.com/queue?options=-csearch_path%3Dit's&connect_timeout=9");
    const std::string options = address.connectOptions();
    QVERIFY(options.find(R"(options='-csearch_path=it\'s')") != std::string::npos);
    QVERIFY(options.find("connect_timeout='9'") != std::string::npos);
    QCOMPARE(PostgresAddress::parse(address.text()).options, address.options);
}

QTEST_GUILESS_MAIN(TestPostgresAddress)
#include "tst_postgresaddress.moc"
