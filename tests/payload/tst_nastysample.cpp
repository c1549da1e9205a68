// SPDX-License-Identifier: MIT
#include "payload/clockgap.h"
#include "payload/nastysample.h"
#include "twig/php/datetime.h"
#include "workspace/json.h"
#include "workspace/jsonscanner.h"

#include <QtTest>

#include <set>

using namespace targetdesk;

class TestNastySample : public QObject
{
    Q_OBJECT

private:
    static std::string made(std::string_view context, const std::vector<std::string> &paths, Nastiness nastiness,
                            std::string_view displayZone = {})
    {
        std::string all;
        for (const NastySample &one : nastySamples(context, paths, displayZone))
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
        QCOMPARE(made(context, {"flag"}, Nastiness::OtherWay),
                 std::string("flag: {\"at\": \"2026-03-02T03:15:00Z\", \"on\": \"2026-03-02\", \"flag\": true}\n"));
    }

    void timesThatClocksSkip_data()
    {
        QTest::addColumn<std::string>("date");
        QTest::addColumn<std::string>("zone");
        QTest::addColumn<std::string>("skipped");
        const auto row = [](const char *name, const char *date, const char *zone, const char *skipped) {
            QTest::newRow(name) << std::string(date) << std::string(zone) << std::string(skipped);
        };
        row("south", "2026-05-31 13:59:59", "Australia/Melbourne", "2026-10-04 02:30:00");
        row("north", "2026-05-31 13:59:59", "Europe/Berlin", "2027-03-28 02:30:00");
        row("west", "2026-03-02T03:15:00", "America/New_York", "2026-03-08T02:30:00");
        row("half an hour", "2026-05-31 13:59", "Australia/Lord_Howe", "2026-10-04 02:15");
        row("at midnight", "2026-05-31 13:59:59.250", "America/Santiago", "2026-09-06 00:30:00.250");
        row("a day", "2011-10-31 13:59:59", "Pacific/Apia", "2011-12-30 12:00:00");
        row("a year without", "2010-10-31 13:59:59", "Africa/Cairo", "");
        row("right before", "2026-10-04 01:59:59", "Australia/Melbourne", "2026-10-04 02:30:00");
        row("right behind", "2026-10-04 03:00:00", "Australia/Melbourne", "2027-10-03 02:30:00");
        row("no daylight saving", "2026-05-31 13:59:59", "Australia/Brisbane", "");
        row("UTC", "2026-05-31 13:59:59", "UTC", "");
        row("an offset", "2026-05-31 13:59:59", "+10:00", "");
        row("no such zone", "2026-05-31 13:59:59", "Australia/Atlantis", "");
        row("no zone", "2026-05-31 13:59:59", "", "");
        row("an instant", "2026-03-02T03:15:00Z", "Australia/Melbourne", "");
        row("an instant by offset", "2026-03-02T03:15:00+11:00", "Australia/Melbourne", "");
        row("a day only", "2026-03-02", "Australia/Melbourne", "");
        row("nothing of a date", "0000-00-00 00:00:00", "Australia/Melbourne", "");
    }

    // PHP's clocks skip them too: it reads another time.
    void timesThatClocksSkip()
    {
        QFETCH(std::string, date);
        QFETCH(std::string, zone);
        QFETCH(std::string, skipped);
        const std::string got = skippedTimeAfter(date, zone).value_or("");
        QCOMPARE(got, skipped);
        if (got.empty()) return;
        namespace php = twig::php;
        const std::string read = php::DateTime::parse(got, php::Zone::parse(zone), {}).format("Y-m-d H:i");
        QVERIFY2(read.substr(0, 10) != got.substr(0, 10) || read.substr(11) != got.substr(11, 5), read.c_str());
    }

    // Beside the date, else beside what the date is in, else the target's.
    void theZoneIsTheRecords()
    {
        constexpr std::string_view context = R"({"joined_at": "2026-03-02 03:15:00", "reward": {"timezone": "Europe/Berlin",
            "expires_at": "2026-05-31 13:59:59", "lines": [{"at": "2026-05-31 13:59:59"}]}})";
        const std::vector<std::string> paths = {"joined_at", "reward.expires_at", "reward.lines[0].at"};
        const auto places = [&](std::string_view displayZone) {
            std::string all;
            for (const NastySample &one : nastySamples(context, paths, displayZone)) {
                if (one.nastiness != Nastiness::ClockGap) continue;
                const Json changed = Json::parse(one.text);
                all += one.path + " ";
                all += one.path == "joined_at"           ? changed["joined_at"].get<std::string>()
                       : one.path == "reward.expires_at" ? changed["reward"]["expires_at"].get<std::string>()
                                                         : changed["reward"]["lines"][0]["at"].get<std::string>();
                all += "\n";
            }
            return all;
        };
        const std::string ofTheReward = "reward.expires_at 2027-03-28 02:30:00\nreward.lines[0].at 2027-03-28 02:30:00\n";
        QCOMPARE(places({}), ofTheReward);
        QCOMPARE(places("Australia/Melbourne"), "joined_at 2026-10-04 02:30:00\n" + ofTheReward);
        QCOMPARE(places("Australia/Brisbane"), ofTheReward);
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
