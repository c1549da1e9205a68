// SPDX-License-Identifier: MIT
#include "goldenrows.h"

#include "twig/php/datetime.h"

#include <QTest>

#include <thread>

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
std::string parsedAt(const Row &row, DateTime parse(std::string_view, const Zone &, Instant))
{
    const DateTime time = parse(row.text(0), Zone::parse(row.text(1)), {row.integer(2), 123456});
    return field(time.format("Y-m-d H:i:s e I ") + (time.instant().microseconds == 0 ? "whole" : "now"));
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
    void manyThreads();
};

void TestDates::golden()
{
    QCOMPARE(
        golden::run("datetime",
                    {
                        {"parse", [](const Row &r) { return show(DateTime::parse(r.text(0), Zone::parse(r.text(1)), Now)); }},
                        {"parseAt", [](const Row &r) { return parsedAt(r, DateTime::parse); }},
                        {"parseInDefaultAt", [](const Row &r) { return parsedAt(r, DateTime::parseInDefault); }},
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

void TestDates::manyThreads()
{
    // Zones are read and the grammar is built when first used: from several threads at once here, whichever comes first.
    std::vector<std::string> answers(8);
    std::vector<std::thread> threads;
    for (std::string &answer : answers) {
        threads.emplace_back([&answer] {
            for (const char *zone : {"Europe/Lisbon", "america/lima", "Asia/Tokyo", "Nowhere/There"}) {
                const auto found = Zone::find(zone);
                answer +=
                    found ? DateTime::parse("last day of february 2024 13:05", *found, Now).format("c e;") : std::string("none;");
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    const std::string expected = "2024-02-29T13:05:00+00:00 Europe/Lisbon;2024-02-29T13:05:00-05:00 america/lima;"
                                 "2024-02-29T13:05:00+09:00 Asia/Tokyo;none;";
    for (const std::string &answer : answers)
        QCOMPARE(answer, expected);
}

QTEST_APPLESS_MAIN(TestDates)
#include "tst_dates.moc"
