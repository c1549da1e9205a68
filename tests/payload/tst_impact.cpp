// SPDX-License-Identifier: MIT
#include "payload/impact.h"

#include <QtTest>

using namespace targetdesk;

class TestImpact : public QObject
{
    Q_OBJECT

private:
    static Target target(const std::string &source)
    {
        Target result;
        result.handle = "t";
        result.name = "T";
        result.templateSource = source;
        return result;
    }

    static std::vector<SentPayload> sent()
    {
        std::vector<SentPayload> all;
        for (int i = 0; i < 3; ++i) {
            const std::string lines = i == 2 ? R"([{"sku": "a"}, {"sku": "b"}])" : "[]";
            const std::string context = R"({"amount": )" + std::to_string(25 + i) + R"(, "lines": )" + lines + "}";
            all.push_back({"dlv_" + std::to_string(i), "reward.issued", context, "{}", 1'772'421'300 + i});
        }
        return all;
    }

    static constexpr const char *Saved =
        R"({"amount": {{ amount }}, "at": "{{ 'now'|date('U') }}", "skus": [{% for l in lines %}{"sku": "{{ l.sku }}"}{{ loop.last ? '' : ',' }}{% endfor %}]})";

private Q_SLOTS:
    void theSameTemplateChangesNothing()
    {
        const Impact impact = ImpactScale(target(Saved), target(Saved)).of(sent());
        QCOMPARE(impact.looked, 3);
        QCOMPARE(impact.changed, 0);
        QVERIFY(impact.fields.empty());
    }

    void fieldsAreCountedTheMostFrequentFirst()
    {
        std::string edited = Saved;
        edited.replace(edited.find("{{ l.sku }}"), 11, "x-{{ l.sku }}");
        edited.replace(edited.find("{{ amount }}"), 12, "\"{{ amount }}\"");
        const Impact impact = ImpactScale(target(Saved), target(edited)).of(sent());
        QCOMPARE(impact.looked, 3);
        QCOMPARE(impact.changed, 3);
        QCOMPARE(impact.broken(), 0);
        QCOMPARE(impact.fields.size(), std::size_t{2});
        QCOMPARE(impact.fields[0].path, "amount");
        QCOMPARE(impact.fields[0].ids, (std::vector<std::string>{"dlv_0", "dlv_1", "dlv_2"}));
        QCOMPARE(describe(impact.fields[0].example), "amount: 25 → \"25\"");
        QCOMPARE(impact.fields[1].path, "skus[].sku");
        QCOMPARE(impact.fields[1].ids, std::vector<std::string>{"dlv_2"}); // two elements of one payload
    }

    void whatBreaksIsNamed()
    {
        const Impact impact = ImpactScale(target(Saved), target(R"({"amount": {{ amount > 26 ? 'x' : amount }}})")).of(sent());
        QCOMPARE(impact.changed, 3);
        QCOMPARE(impact.brokenIds, std::vector<std::string>{"dlv_2"});
        QVERIFY(impact.problem.has_value());
        QCOMPARE(impact.problem->line, 1);
        const Impact all = ImpactScale(target(Saved), target("{% if %}")).of(sent());
        QCOMPARE(all.broken(), 3);
    }

    void whatDoesNotRenderAnyMoreIsComparedWithWhatWasSent()
    {
        const Impact impact = ImpactScale(target("{% if %}"), target(R"({"x": 1})")).of(sent());
        QCOMPARE(impact.changed, 3);
        QCOMPARE(impact.fields[0].path, "x");
        QCOMPARE(impact.fields[0].example.kind, JsonChange::Kind::Added);
    }

    void whatWasNoJsonChangesAsAWhole()
    {
        Target text = target("amount {{ amount }}");
        text.delivery.contentType = "text/plain";
        const Impact impact = ImpactScale(text, target(R"({"amount": {{ amount }}})")).of(sent());
        QCOMPARE(impact.changed, 3);
        QCOMPARE(impact.fields.size(), std::size_t{1});
        QCOMPARE(impact.fields[0].path, "");
    }

    void withoutASavedTargetWhatWasSentCounts()
    {
        std::vector<SentPayload> all = sent();
        all[0].body = R"({"amount": 25.0})"; // the same to a receiver
        all[1].body = R"({"amount": 20})";
        all[2].body = R"({"amount": "27"})";
        all[2].isTimeOfSend = false;
        const Impact impact = ImpactScale(target(R"({"amount": {{ amount > 26 ? 'x' : amount }}})")).of(all);
        QCOMPARE(impact.looked, 3);
        QCOMPARE(impact.untimed, 1);
        QCOMPARE(impact.changed, 2);
        QCOMPARE(impact.brokenIds, std::vector<std::string>{"dlv_2"});
        QCOMPARE(impact.fields.size(), std::size_t{1});
        QCOMPARE(describe(impact.fields[0].example), "amount: 20 → 26");
    }

    void theSidesOfOnePayload()
    {
        const SentPayload payload = sent().front();
        const Target edited = target(R"({"amount": "{{ amount }}"})");
        const ImpactSides sides = ImpactScale(target(R"({"at": {{ 'now'|date('U') }}})"), edited).sides(payload);
        QCOMPARE(sides.before, R"({"at": 1772421300})");
        QCOMPARE(sides.after.text, R"({"amount": "25"})");
        QVERIFY(sides.after.isGood());
        QCOMPARE(ImpactScale(target("{% if %}"), edited).sides(payload).before, payload.body);
        QCOMPARE(ImpactScale(edited).sides(payload).before, payload.body);
        QVERIFY(!ImpactScale(target("{% if %}")).sides(payload).after.rendered);
    }

    void itStopsWhenTold()
    {
        const std::atomic<bool> cancelled{true};
        QCOMPARE(ImpactScale(target(Saved), target(R"({"x": 1})")).of(sent(), &cancelled).looked, 0);
    }
};

QTEST_GUILESS_MAIN(TestImpact)
#include "tst_impact.moc"
