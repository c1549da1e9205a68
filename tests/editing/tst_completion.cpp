// SPDX-License-Identifier: MIT
#include "editing/completion.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestCompletion : public QObject
{
    Q_OBJECT

private:
    static SampleSet samples()
    {
        return SampleSet({{"other", R"({"email": "b@example.com", "reward": {"id": 2, "code": "B"}})"},
                          {"chosen", R"({"first_name": "Ana", "reward": {"amount": 20.00, "id": 1, "tags": [], "odd key": 1},
                              "items": [{"sku": "X", "price": 1}, {"sku": "Y", "size": "L"}], "groups": {"a": {"n": 1}},
                              "orders": [{"lines": [{"qty": 2}]}]})"}},
                         1, {{"config", R"({"list": "abc"})"}});
    }
    /// The template has the cursor at §.
    static Completions at(const QString &marked, twig::ExtensionSet extensions = {})
    {
        const QString before = marked.section(u'§', 0, 0);
        const TemplateScan scan(QString(before + marked.section(u'§', 1)).toStdString());
        return completionsAt(scan, static_cast<std::size_t>(before.toUtf8().size()), samples(), extensions);
    }
    static QString labels(const Completions &completions)
    {
        QStringList all;
        for (const Completion &item : completions.items)
            all += QString::fromStdString(item.label);
        return all.join(u' ');
    }
    static const Completion *find(const Completions &completions, std::string_view label)
    {
        for (const Completion &item : completions.items)
            if (item.label == label) return &item;
        return nullptr;
    }

private Q_SLOTS:
    void membersAreThoseOfThePath_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("labels");
        const QString reward = u"amount id tags odd key code"_s;
        QTest::newRow("path") << u"{{ reward.§ }}"_s << reward;
        QTest::newRow("begun") << u"{{ reward.a§mount }}"_s << reward;
        QTest::newRow("open") << u"{\"a\": \"{{ reward.§\n\"b\": 1"_s << reward;
        QTest::newRow("in a call") << u"{{ max(1, reward.§"_s << reward;
        QTest::newRow("in brackets") << u"{{ (reward ?? other).§ }}"_s << reward;
        QTest::newRow("after another operand") << u"{{ email ~ reward.§ }}"_s << reward;
        QTest::newRow("null safe") << u"{{ reward?.§ }}"_s << reward;
        QTest::newRow("by key") << u"{{ _x['y'] ~ groups['a'].§ }}"_s << u"n"_s;
        QTest::newRow("index") << u"{{ items[0].§ }}"_s << u"sku price"_s;
        QTest::newRow("first") << u"{{ (items|first).§ }}"_s << u"sku price size"_s;
        QTest::newRow("loop item") << u"{% for item in items %}{{ item.§"_s << u"sku price size"_s;
        QTest::newRow("loop with key") << u"{% for name, group in groups %}{{ group.§ }}{% endfor %}"_s << u"n"_s;
        QTest::newRow("nested loops") << u"{% for o in orders %}{% for l in o.lines %}{{ l.§ }}{% endfor %}{% endfor %}"_s
                                      << u"qty"_s;
        QTest::newRow("filtered loop") << u"{% for i in items|filter(x => x.price)|sort %}{{ i.§ }}"_s << u"sku price size"_s;
        QTest::newRow("arrow") << u"{{ items|map(i => i.§) }}"_s << u"sku price size"_s;
        QTest::newRow("arrow in a chain") << u"{{ orders|first.lines|filter(l => l.§"_s << u"qty"_s;
        QTest::newRow("set") << u"{% set r = reward %}{{ r.§ }}"_s << reward;
        QTest::newRow("set with a choice") << u"{% set r = a ? reward : groups.a %}{{ r.§ }}"_s
                                           << u"amount id tags odd key code n"_s;
        QTest::newRow("behind the loop") << u"{% for item in items %}{% endfor %}{{ item.§ }}"_s << QString();
        QTest::newRow("in a condition") << u"{% if reward.§ %}"_s << reward;
        QTest::newRow("in brackets of a tag") << u"{% if (reward).§ %}"_s << reward;
        QTest::newRow("global") << u"{{ config.§ }}"_s << u"list"_s;
        QTest::newRow("macro sees no context") << u"{% macro m(reward) %}{{ items.§ }}{% endmacro %}"_s << QString();
        QTest::newRow("made up") << u"{{ (1 + 2).§ }}"_s << QString();
        QTest::newRow("loop") << u"{% for a in b %}{{ loop.§ }}"_s
                              << u"index index0 first last length revindex revindex0 parent"_s;
        QTest::newRow("imported") << u"{% macro hi() %}{% endmacro %}{% import _self as m %}{{ m.§ }}"_s << u"hi"_s;
    }

    void membersAreThoseOfThePath()
    {
        QFETCH(QString, source);
        QFETCH(QString, labels);
        const Completions found = at(source);
        QCOMPARE(TestCompletion::labels(found), labels);
        QVERIFY(found.isMember);
    }

    void keysSayValueAndSamples()
    {
        const Completions found = at(u"{{ reward.am§ }}"_s);
        QCOMPARE(found.begin, std::size_t(10));
        QCOMPARE(found.end, std::size_t(12));
        const Completion *amount = find(found, "amount");
        QVERIFY(amount);
        QCOMPARE(amount->detail, std::string("20.00"));
        QCOMPARE(amount->samples, 1);
        QCOMPARE(find(found, "id")->samples, 2);
        QCOMPARE(find(found, "id")->detail, std::string("1")); // of the chosen one
        QCOMPARE(find(found, "code")->detail, std::string("text"));
        QCOMPARE(find(found, "odd key")->insert, std::string("['odd key']"));
        QVERIFY(find(found, "odd key")->replacesDot);
        QCOMPARE(found.matching("am").size(), std::size_t(1));
        QCOMPARE(found.matching("D").front()->label, std::string("id")); // inside the word, in any case
    }

    void namesAreThoseInScope()
    {
        const Completions found =
            at(u"{% set total = 1 %}{% for item in items %}{% set inner = item %}{% endfor %}{% for i in items %}{{ §"_s);
        for (const char *name : {"total", "i", "loop", "first_name", "reward", "email", "config", "max", "true"})
            QVERIFY2(find(found, name), name);
        for (const char *name : {"item", "inner", "upper", "if"})
            QVERIFY2(!find(found, name), name);
        QCOMPARE(find(found, "first_name")->detail, std::string("\"Ana\""));
        QCOMPARE(find(found, "max")->insert, std::string("max()"));
        QCOMPARE(find(found, "max")->caret, std::size_t(4));
        QVERIFY(find(found, "max")->help.size() > 5);
        const Completions inMacro = at(u"{% macro m(a, b = 1) %}{{ § }}{% endmacro %}"_s);
        QVERIFY(find(inMacro, "a") && find(inMacro, "b"));
        QVERIFY(!find(inMacro, "first_name"));
        QVERIFY(find(at(u"{% for a in items %}{% else %}{{ § }}{% endfor %}"_s), "first_name"));
        QVERIFY(!find(at(u"{% for a in items %}{% else %}{{ § }}{% endfor %}"_s), "loop"));
    }

    void eachPlaceHasItsOwn_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("has");
        QTest::addColumn<QString>("lacks");
        QTest::newRow("filters") << u"{{ a|§ }}"_s << u"upper json_encode default"_s << u"max reward if even"_s;
        QTest::newRow("filter begun") << u"{{ a|up§"_s << u"upper"_s << u"max"_s;
        QTest::newRow("tests") << u"{% if a is §"_s << u"even;defined;same as"_s.replace(u';', u' ') << u"upper max"_s;
        QTest::newRow("tests, not") << u"{% if a is not de§ %}"_s << u"defined"_s << u"upper"_s;
        QTest::newRow("tags") << u"{% §"_s << u"if for set"_s << u"upper endif sandbox"_s;
        QTest::newRow("tag begun") << u"{% i§ %}"_s << u"if include"_s << u"max"_s;
        QTest::newRow("open tag") << u"{% if a %}{% §"_s << u"endif else elseif for"_s << u"endfor"_s;
        QTest::newRow("inner open tag") << u"{% if a %}{% for b in c %}{% § %}{% endfor %}{% endif %}"_s << u"endfor else"_s
                                        << u"endif elseif"_s;
        QTest::newRow("operators") << u"{{ a §"_s << u"and or in is"_s << u"reward max not"_s;
        QTest::newRow("after a tag's name") << u"{% if §"_s << u"reward max not"_s << u"and upper"_s;
        QTest::newRow("for needs in") << u"{% for a §"_s << u"in"_s << u"reward max"_s;
        QTest::newRow("for over") << u"{% for a in §"_s << u"items range"_s << u"upper"_s;
        QTest::newRow("a new name") << u"{% set §"_s << QString() << u"reward max"_s;
        QTest::newRow("a new name's value") << u"{% set a = §"_s << u"reward max"_s << QString();
        QTest::newRow("apply") << u"{% apply §"_s << u"upper"_s << u"max"_s;
        QTest::newRow("extension off") << u"{{ a|§ }}"_s << u"upper"_s << u"slug data_uri"_s;
    }

    void eachPlaceHasItsOwn()
    {
        QFETCH(QString, source);
        QFETCH(QString, has);
        QFETCH(QString, lacks);
        const Completions found = at(source);
        for (const QString &name : has.split(u' ', Qt::SkipEmptyParts)) {
            if (name == u"same" || name == u"as") continue; // one name of two words
            QVERIFY2(find(found, name.toStdString()), qPrintable(name + u" not in "_s + labels(found)));
        }
        for (const QString &name : lacks.split(u' ', Qt::SkipEmptyParts))
            QVERIFY2(!find(found, name.toStdString()), qPrintable(name));
        if (source.contains(u"is §"_s)) QVERIFY(find(found, "same as"));
    }

    void extensionsAreThoseOfTheTarget()
    {
        const Completions found = at(u"{{ a|§ }}"_s, {twig::Extension::Html});
        QVERIFY(find(found, "data_uri"));
        QVERIFY(!find(found, "plural"));
    }

    void nothingElsewhere_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("text") << u"{\"a\": § {{ b }}"_s;
        QTest::newRow("comment") << u"{# a.§ #}"_s;
        QTest::newRow("verbatim") << u"{% verbatim %}{{ a.§ }}{% endverbatim %}"_s;
        QTest::newRow("string") << u"{{ 'reward.§' }}"_s;
        QTest::newRow("number") << u"{{ 12§ }}"_s;
        QTest::newRow("behind") << u"{{ a }}§"_s;
        QTest::newRow("block's name") << u"{% block §"_s;
    }

    void nothingElsewhere()
    {
        QFETCH(QString, source);
        QCOMPARE(labels(at(source)), QString());
    }
};

QTEST_APPLESS_MAIN(TestCompletion)
#include "tst_completion.moc"
