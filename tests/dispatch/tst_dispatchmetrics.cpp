// SPDX-License-Identifier: MIT
#include "dispatch/dispatchmetrics.h"

#include <QtTest>

using namespace targetdesk;
using namespace std::chrono_literals;

class TestDispatchMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShutDoorIsForgotten();
    void theQueuesTroubleIsNot();

private:
    static bool isUp(const DispatchMetrics &metrics, TimePoint now)
    {
        const std::string text = metrics.text({}, std::nullopt, now);
        return text.find("store_up 1") != std::string::npos && text.find("store_up 0") == std::string::npos;
    }
    static constexpr TimePoint kNow{1'790'000'000'000ms};
};

/// Or who asks /healthz before each event would stay away for good.
void TestDispatchMetrics::aShutDoorIsForgotten()
{
    DispatchMetrics metrics;
    QVERIFY(isUp(metrics, kNow));
    metrics.setDoorTrouble("the disk is full", kNow);
    for (const std::chrono::seconds later : {0s, 29s}) {
        QCOMPARE(metrics.trouble(kNow + later), std::string("the disk is full"));
        QVERIFY(!isUp(metrics, kNow + later));
    }
    QCOMPARE(metrics.trouble(kNow + 30s), std::string());
    QVERIFY(isUp(metrics, kNow + 30s));
    QCOMPARE(metrics.trouble(kNow - 1h), std::string()); // the clock was set

    metrics.setDoorTrouble("the disk is full", kNow + 40s);
    QVERIFY(!isUp(metrics, kNow + 40s));
    metrics.setDoorTrouble({}, kNow + 41s);
    QVERIFY(isUp(metrics, kNow + 41s));
}

void TestDispatchMetrics::theQueuesTroubleIsNot()
{
    DispatchMetrics metrics;
    metrics.setTrouble("the server is gone");
    metrics.setDoorTrouble("the disk is full", kNow);
    QCOMPARE(metrics.trouble(kNow), std::string("the server is gone"));
    QCOMPARE(metrics.trouble(kNow + 1h), std::string("the server is gone"));
    metrics.setTrouble({});
    QCOMPARE(metrics.trouble(kNow + 1h), std::string());
}

QTEST_GUILESS_MAIN(TestDispatchMetrics)
#include "tst_dispatchmetrics.moc"
