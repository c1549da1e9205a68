// SPDX-License-Identifier: MIT
#include "goldenrows.h"

#include "twig/php/datetime.h"

#include <QTest>

using namespace twig::php;
using golden::field;
using golden::Row;

namespace {

std::string show(const DateInterval &interval)
{
    return field(interval.format("%R %y %m %d %h %i %s %f %a"));
}
DateTime at(const Row &row, std::size_t instant, std::size_t zone)
{
    return DateTime({row.integer(instant), 0}, Zone::parse(row.text(zone)));
}

} // namespace

class TestIntervals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden();
};

void TestIntervals::golden()
{
    QCOMPARE(golden::run(
                 "interval",
                 {
                     {"spec", [](const Row &r) { return show(DateInterval::parse(r.text(0))); }},
                     {"formatSpec", [](const Row &r) { return field(DateInterval::parse(r.text(0)).format(r.text(1))); }},
                     {"formatDiff", [](const Row &r) { return field(at(r, 0, 2).diff(at(r, 1, 2)).format(r.text(3))); }},
                     {"diff", [](const Row &r) { return show(at(r, 0, 1).diff(at(r, 2, 3))); }},
                     {"add", [](const Row &r) { return field(at(r, 0, 1).plus(DateInterval::parse(r.text(2))).format("c")); }},
                     {"sub", [](const Row &r) { return field(at(r, 0, 1).minus(DateInterval::parse(r.text(2))).format("c")); }},
                 }),
             0);
}

QTEST_APPLESS_MAIN(TestIntervals)
#include "tst_intervals.moc"
