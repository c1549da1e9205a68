// SPDX-License-Identifier: MIT
// Golden folders: before.json, after.json and the changes, one a line, in expected.txt.
#include "payload/jsondiff.h"
#include "payload/jsonnumber.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestJsonDiff : public QObject
{
    Q_OBJECT

private:
    static QByteArray read(const QString &file)
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

private Q_SLOTS:
    void golden_data()
    {
        QTest::addColumn<QString>("folder");
        const QDir folder(QStringLiteral(TESTS_DIR "/golden/jsondiff"));
        for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }

    void golden()
    {
        QFETCH(QString, folder);
        const QByteArray before = read(folder + u"/before.json"_s);
        const QByteArray after = read(folder + u"/after.json"_s);
        QVERIFY(!before.isEmpty() && !after.isEmpty());
        std::string found;
        for (const JsonChange &change : jsonChanges(before.toStdString(), after.toStdString()))
            found += describe(change) + "\n";
        QCOMPARE(QByteArray::fromStdString(found), read(folder + u"/expected.txt"_s));
    }

    void numbersAreComparedExactly()
    {
        for (const char *same : {"20", "20.0", "2e1", "2E+1", "200e-1", "0.2e2"})
            QCOMPARE(canonicalNumber(same), std::string("2e1"));
        for (const char *zero : {"0", "-0", "0.000", "0e99"})
            QCOMPARE(canonicalNumber(zero), std::string("0"));
        QVERIFY(canonicalNumber("12345678901234567890") != canonicalNumber("12345678901234567891"));
        QVERIFY(canonicalNumber("1e99999999999999999999") != canonicalNumber("1e99999999999999999998"));
    }

    void longListsEndSoon()
    {
        std::string before = "[0";
        std::string after = "[9";
        for (int i = 1; i < 20000; ++i) {
            before += "," + std::to_string(i);
            after += "," + std::to_string(i + 1);
        }
        QVERIFY(!jsonChanges(before + "]", after + "]").empty());
    }
};

QTEST_GUILESS_MAIN(TestJsonDiff)
#include "tst_jsondiff.moc"
