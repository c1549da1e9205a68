// SPDX-License-Identifier: MIT
#include "goldenrows.h"

#include "twig/php/datetime.h"

#include <QTest>

using namespace twig::php;
using golden::field;
using golden::Row;

namespace {

// Nothing that is tested hangs on the current time.
constexpr Instant Now{1764072000, 0};

std::string show(const DateTime &time)
{
    return field(time.format("Y-m-d H:i:s.u e P I"));
}
DateTime at(const Row &row)
{
    return DateTime({row.integer(0), 0}, Zone::parse(row.text(1)));
}
std::string zoneName(const std::string &name)
{
    const Zone zone = Zone::parse(name);
    return field(zone.name() + ' ' + std::to_string(static_cast<int>(zone.kind())));
}

} // namespace

class TestDates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden();
};

void TestDates::golden()
{
    QCOMPARE(
        golden::run("datetime",
                    {
                        {"parse", [](const Row &r) { return show(DateTime::parse(r.text(0), Zone::parse(r.text(1)), Now)); }},
                        {"modify",
                         [](const Row &r) {
                             return show(DateTime::parse(r.text(0), Zone::parse(r.text(1)), Now).modified(r.text(2), Now));
                         }},
                        {"modifyAt", [](const Row &r) { return show(at(r).modified(r.text(2), Now)); }},
                        {"zone", [](const Row &r) { return field(at(r).format("Y-m-d H:i:s T P p I Z")); }},
                        {"zoneName", [](const Row &r) { return zoneName(r.text(0)); }},
                        {"format", [](const Row &r) { return field(at(r).format(r.text(2))); }},
                    }),
        0);
}

QTEST_APPLESS_MAIN(TestDates)
#include "tst_dates.moc"
