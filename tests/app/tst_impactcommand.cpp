// SPDX-License-Identifier: MIT
// `targetdeskctl impact` on a store with deliveries.
#include "../dispatch/ctlprocess.h"
#include "../dispatch/testdelivery.h"
#include "../dispatch/testworkspace.h"

#include <QtTest>

#include <fstream>

using namespace targetdesk;

namespace {

struct Outcome
{
    int exitCode = -1;
    std::string out;
    std::string err;
};

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestImpactCommand : public QObject
{
    Q_OBJECT

private:
    TestWorkspace m_folder;

    Outcome impact(std::vector<std::string> more = {}, const std::string &target = "shop") const
    {
        std::vector<std::string> arguments = {"impact",
                                              "--workspace",
                                              m_folder.path("workspace").string(),
                                              "--store",
                                              "sqlite:" + m_folder.path("queue.db").string(),
                                              "--target",
                                              target};
        arguments.insert(arguments.end(), more.begin(), more.end());
        CtlProcess process(arguments);
        Outcome outcome;
        outcome.exitCode = process.wait();
        outcome.out = process.output();
        outcome.err = process.errors();
        return outcome;
    }

    std::string edited(const std::string &source) const
    {
        const std::filesystem::path file = m_folder.path("edited.json.twig");
        std::ofstream(file) << source;
        return file.string();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder.add("shop", "http://127.0.0.1:1/x", R"({"amount": {{ amount }}, "year": {{ "now"|date("Y") }}})");
        m_folder.add("quiet", "http://127.0.0.1:1/x", "{}");
        const std::unique_ptr<Store> store = openStore("sqlite:" + m_folder.path("queue.db").string());
        const TimePoint now{std::chrono::milliseconds(1'772'420'400'000)}; // in 2026
        deliver(*store, {"1", "shop", R"({"amount": 25})", R"({"year": 2026, "amount": 25.0})"}, now);
        deliver(*store, {"2", "shop", R"({"amount": 30})", R"({"amount": 30, "year": 2026})"}, now);
        deliver(*store, {"3", "shop", R"({"amount": 31})", "{}", DeliveryState::Refused}, now);
    }

    void whatIsRenderedAsItWasSentIsGood()
    {
        const Outcome outcome = impact({"--exact"});
        QVERIFY2(outcome.exitCode == 0, (outcome.out + outcome.err).c_str());
        QCOMPARE(outcome.out, "shop: 0 of the last 2 deliveries would be different, 0 would no longer go out\n");
        QCOMPARE(outcome.err, "");
    }

    void anEditIsComparedFieldByField()
    {
        const std::string file = edited(R"({"amount": "{{ amount }}", "year": {{ "now"|date("Y") }}})");
        const Outcome outcome = impact({"--template", file});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY2(contains(outcome.out, "shop: 2 of the last 2 deliveries would be different, 0 would"), outcome.out.c_str());
        QVERIFY2(contains(outcome.out, "\namount  2 of 2      30   \"30\"      dlv_2\n"), outcome.out.c_str());
        QCOMPARE(impact({"--template", file, "--exact"}).exitCode, 1);
        QVERIFY(contains(impact({"--template", file, "--limit", "1"}).out, "1 of the last 1"));
    }

    void whatWouldNotGoOutFails()
    {
        const std::string file = edited("{\"amount\": {{ amount > 25 ? 'x' : amount }},\n \"year\": 2026}");
        const Outcome outcome = impact({"--template", file});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(contains(outcome.out, "1 would no longer go out"), outcome.out.c_str());
        QVERIFY2(contains(outcome.out, "\nno longer: dlv_2\n" + file + ":1:"), outcome.out.c_str());
        const Json json = Json::parse(impact({"--template", file, "--json"}).out);
        QCOMPARE(json["looked"], 2);
        QCOMPARE(json["changed"], 1);
        QCOMPARE(json["broken"], Json::array({"dlv_2"}));
        QCOMPARE(json["problem"]["file"], file);
        QCOMPARE(json["problem"]["line"], 1);
        QVERIFY(json["fields"].empty());
    }

    void jsonHasValuesAndDeliveries()
    {
        const Json json = Json::parse(impact({"--template", edited(R"({"amount": {{ amount }}, "new": [1]})"), "--json"}).out);
        QVERIFY(json["problem"].is_null());
        QCOMPARE(json["fields"].size(), std::size_t{2});
        QCOMPARE(json["fields"][0]["path"], "new");
        QCOMPARE(json["fields"][0]["would_be"], Json::array({1}));
        QVERIFY(!json["fields"][0].contains("was"));
        QCOMPARE(json["fields"][1]["path"], "year");
        QCOMPARE(json["fields"][1]["was"], 2026);
        QCOMPARE(json["fields"][1]["deliveries"], Json::array({"dlv_2", "dlv_1"}));
    }

    void whatIsMissingIsSaid()
    {
        QVERIFY(contains(impact({}, "quiet").out, "no delivery of this target"));
        QCOMPARE(impact({}, "quiet").exitCode, 0);
        QCOMPARE(impact({}, "shpo").exitCode, 2);
        QVERIFY(contains(impact({}, "shpo").err, "did you mean 'shop'"));
        QCOMPARE(impact({"--template", m_folder.path("none.twig").string()}).exitCode, 2);
        QCOMPARE(impact({"--store", m_folder.path("none.db").string()}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(TestImpactCommand)
#include "tst_impactcommand.moc"
