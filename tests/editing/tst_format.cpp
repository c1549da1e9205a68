// SPDX-License-Identifier: MIT
#include "editing/templateformat.h"
#include "workspace/workspace.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestFormat : public QObject
{
    Q_OBJECT

private:
    static Target targetOf(const std::string &source)
    {
        Target target;
        target.handle = "t";
        target.templateSource = source;
        return target;
    }
    static std::vector<Sample> samples()
    {
        return {{"e", "one", R"({"a": "x  y", "b": 1.50, "list": [1, 2]})", {}}, {"e", "two", R"({"a": "", "list": []})", {}}};
    }

private Q_SLOTS:
    void formats_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("formatted");
        QTest::newRow("indent") << u"{\n\"a\":1 ,\n      \"b\" : [\n1,2\n]\n}\n"_s
                                << u"{\n  \"a\": 1,\n  \"b\": [\n    1, 2\n  ]\n}\n"_s;
        QTest::newRow("outputs") << u"{\"a\":{{a}},\"b\":\"{{b}}\"}"_s << u"{\"a\": {{ a }}, \"b\": \"{{b}}\"}"_s;
        QTest::newRow("control stays") << u"{{-a|default('x')~}}"_s << u"{{- a|default('x') ~}}"_s;
        QTest::newRow("blocks") << u"[\n{%for i in list%}\n{\n\"i\":{{i}}\n}\n{%if not loop.last%},{%endif%}\n{%endfor%}\n]"_s
                                << u"[\n  {% for i in list %}\n    {\n      \"i\": {{ i }}\n    }\n    {% if not loop.last %},"
                                   u"{% endif %}\n  {% endfor %}\n]"_s;
        QTest::newRow("branches") << u"{\n{% if a %}\n\"x\": {\n{% else %}\n\"y\": {\n{% endif %}\n\"z\": 1\n}\n}"_s
                                  << u"{\n  {% if a %}\n    \"x\": {\n  {% else %}\n    \"y\": {\n  {% endif %}\n"
                                     u"    \"z\": 1\n  }\n}"_s;
        QTest::newRow("texts stay") << u"{\n\"a  :  ,b\":   \"{{a }}  ,  {%if b%} x {%endif%}\"\n}"_s
                                    << u"{\n  \"a  :  ,b\": \"{{a }}  ,  {%if b%} x {%endif%}\"\n}"_s;
        QTest::newRow("comments, verbatim and captures stay")
            << u"{\n{#a\n  b#}\n{% set x %}  a  {% endset %}\n\"v\": \"{{x}}\",\n\"w\": {% verbatim %} [ 1 ] {% endverbatim %}\n}"_s
            << u"{\n  {#a\n  b#}\n  {% set x %}  a  {% endset %}\n  \"v\": \"{{x}}\",\n  \"w\": {% verbatim %} [ 1 ] {% "
               u"endverbatim "
               u"%}\n}"_s;
        QTest::newRow("mappings over lines stay")
            << u"{% set x = {\n     a: 1\n} %}\n{\n1\n}"_s << u"{% set x = {\n     a: 1\n} %}\n{\n  1\n}"_s;
        QTest::newRow("one line is broken up") << u"{\"first_name\":{{ a|json_encode|raw }},\"list\":[{% for i in list %}{{ i "
                                                  u"}}{% if not loop.last %},{% endif %}{% endfor "
                                                  u"%}],\"e\":{}}"_s
                                               << u"{\n  \"first_name\": {{ a|json_encode|raw }},\n  \"list\": [\n    {% for i "
                                                  u"in list %}\n      {{ i }}{% if not loop.last "
                                                  u"%},{% endif %}\n    {% endfor %}\n  ],\n  \"e\": {}\n}"_s;
        QTest::newRow("pieces that touch") << u"{\n\"a\": 1{{ b }}2\n}"_s << u"{\n  \"a\": 1{{ b }}2\n}"_s;
        QTest::newRow("empty lines") << u"{\n\n\n\n\"a\": 1\n}"_s << u"{\n\n  \"a\": 1\n}"_s;
        QTest::newRow("broken") << u"{\"a\": {{ b }"_s << QString();
        QTest::newRow("open text") << u"{\"a: 1\n}"_s << QString();
    }

    void formats()
    {
        QFETCH(QString, source);
        QFETCH(QString, formatted);
        const auto result = formattedTemplate(source.toStdString());
        QCOMPARE(result.has_value(), !formatted.isEmpty());
        if (!result) return;
        QCOMPARE(QString::fromStdString(*result), formatted);
        QCOMPARE(QString::fromStdString(formattedTemplate(*result).value_or("")), formatted); // the second time nothing changes
    }

    // Every template that comes with the program, in tidy and in squeezed form, with every sample of its events.
    void neverChangesWhatIsRendered()
    {
        const Workspace workspace = Workspace::open(SOURCE_ROOT "/resources/workspace");
        std::size_t proven = 0;
        for (Target target : workspace.targets()) {
            std::vector<Sample> all;
            for (const std::string &event : workspace.eventsOf(target.handle)) {
                for (const Sample &sample : workspace.samplesOf(event))
                    all.push_back(sample);
            }
            std::string squeezed;
            for (const char c : target.templateSource)
                squeezed += c == '\n' ? ' ' : c;
            for (const std::string &source : {target.templateSource, squeezed}) {
                target.templateSource = source;
                const auto result = formattedTemplate(source);
                QVERIFY2(result, target.handle.c_str());
                const SameOutput same = provenSame(target, *result, all);
                QVERIFY2(same.isProven, (target.handle + ": " + same.reason + "\n" + *result).c_str());
                QCOMPARE(*formattedTemplate(*result), *result);
                proven += same.samples;
            }
        }
        QVERIFY(proven > 50);
    }

    void saysWhyItIsNotProven()
    {
        const Target target = targetOf("{\"a\": \"{{ a }}\"}");
        QVERIFY(provenSame(target, "{ \"a\" : \"{{ a }}\" }", samples()).isProven);
        QCOMPARE(provenSame(target, "{\"a\": \"{{ a }} \"}", samples()).reason,
                 std::string("with the sample \"one\" of e the payload would be another one"));
        QCOMPARE(provenSame(target, target.templateSource, {}).reason, std::string("there is no sample to render with"));
        QCOMPARE(provenSame(targetOf("{\"b\": {{ b }}}"), "{ }", samples()).reason,
                 std::string("with the sample \"one\" of e the payload would be another one"));
        QCOMPARE(provenSame(targetOf("{\"b\": {{ b }}}"), "{\"b\":{{ b }}}", samples()).reason,
                 std::string("with the sample \"two\" of e the payload is not JSON"));
        QCOMPARE(provenSame(targetOf("{{ a|nofilter }}"), "", samples()).reason,
                 std::string("with the sample \"one\" of e the template does not render"));
    }
};

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
