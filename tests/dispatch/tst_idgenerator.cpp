// SPDX-License-Identifier: MIT
#include "dispatch/idgenerator.h"

#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <set>
#include <thread>

using namespace targetdesk;
using namespace std::chrono_literals;

class TestIdGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasItsForm();
    void sortsByTime();
    void staysInOrderWhenTheClockGoesBack();
    void isUniqueOverThreads();
};

void TestIdGenerator::hasItsForm()
{
    IdGenerator ids([] { return TimePoint(0ms); }, 1);
    const QRegularExpression form(QStringLiteral("^evt_0000000000[0-9a-hjkmnp-tv-z]{16}$"));
    const QString id = QString::fromStdString(ids.next("evt_"));
    QVERIFY2(form.match(id).hasMatch(), qPrintable(id));
}

void TestIdGenerator::sortsByTime()
{
    TimePoint now(1'772'420'400'000ms);
    IdGenerator ids([&now] { return now; });
    std::vector<std::string> made;
    for (int i = 0; i < 70'000; ++i) {
        // More than the counter holds in the first millisecond.
        if (i > 68'000) now += 1ms;
        made.push_back(ids.next("dlv_"));
    }
    QVERIFY(std::ranges::is_sorted(made));
    QCOMPARE(std::set<std::string>(made.begin(), made.end()).size(), made.size());
}

void TestIdGenerator::staysInOrderWhenTheClockGoesBack()
{
    TimePoint now(1'772'420'400'000ms);
    IdGenerator ids([&now] { return now; });
    const std::string before = ids.next("evt_");
    now -= 24h;
    QVERIFY(ids.next("evt_") > before);
}

void TestIdGenerator::isUniqueOverThreads()
{
    IdGenerator ids(systemNow);
    std::vector<std::vector<std::string>> made(4);
    std::vector<std::thread> threads;
    for (std::vector<std::string> &own : made) {
        threads.emplace_back([&ids, &own] {
            for (int i = 0; i < 2000; ++i)
                own.push_back(ids.next("evt_"));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    std::set<std::string> all;
    for (const std::vector<std::string> &own : made)
        all.insert(own.begin(), own.end());
    QCOMPARE(all.size(), std::size_t{8000});
}

QTEST_GUILESS_MAIN(TestIdGenerator)
#include "tst_idgenerator.moc"
