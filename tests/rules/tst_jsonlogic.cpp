// SPDX-License-Identifier: MIT
// JSON Logic against what json-logic-js answered (golden/rules, recorded by record.mjs), and what is ours.
#include "rules/jsonlogic.h"

#include <QtTest>

#include <fstream>
#include <set>

using namespace targetdesk;

class TestJsonLogic : public QObject
{
    Q_OBJECT

private:
    static Json json(const char *text) { return Json::parse(text); }

    static std::string errorOf(const Json &rule, const Json &data)
    {
        try {
            return "no error, but " + applyRule(rule, data).dump();
        } catch (const RuleError &error) {
            return error.what();
        }
    }

    // Numbers as JavaScript has them: 1 and 1.0 are the same.
    static bool same(const Json &a, const Json &b)
    {
        if (a.is_number() && b.is_number()) return a.get<double>() == b.get<double>();
        if (a.type() != b.type() || a.size() != b.size()) return false;
        if (a.is_object() || a.is_array()) {
            auto other = b.begin();
            for (auto it = a.begin(); it != a.end(); ++it, ++other) {
                if ((a.is_object() && it.key() != other.key()) || !same(*it, *other)) return false;
            }
            return true;
        }
        return a == b;
    }

private Q_SLOTS:
    void goldenCases()
    {
        std::ifstream cases(std::string(TESTS_DIR) + "/golden/rules/cases.jsonl");
        std::string line;
        Json shared;
        int count = 0;
        std::string failures;
        while (std::getline(cases, line)) {
            const Json one = Json::parse(line);
            if (one.contains("shared")) {
                shared = one["shared"];
                continue;
            }
            const Json &data = one.contains("data") ? one["data"] : shared;
            ++count;
            const std::string rule = one["rule"].dump();
            if (one.contains("error")) {
                // JavaScript's own TypeErrors have other words than ours; those of the library are the same.
                const std::string wanted = one["error"];
                const std::string got = errorOf(one["rule"], data);
                const bool good = wanted.starts_with("Unrecognized") ? wanted.starts_with(got) : !got.starts_with("no error");
                if (!good) failures += "\n" + rule + ": wanted error " + wanted + ", got " + got;
                continue;
            }
            try {
                const Json got = applyRule(one["rule"], data);
                if (!same(got, one["expected"]))
                    failures += "\n" + rule + " on " + data.dump().substr(0, 60) + ": wanted " + one["expected"].dump() +
                                ", got " + got.dump();
            } catch (const RuleError &error) {
                failures += "\n" + rule + ": " + error.what();
            }
        }
        QVERIFY2(failures.empty(), failures.c_str());
        QVERIFY(count > 1000);
    }

    void unknownOperatorsAreNamed()
    {
        QCOMPARE(errorOf(json(R"({"and": [true, {"equals": [1, 1]}]})"), {}), std::string("Unrecognized operation equals"));
    }

    void depthAndWorkAreLimited()
    {
        Json deep = 1;
        for (int i = 0; i < 400; ++i)
            deep = Json{{"!", deep}};
        QCOMPARE(applyRule(deep, {}).dump(), std::string("true"));
        for (int i = 0; i < 200; ++i)
            deep = Json{{"!", deep}};
        QVERIFY(errorOf(deep, {}).find("nested") != std::string::npos);

        const Json list = Json(std::vector<int>(1000, 1));
        const Json thrice = json(R"({"map": [{"var": "l"}, 1]})");
        QCOMPARE(applyRule(thrice, {{"l", list}}).size(), std::size_t(1000));
        // A text that doubles with every element
        const Json doubling =
            json(R"({"reduce": [{"var": "l"}, {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]}, "aaaaaaaa"]})");
        QVERIFY(errorOf(doubling, {{"l", list}}).find("16 MiB") != std::string::npos);
        const Json squares =
            json(R"({"map": [{"var": "o"}, {"map": [{"var": "l"}, {"map": [[1,2,3,4,5,6,7,8,9], {"+": [1, {"var": ""}]}]}]}]})");
        Json outer = Json::array();
        for (int i = 0; i < 1000; ++i)
            outer.push_back({{"l", list}});
        QVERIFY(errorOf(squares, {{"o", outer}}).find("steps") != std::string::npos);
    }

    void largeNumbersKeepTheirDigits()
    {
        QCOMPARE(applyRule(json(R"({"var": "id"})"), json(R"({"id": 9223372036854775807})")).dump(),
                 std::string("9223372036854775807"));
    }

    void truth()
    {
        for (const char *text : {"null", "false", "0", "\"\"", "[]", "0.0"})
            QVERIFY2(!isTruthy(json(text)), text);
        for (const char *text : {"true", "1", "\"0\"", "[0]", "{}", "-1", "\" \""})
            QVERIFY2(isTruthy(json(text)), text);
    }

    void conditions()
    {
        const Json context = json(R"({"tier": "gold"})");
        QVERIFY(conditionHolds(nullptr, context));
        QVERIFY(conditionHolds("", context));
        QVERIFY(conditionHolds(Json::array(), context));
        QVERIFY(conditionHolds("null", context));
        QVERIFY(conditionHolds(R"({"===": [{"var": "tier"}, "gold"]})", context));
        QVERIFY(!conditionHolds(R"({"===": [{"var": "tier"}, "silver"]})", context));
        QVERIFY(!conditionHolds(json(R"({"in": ["x", {"var": "tier"}]})"), context));
        QVERIFY(!conditionHolds(false, context));
        QVERIFY_THROWS_EXCEPTION(RuleError, conditionHolds("{\"===\": [", context));
        QVERIFY_THROWS_EXCEPTION(RuleError, conditionHolds("\"text\"", context));
        QVERIFY_THROWS_EXCEPTION(RuleError, conditionHolds(json(R"({"nope": 1})"), context));
    }
};

QTEST_GUILESS_MAIN(TestJsonLogic)
#include "tst_jsonlogic.moc"
