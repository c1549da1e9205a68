// SPDX-License-Identifier: MIT
#include "editing/hover.h"
#include "editing/symbolhelp.h"
#include "editing/symboltext.h"
#include "payload/payload.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestHover : public QObject
{
    Q_OBJECT

private:
    static constexpr const char *Context =
        R"({"email": "ana@example.com", "reward": {"amount": 20.00, "name": "tea"}, "items": [{"n": 1}, {"n": 2}, {"n": 2}]})";

    /// Hovers where § stands; steps as `expression=value type`.
    static std::optional<Hover> at(const QString &marked, bool traced = true)
    {
        const QString before = marked.section(u'§', 0, 0);
        const std::string source = QString(before + marked.section(u'§', 1)).toStdString();
        const SampleSet samples({{"chosen", Context}, {"other", R"({"email": null})"}}, 0);
        PayloadOptions options;
        options.trace = true;
        options.wantsJson = false;
        const Payload payload = PayloadRenderer(source, "t", {}).render(Context, options);
        const TracedValues values(payload.trace, source, "t");
        const TemplateScan scan(source);
        return hoverAt(scan, static_cast<std::size_t>(before.toUtf8().size()), samples, {}, traced ? &values : nullptr);
    }
    static QString stepsOf(const std::optional<Hover> &hover)
    {
        QStringList all;
        for (const Hover::Step &step : hover ? hover->steps : std::vector<Hover::Step>()) {
            QStringList values;
            for (const TracedValues::Value &value : step.values)
                values += QString::fromStdString(value.text + ' ' + value.type) +
                          (value.turn > 0 ? u" %1/%2"_s.arg(value.turn).arg(value.turns) : QString());
            all += QString::fromStdString(step.expression) + u'=' + values.join(u", "_s);
        }
        return all.join(u"; "_s);
    }

private Q_SLOTS:
    void valuesWithEachFilter_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("steps");
        QTest::newRow("path") << u"{{ §email }}"_s << u"email=\"ana@example.com\" text"_s;
        QTest::newRow("member") << u"{{ reward.na§me }}"_s << u"reward.name=\"tea\" text"_s;
        QTest::newRow("owner") << u"{{ §reward.name|upper }}"_s
                               << u"reward={2} object; reward.name=\"tea\" text; reward.name|upper=\"TEA\" text"_s;
        QTest::newRow("chain, at the last filter")
            << u"{{ reward.name|upper|§length }}"_s
            << u"reward.name=\"tea\" text; reward.name|upper=\"TEA\" text; reward.name|upper|length=3 whole number"_s;
        QTest::newRow("loop") << u"{% for i in items %}{{ i.§n }} {% endfor %}"_s
                              << u"i.n=1 whole number 1/3, 2 whole number 2/3"_s;
        QTest::newRow("missing") << u"{{ reward.§nothing }}"_s << u"reward.nothing= not there"_s;
    }

    void valuesWithEachFilter()
    {
        QFETCH(QString, source);
        QFETCH(QString, steps);
        QCOMPARE(stepsOf(at(source)), steps);
    }

    void withoutATraceTheSampleTells()
    {
        QCOMPARE(stepsOf(at(u"{{ reward.§amount|upper }}"_s, false)), u"reward.amount=20.00 number"_s);
        QCOMPARE(stepsOf(at(u"{% for i in items %}{{ i.§n }}{% endfor %}"_s, false)), u"i.n=1 number"_s);
    }

    void saysWhichSamplesHaveThePath()
    {
        const auto amount = at(u"{{ reward.§amount }}"_s);
        QVERIFY(amount);
        QCOMPARE(amount->path, std::string("reward.amount"));
        QCOMPARE(amount->samplesWith, 1);
        QCOMPARE(amount->samples, 2);
        QCOMPARE(amount->missingIn, std::vector<std::string>{"other"});
        QCOMPARE(at(u"{{ §email }}"_s)->samplesWith, 2);
        QCOMPARE(at(u"{{ §nowhere }}"_s)->samplesWith, 0);
        QVERIFY(at(u"{% set a = 1 %}{{ §a }}"_s)->path.empty()); // the template's own
    }

    void symbols_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("signature");
        QTest::newRow("filter") << u"{{ email|de§fault('x') }}"_s << u"|default(default = '')"_s;
        QTest::newRow("function") << u"{{ §max(1, 2) }}"_s << u"max("_s;
        QTest::newRow("method") << u"{{ reward.§max(1) }}"_s << QString();
        QTest::newRow("tag") << u"{% §if email %}{% endif %}"_s << u"{% if %}"_s;
        QTest::newRow("end tag") << u"{% if email %}{% §endif %}"_s << u"{% if %}"_s;
        QTest::newRow("else") << u"{% if email %}{% el§se %}{% endif %}"_s << u"{% if %}"_s;
        QTest::newRow("test") << u"{% if email is §defined %}{% endif %}"_s << u"is defined"_s;
        QTest::newRow("test of two words") << u"{% if 4 is §divisible by(2) %}{% endif %}"_s << u"is divisible by("_s;
        QTest::newRow("its second word") << u"{% if 4 is divisible §by(2) %}{% endif %}"_s << u"is divisible by("_s;
        QTest::newRow("operator") << u"{{ 1 §.. 2 }}"_s << u".."_s;
        QTest::newRow("word operator") << u"{{ 1 §in items }}"_s << u"in"_s;
        QTest::newRow("variable") << u"{{ §email }}"_s << QString();
    }

    void symbols()
    {
        QFETCH(QString, source);
        QFETCH(QString, signature);
        const QString before = source.section(u'§', 0, 0);
        const TemplateScan scan(QString(source).remove(u'§').toStdString());
        const auto *symbol = symbolAt(scan, static_cast<std::size_t>(before.size()), {});
        QCOMPARE(symbol != nullptr, !signature.isEmpty());
        if (symbol) QVERIFY2(QString::fromStdString(signatureOf(*symbol)).startsWith(signature), signatureOf(*symbol).c_str());
    }

    void nothingOutside()
    {
        QVERIFY(!at(u"§a {{ email }}"_s));
        QVERIFY(!at(u"{# §email #}"_s));
    }

    void carriageReturnsDoNotCount()
    {
        const std::string source = "\r\n{{ email }}";
        PayloadOptions options;
        options.trace = true;
        options.wantsJson = false;
        const Payload payload = PayloadRenderer(source, "t", {}).render(Context, options);
        const TracedValues values(payload.trace, source, "t");
        QCOMPARE(values.source(), std::string("\n{{ email }}"));
        QVERIFY(!values.sites().empty());
        QCOMPARE(values.source().substr(values.sites()[0].begin, values.sites()[0].end - values.sites()[0].begin),
                 std::string("email"));
    }

    // What the help shows was rendered by this very engine.
    void everyExampleRenders()
    {
        int count = 0;
        for (const twig::SymbolInfo &symbol : twig::symbols()) {
            if (symbol.example.empty()) continue;
            const ExampleOutput output = exampleOutput(symbol);
            QVERIFY2(output.error.empty(), (std::string(symbol.name) + ": " + output.error).c_str());
            ++count;
        }
        QVERIFY(count > 80);
        const auto *upper = findSymbol(twig::SymbolInfo::Kind::Filter, "upper", {});
        QVERIFY(upper && !exampleOutput(*upper).text.empty());
    }
};

QTEST_APPLESS_MAIN(TestHover)
#include "tst_hover.moc"
