// SPDX-License-Identifier: MIT
#include "payload/nastysample.h"
#include "workspace/jsonscanner.h"

#include <QtTest>

#include <set>

using namespace targetdesk;

class TestNastySample : public QObject
{
    Q_OBJECT

private:
    static std::string made(std::string_view context, const std::vector<std::string> &paths, Nastiness nastiness)
    {
        std::string all;
        for (const NastySample &one : nastySamples(context, paths))
            if (one.nastiness == nastiness) all += one.path + ": " + one.text + "\n";
        return all;
    }

private Q_SLOTS:
    void oneValueChangesAndNothingElse()
    {
        constexpr std::string_view context = R"({"id": 12345678901234567890, "first_name": "Ann", "last": 1.50})";
        QCOMPARE(made(context, {"first_name"}, Nastiness::Quote),
                 std::string("first_name: {\"id\": 12345678901234567890, \"first_name\": \"A\\\"nn\", \"last\": 1.50}\n"));
        QCOMPARE(made(context, {"first_name"}, Nastiness::Null),
                 std::string("first_name: {\"id\": 12345678901234567890, \"first_name\": null, \"last\": 1.50}\n"));
        QCOMPARE(made(context, {"last"}, Nastiness::Missing),
                 std::string("last: {\"id\": 12345678901234567890, \"first_name\": \"Ann\"}\n"));
        QCOMPARE(made(context, {"id"}, Nastiness::Missing), std::string("id: { \"first_name\": \"Ann\", \"last\": 1.50}\n"));
        QCOMPARE(made(context, {"last"}, Nastiness::Huge),
                 std::string("last: {\"id\": 12345678901234567890, \"first_name\": \"Ann\", \"last\": 9223372036854775808}\n"));
    }

    void whatPathsLeadThroughIsVariedToo()
    {
        constexpr std::string_view context = R"({"reward": {"items": [{"name": "x"}]}})";
        QCOMPARE(
            made(context, {"reward.items[0].name"}, Nastiness::Missing),
            std::string("reward: {}\nreward.items: {\"reward\": {}}\nreward.items[0].name: {\"reward\": {\"items\": [{}]}}\n"));
        QCOMPARE(made(context, {"reward.items[0].name"}, Nastiness::EmptyList),
                 std::string("reward.items: {\"reward\": {\"items\": []}}\n"));
        QCOMPARE(made(context, {"reward.items[0].name"}, Nastiness::TwoElements),
                 std::string("reward.items: {\"reward\": {\"items\": [{\"name\": \"x\"}, {\"name\": \"x\"}]}}\n"));
    }

    void datesStayDates()
    {
        constexpr std::string_view context = R"({"at": "2026-03-02T03:15:00Z", "on": "2026-03-02", "flag": false})";
        QVERIFY(made(context, {"at", "on"}, Nastiness::Quote).empty());
        QCOMPARE(made(context, {"on"}, Nastiness::LeapDay),
                 std::string("on: {\"at\": \"2026-03-02T03:15:00Z\", \"on\": \"2028-02-29\", \"flag\": false}\n"));
        QCOMPARE(made(context, {"at", "on"}, Nastiness::ClockGap),
                 std::string("at: {\"at\": \"2026-10-04T02:30:00\", \"on\": \"2026-03-02\", \"flag\": false}\n"));
        QCOMPARE(made(context, {"flag"}, Nastiness::OtherWay),
                 std::string("flag: {\"at\": \"2026-03-02T03:15:00Z\", \"on\": \"2026-03-02\", \"flag\": true}\n"));
    }

    void timeZonesStayTimeZones()
    {
        constexpr std::string_view context = R"({"zone": "Australia/Melbourne", "path": "a/b"})";
        QVERIFY(made(context, {"zone"}, Nastiness::Quote).empty());
        QVERIFY(!made(context, {"zone"}, Nastiness::Missing).empty());
        QVERIFY(!made(context, {"path"}, Nastiness::Quote).empty());
    }

    void everyOneIsJson()
    {
        constexpr std::string_view context = R"( {"a" : "größe", "b": [1, "x", [true]], "c": {"d": null} , "e": ""} )";
        const auto all = nastySamples(context, {"a", "b[0]", "b[1]", "b[2][0]", "c.d", "e", "absent"});
        QVERIFY(all.size() > 40);
        std::set<Nastiness> kinds;
        for (const NastySample &one : all) {
            QVERIFY2(!JsonScanner(one.text).scan(), one.text.c_str());
            QVERIFY(one.text != context);
            QVERIFY(!nameOf(one.nastiness).empty());
            kinds.insert(one.nastiness);
        }
        QVERIFY(kinds.size() >= 16);
        QVERIFY(nastySamples("{", {"a"}).empty());
    }
};

QTEST_GUILESS_MAIN(TestNastySample)
#include "tst_nastysample.moc"
