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
        const Impact impact = impactOf(target(Saved), target(Saved), sent());
        QCOMPARE(impact.looked, 3);
        QCOMPARE(impact.changed, 0);
        QVERIFY(impact.fields.empty());
    }

    void fieldsAreCountedTheMostFrequentFirst()
    {
        std::string edited = Saved;
        edited.replace(edited.find("{{ l.sku }}"), 11, "x-{{ l.sku }}");
        edited.replace(edited.find("{{ amount }}"), 12, "\"{{ amount }}\"");
        const Impact impact = impactOf(target(Saved), target(edited), sent());
        QCOMPARE(impact.looked, 3);
        QCOMPARE(impact.changed, 3);
        QCOMPARE(impact.broken, 0);
        QCOMPARE(impact.ids, (std::vector<std::string>{"dlv_0", "dlv_1", "dlv_2"}));
        QCOMPARE(impact.fields.size(), std::size_t{2});
        QCOMPARE(impact.fields[0].path, "amount");
        QCOMPARE(impact.fields[0].count, 3);
        QCOMPARE(describe(impact.fields[0].example), "amount: 25 → \"25\"");
        QCOMPARE(impact.fields[1].path, "skus[].sku");
        QCOMPARE(impact.fields[1].count, 1); // two elements of one payload
    }

    void whatBreaksIsNamed()
    {
        const Impact impact = impactOf(target(Saved), target(R"({"amount": {{ amount > 26 ? 'x' : amount }}})"), sent());
        QCOMPARE(impact.changed, 3);
        QCOMPARE(impact.broken, 1);
        QCOMPARE(impact.firstBroken, "dlv_2");
        QVERIFY(impact.problem.has_value());
        QCOMPARE(impact.problem->line, 1);
        const Impact all = impactOf(target(Saved), target("{% if %}"), sent());
        QCOMPARE(all.broken, 3);
    }

    void whatDoesNotRenderAnyMoreIsComparedWithWhatWasSent()
    {
        const Impact impact = impactOf(target("{% if %}"), target(R"({"x": 1})"), sent());
        QCOMPARE(impact.changed, 3);
        QCOMPARE(impact.fields[0].path, "x");
        QCOMPARE(impact.fields[0].example.kind, JsonChange::Kind::Added);
    }

    void whatWasNoJsonChangesAsAWhole()
    {
        Target text = target("amount {{ amount }}");
        text.delivery.contentType = "text/plain";
        const Impact impact = impactOf(text, target(R"({"amount": {{ amount }}})"), sent());
        QCOMPARE(impact.changed, 3);
        QCOMPARE(impact.fields.size(), std::size_t{1});
        QCOMPARE(impact.fields[0].path, "");
    }

    void itStopsWhenTold()
    {
        const std::atomic<bool> cancelled{true};
        QCOMPARE(impactOf(target(Saved), target(R"({"x": 1})"), sent(), &cancelled).looked, 0);
    }
};

QTEST_GUILESS_MAIN(TestImpact)
#include "tst_impact.moc"
