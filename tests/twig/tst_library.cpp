// SPDX-License-Identifier: MIT
#include "conformance/testextension.h"

#include "twig/array.h"
#include "twig/environment.h"
#include "twig/library.h"
#include "twig/template.h"

#include <QtTest/QTest>

#include <stdexcept>

using twig::Addition;
using twig::Call;
using twig::Error;
using twig::ErrorKind;
using twig::Library;
using twig::Value;

namespace {

Addition named(std::string name, std::function<Value(const Call &)> run)
{
    Addition addition;
    addition.name = std::move(name);
    addition.run = std::move(run);
    return addition;
}

/// The sum of a list, each item changed by an arrow function if there is one.
Value total(const Call &call)
{
    const twig::Array *items = call.elements(0);
    if (!items) call.fail("A list is needed.");
    std::int64_t sum = 0;
    for (std::uint32_t i = 0; i < items->size(); ++i) {
        const Value given[] = {items->valueAt(i)};
        const Value item = call.count() > 1 ? call.callArrow(call[1], given) : given[0];
        sum += item.isInt() ? item.intValue() : 0;
        call.step();
    }
    return Value::integer(sum);
}

/// {% frame a, b %}…{% endframe %}
Addition frame()
{
    Addition tag = named("frame", [](const Call &call) {
        const std::string end(call.count() > 2 ? call.text(2) : call.text(1));
        return call.string(std::string(call.text(1)) + std::string(call.text(0)) + end);
    });
    tag.arguments = {{"left", "", false}, {"right", "null", false}};
    tag.hasBody = true;
    return tag;
}

std::shared_ptr<const Library> library()
{
    auto all = std::make_shared<Library>();
    Addition sum = named("total", total);
    sum.arguments = {{"arrow", "null", false}};
    all->addFilter(sum);
    all->addFilter(named("upper", [](const Call &call) { return call.string("UP:" + std::string(call.text(0))); }));
    all->addFunction(named("pair", [](const Call &call) {
        const std::pair<std::string_view, Value> fields[] = {{"a", Value::integer(1)}, {"b", call.string("x")}};
        return call.map(fields);
    }));
    Addition over = named("over", [](const Call &call) { return Value::boolean(call[0].intValue() > call[1].intValue()); });
    over.arguments = {{"least", "", false}};
    over.bareArgument = true;
    all->addTest(over);
    all->addTag(frame());
    return all;
}

std::string render(std::string_view source, std::shared_ptr<const Library> own, twig::Escaping escaping = twig::Escaping::Off)
{
    twig::Settings settings;
    settings.library = std::move(own);
    settings.autoescape = escaping;
    const twig::Environment environment(settings);
    return environment.render(*environment.compile(source, "t"), twig::Context()).text;
}

} // namespace

