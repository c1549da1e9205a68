// SPDX-License-Identifier: MIT
#include "schedules.h"

#include <QFile>
#include <QtTest>

using namespace targetdesk;

/// When something is due, and what it is about: reckoned as PHP does.
class TestScheduleTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reckonsAsPhpDoes_data();
    void reckonsAsPhpDoes();
    void faultsAreKnownBeforeTheFirstEvent();
    void numbersAndTextsAreOneKey_data();
    void numbersAndTextsAreOneKey();
};

void TestScheduleTime::reckonsAsPhpDoes_data()
{
    QTest::addColumn<QByteArray>("line");
    QFile file(QStringLiteral(TESTS_DIR "/dispatch/schedules/times.jsonl"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int count = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        QTest::newRow(Json::parse(line.toStdString()).at("name").get<std::string>().c_str()) << line;
        ++count;
    }
    QVERIFY(count >= 28);
}

void TestScheduleTime::reckonsAsPhpDoes()
{
    QFETCH(QByteArray, line);
    const Json row = Json::parse(line.toStdString());
    const ScheduledTime time =
        scheduledTime(scheduleOf(row.at("schedule")), row.at("context"), timeOf(row.at("occurred_at").get<std::string>()));
    QCOMPARE(time.at ? isoText(*time.at) : std::string(), row.value("at", std::string()));
    QCOMPARE(QString::fromStdString(time.why), QString::fromStdString(row.value("why", std::string())));
    QCOMPARE(time.isProblem, row.value("problem", false));
}

void TestScheduleTime::faultsAreKnownBeforeTheFirstEvent()
{
    QCOMPARE(scheduleFault(scheduleOf({{"date", "a.b"}, {"modify", "-14 days 09:00"}, {"timezone", "a.timezone"}})),
             std::string());
    QCOMPARE(scheduleFault(scheduleOf({{"date", "a.b"}, {"timezone", "Asia/Tokyo"}})), std::string());
    const std::string zone = scheduleFault(scheduleOf({{"date", "a.b"}, {"timezone", "Asia/Tokio"}}));
    QVERIFY2(zone.find("'Asia/Tokio' is no time zone") != std::string::npos, zone.c_str());
    const std::string words = scheduleFault(scheduleOf({{"modify", "in two weeks"}}));
    QVERIFY2(words.find("Failed to parse time string (in two weeks)") != std::string::npos, words.c_str());
}

void TestScheduleTime::numbersAndTextsAreOneKey_data()
{
    QTest::addColumn<QByteArray>("issued");
    QTest::addColumn<QByteArray>("redeemed");
    QTest::addColumn<bool>("isSame");
    const auto row = [](const QByteArray &issued, const QByteArray &redeemed, bool isSame) {
        QTest::addRow("%.20s %.20s %d", issued.constData(), redeemed.constData(), isSame) << issued << redeemed << isSame;
    };
    row("6", R"("6")", true);
    row(R"("6")", "6", true);
    row("1", "1.0", true);
    row("1.0", R"("1")", true);
    row("-0.0", "0", true);
    row(R"("-5")", "-5", true);
    row("9007199254740991", R"("9007199254740991")", true);
    row("6", R"("06")", false);
    row("6", R"("6.0")", false);
    row("6", R"("+6")", false);
    row("6", "6.5", false);
    row(R"("")", R"("0")", false);
    row(R"("r-6")", R"("r-6")", true);
    row("true", "1", false);
    const QByteArray longText = '"' + QByteArray(8'000, 'r');
    row(longText + '"', longText + '"', true);
    row(longText + '"', longText + "s\"", false);
}

void TestScheduleTime::numbersAndTextsAreOneKey()
{
    QFETCH(QByteArray, issued);
    QFETCH(QByteArray, redeemed);
    QFETCH(bool, isSame);
    const ReactionSchedule schedule = scheduleOf({{"date", "at"}, {"key", "id"}});
    const auto keyOf = [&](const QByteArray &id) {
        Json context = Json::object();
        context["id"] = Json::parse(id.toStdString());
        return scheduleKey("r.json", schedule, context);
    };
    QCOMPARE(keyOf(issued) == keyOf(redeemed), isSame);
    // PostgreSQL's index takes 2,704 bytes.
    const auto isShort = [&](const QByteArray &id) { return keyOf(id).size() < 300; };
    QVERIFY(isShort(issued) && isShort(redeemed));
    // As it always was, but for what is the same now.
    if (issued == R"("r-6")") QCOMPARE(keyOf(issued), std::string("r.json\n\"r-6\""));
}

QTEST_GUILESS_MAIN(TestScheduleTime)
#include "tst_scheduletime.moc"
