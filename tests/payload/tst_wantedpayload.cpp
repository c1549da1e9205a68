// SPDX-License-Identifier: MIT
#include "payload/payload.h"
#include "payload/wantedpayload.h"

#include <QtTest>

using namespace targetdesk;

class TestWantedPayload : public QObject
{
    Q_OBJECT

private:
    static constexpr const char *Context =
        R"({"email": "ann@example.com", "first_name": "Ann \"A\"", "id": 42, "vip": true, "odd key": "x",
            "reward": {"id": 7, "amount": "25.50", "name": "Ten off"}, "tier": {"name": "gold"}, "tags": ["a", "b"]})";

    static std::string chosen(const WantedPayload &wanted, const std::string &path)
    {
        for (const WantedValue &value : wanted.values()) {
            if (value.path == path) return value.chosen;
        }
        return "(no such place)";
    }

    static Json rendered(const std::string &source, const std::string &context)
    {
        const Payload payload = PayloadRenderer(source, "t", {}).render(context);
        return payload.isGood() ? Json::parse(payload.text) : Json("no JSON: " + payload.text);
    }

private Q_SLOTS:
    void matchesByNameValueAndType()
    {
        const WantedPayload wanted(
            R"({"Email": "someone@example.com", "firstName": "B", "rewardId": 1, "reward": {"name": "n", "id": 2},
            "level": "gold", "tierName": "silver", "note": "hello", "count": 3})",
            Context);
        QCOMPARE(chosen(wanted, "Email"), "email");
        QCOMPARE(chosen(wanted, "firstName"), "first_name");
        QCOMPARE(chosen(wanted, "rewardId"), "reward.id");
        QCOMPARE(chosen(wanted, "reward.name"), "reward.name");
        QCOMPARE(chosen(wanted, "reward.id"), "reward.id");
        QCOMPARE(chosen(wanted, "level"), "tier.name"); // by its value
        QCOMPARE(chosen(wanted, "tierName"), "tier.name");
        QCOMPARE(chosen(wanted, "note"), "");
        QCOMPARE(chosen(wanted, "count"), "");
    }

    void theTemplatePrintsTheWantedTypes()
    {
        WantedPayload wanted(
            "{\n  \"email\": \"e\", \"id\": \"1\", \"amount\": 1.5,\n  \"vip\": false, \"kept\": [\"x\", null]\n}", Context);
        const std::string source = wanted.templateText();
        QVERIFY(source.starts_with("{\n  \"email\": {{ (email ?? null)|json_encode|raw }}, \"id\": "));
        const Json full = rendered(source, Context);
        QCOMPARE(full.dump(), R"({"email":"ann@example.com","id":"42","amount":25.5,"vip":true,"kept":["x",null]})");
        const Json bare = rendered(source, "{}");
        QCOMPARE(bare.dump(), R"({"email":null,"id":null,"amount":null,"vip":false,"kept":["x",null]})");
    }

    void choicesAreTaken()
    {
        WantedPayload wanted(R"({"a": "x1", "b": 2})", Context);
        QCOMPARE(wanted.templateText(), R"({"a": "x1", "b": 2})");
        wanted.choose(0, "first_name");
        wanted.choose(1, "['odd key']");
        const Json result = rendered(wanted.templateText(), Context);
        QCOMPARE(result.at("a").get<std::string>(), "Ann \"A\"");
        wanted.choose(1, "");
        QVERIFY(wanted.templateText().ends_with("\"b\": 2}"));
        QCOMPARE(wanted.contextPaths().size(), std::size_t(11));
    }

    void whatIsNotJsonWantsNothing()
    {
        QVERIFY(WantedPayload("{nope", Context).isEmpty());
        QVERIFY(WantedPayload("{\"email\": 1}", "nope").values().front().fillings.empty());
    }
};

QTEST_GUILESS_MAIN(TestWantedPayload)
#include "tst_wantedpayload.moc"
