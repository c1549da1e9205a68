// SPDX-License-Identifier: MIT
#include "payload/payload.h"
#include "payload/wantedpayload.h"

#include <QtTest>

using namespace targetdesk;

namespace {

// No \" in raw strings: moc loses its way there, and with it all tests.
constexpr const char *Context =
    R"({"email": "ann@example.com", "first_name": "Ann \u0022A\u0022", "id": 42, "vip": true, "odd key": "x",)"
    R"("reward": {"id": 7, "amount": "25.50", "name": "Ten off"}, "tier": {"name": "gold"}, "tags": ["a", "b"]})";

} // namespace

class TestWantedPayload : public QObject
{
    Q_OBJECT

private:
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
            R"({"Email": "someone@example.com", "firstName": "B", "rewardId": 1, "reward": {"name": "n", "id": 2},)"
            R"("level": "gold", "tierName": "silver", "note": "hello", "count": 3})",
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
        QCOMPARE(bare.dump(), R"({"email":null,"id":null,"amount":null,"vip":null,"kept":["x",null]})");
    }

    void choicesAreTaken()
    {
        WantedPayload wanted(R"({"a": "x1", "b": 2})", Context);
        QCOMPARE(wanted.templateText(), R"({"a": "x1", "b": 2})");
        wanted.choose(0, "first_name");
        wanted.choose(1, "['odd key']");
        const Json result = rendered(wanted.templateText(), Context);
        QCOMPARE(result.at("a").get<std::string>(), "Ann \"A\"");
        QVERIFY(result.at("b").is_null()); // a number is wanted, and this is none
        wanted.choose(1, "");
        QVERIFY(wanted.templateText().ends_with("\"b\": 2}"));
        QCOMPARE(wanted.contextPaths().size(), std::size_t(11));
    }

    void aListRepeatsItsFirstElement()
    {
        const char *context = R"({"item": 1, "currency": "AUD", "lines": [)"
                              R"({"sku": "A\\1", "qty": 2, "options": ["red", "big"]}, {"sku": "B", "qty": 1, "options": []}]})";
        WantedPayload wanted(R"({"Items": [ {"sku": "x", "quantity": 9, "currency": "EUR", "options": ["a"]},)"
                             R"({"sku": "y", "quantity": 1, "currency": "EUR", "options": []} ], "none": [1, 2]})",
                             context);
        QCOMPARE(chosen(wanted, "Items"), "lines"); // by the names in its elements
        QCOMPARE(chosen(wanted, "Items[0].sku"), "lines[0].sku");
        QCOMPARE(chosen(wanted, "Items[0].currency"), "currency");
        QCOMPARE(chosen(wanted, "Items[0].options"), "lines[0].options");
        QCOMPARE(chosen(wanted, "Items[1].sku"), "(no such place)");
        QCOMPARE(chosen(wanted, "none[1]"), "");
        QCOMPARE(wanted.contextLists(), (std::vector<std::string>{"lines", "lines[0].options"}));
        const std::string source = wanted.templateText();
        QVERIFY2(source.find("{% for item2 in lines ?? [] %}") != std::string::npos, source.c_str());
        QVERIFY2(source.find("{% for item3 in item2.options ?? [] %}") != std::string::npos, source.c_str());
        QCOMPARE(rendered(source, context).dump(),
                 R"({"Items":[{"sku":"A\\1","quantity":9,"currency":"AUD","options":["red","big"]},)"
                 R"({"sku":"B","quantity":9,"currency":"AUD","options":[]}],"none":[1,2]})");
        QCOMPARE(rendered(source, "{}").dump(), R"({"Items":[],"none":[1,2]})");
    }

    void aListMayStayAsItIs()
    {
        WantedPayload wanted(R"({"tags": ["x", "y"], "email": "e"})", Context);
        QCOMPARE(chosen(wanted, "tags"), "tags");
        QCOMPARE(rendered(wanted.templateText(), Context).at("tags").dump(), R"(["a","b"])");
        wanted.choose(2, "first_name");
        wanted.choose(0, "");
        QCOMPARE(chosen(wanted, "tags[1]"), "");
        QCOMPARE(chosen(wanted, "email"), "first_name"); // what was chosen stays
        QCOMPARE(rendered(wanted.templateText(), Context).at("tags").dump(), R"(["x","y"])");
    }

    void whatIsNotJsonWantsNothing()
    {
        QVERIFY(WantedPayload("{nope", Context).isEmpty());
        QVERIFY(WantedPayload("{\"email\": 1}", "nope").values().front().fillings.empty());
    }
};

QTEST_GUILESS_MAIN(TestWantedPayload)
#include "tst_wantedpayload.moc"