/// Filters, functions, tests and tags of one's own.
class TestLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void renders_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("filter") << QByteArray("{{ [1, 2, 3]|total }}") << QByteArray("6");
        QTest::newRow("arrow") << QByteArray("{{ [1, 2, 3]|total(x => x * 10) }}") << QByteArray("60");
        QTest::newRow("named argument") << QByteArray("{{ [1]|total(arrow: x => 5) }}") << QByteArray("5");
        QTest::newRow("hides Twig's own") << QByteArray("{{ 'a'|upper }}") << QByteArray("UP:a");
        QTest::newRow("function") << QByteArray("{{ pair()|json_encode }}") << QByteArray("{\"a\":1,\"b\":\"x\"}");
        QTest::newRow("bare argument") << QByteArray("{{ 3 is over 2 ? 1 : 0 }}{{ 3 is not over(3) ? 1 : 0 }}")
                                       << QByteArray("11");
        QTest::newRow("tag") << QByteArray("{% frame '[' %}{{ 1 }}{% endframe %}") << QByteArray("[1[");
        QTest::newRow("tag in a tag") << QByteArray("{% frame '[', ']' %}a{% frame '(', ')' %}b{% endframe %}{% endframe %}")
                                      << QByteArray("[a(b)]");
        QTest::newRow("spread") << QByteArray("{{ [1, 2]|total(...[x => 1]) }}") << QByteArray("2");
        QTest::newRow("guard") << QByteArray("{% guard function pair %}yes{% else %}no{% endguard %}") << QByteArray("yes");
    }
    void renders()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(render(source.toStdString(), library())), expected);
    }

    void escapes_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("safe") << QByteArray("{{ safe_br() }}") << QByteArray("<br />");
        QTest::newRow("not safe") << QByteArray("{{ unsafe_br() }}") << QByteArray("&lt;br /&gt;");
        QTest::newRow("before") << QByteArray("{% set a = '<' %}{{ a|nl2br }}") << QByteArray("&lt;");
        QTest::newRow("passed on") << QByteArray("{% set a = '<a' %}{{ a|e|preserves_safety }} {{ a|preserves_safety }}")
                                   << QByteArray("&LT;A &lt;A");
        QTest::newRow("other strategy") << QByteArray("{% set a = '<' %}{{ a|escape_something }}") << QByteArray("&lt;");
        QTest::newRow("parts of a name") << QByteArray("{{ 'x'|b_path }}{{ c_foo_d_bar('y') }}") << QByteArray("b/xc/d/y");
        QTest::newRow("test with a star") << QByteArray("{{ 'bar' is test_bar ? 1 : 0 }}{{ 'a b' is multi word ? 1 : 0 }}")
                                          << QByteArray("11");
    }
    void escapes()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, expected);
        const std::string text = render(source.toStdString(), conformance::testExtension(), twig::Escaping::Html);
        QCOMPARE(QByteArray::fromStdString(text), expected);
    }

    void failsAtItsPlace_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("own error") << QByteArray("\n{{ 1|total }}") << QByteArray("A list is needed in \"t\" at line 2.");
        QTest::newRow("argument missing") << QByteArray("\n{{ 1 is over }}")
                                          << QByteArray(
                                                 "Unexpected token \"end of print statement\" of value \"\" in \"t\" at line 2.");
        QTest::newRow("tag without argument")
            << QByteArray("\n{% frame %}{% endframe %}")
            << QByteArray("The \"frame\" tag takes 1 or more arguments, 0 given in \"t\" at line 2.");
        QTest::newRow("suggested") << QByteArray("{{ pairs() }}")
                                   << QByteArray("Unknown \"pairs\" function. Did you mean \"pair\" in \"t\" at line 1?");
        QTest::newRow("tag not closed") << QByteArray("{% frame 1 %}{% if true %}{% endframe %}")
                                        << QByteArray(
                                               "Unexpected \"endframe\" tag (expecting closing tag for the \"if\" tag defined "
                                               "near line 1) in \"t\" at line 1.");
    }
    void failsAtItsPlace()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, message);
        try {
            render(source.toStdString(), library());
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(QByteArray::fromStdString(error.message()), message);
        }
    }

    void saysWhatIsDeprecated()
    {
        twig::Settings settings;
        settings.library = conformance::testExtension();
        const auto compiled = twig::Environment(settings).compile("\n{{ deprecated_function() }}", "t");
        QCOMPARE(compiled->messages().size(), std::size_t(1));
        QCOMPARE(QByteArray::fromStdString(compiled->messages()[0].text),
                 QByteArray("Since foo/bar 1.1: Twig Function \"deprecated_function\" is deprecated; use "
                            "\"not_deprecated_function\" instead in t at line 2."));
    }

    void needsANameAndSomethingToRun()
    {
        Library empty;
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, empty.addFilter(named("", total)));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, empty.addFunction(named("a", {})));
    }

    void listsItsSymbols()
    {
        const auto own = library();
        const std::vector<twig::SymbolInfo> symbols = own->symbols();
        QCOMPARE(symbols.size(), std::size_t(5));
        QCOMPARE(symbols[0].name, std::string_view("total"));
        QCOMPARE(symbols[0].arguments.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestLibrary)
#include "tst_library.moc"
