// SPDX-License-Identifier: MIT
// What the extensions do beyond the golden cases: switches, limits, threads.
#include "twig/environment.h"
#include "twig/registry.h"
#include "twig/template.h"

#include <QtTest/QTest>

#include <string>
#include <thread>
#include <vector>

using twig::Error;
using twig::ErrorKind;
using twig::Extension;

namespace {

twig::Settings allOn()
{
    twig::Settings settings;
    for (const Extension extension : twig::allExtensions())
        if (twig::isBuiltIn(extension)) settings.extensions.add(extension);
    return settings;
}

std::string render(std::string_view source, const twig::Settings &settings, const twig::RenderOptions &options = {})
{
    const twig::Environment environment(settings);
    return environment.render(*environment.compile(source, "t"), twig::Context::parse("{}"), options).text;
}

Error errorOf(std::string_view source, const twig::Settings &settings)
{
    try {
        render(source, settings);
    } catch (const Error &error) {
        return error;
    }
    QTest::qFail("no error", __FILE__, __LINE__);
    return Error(ErrorKind::Cancelled, {});
}

} // namespace

class TestExtensions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreFoundAgain()
    {
        for (const Extension extension : twig::allExtensions())
            QVERIFY(twig::extensionNamed(twig::extensionName(extension)) == extension);
        QVERIFY(!twig::extensionNamed(""));
        QVERIFY(!twig::extensionNamed("Intl"));
    }

    void nothingOfThemIsThereUnlessSwitchedOn()
    {
        for (const twig::SymbolInfo &symbol : twig::symbols()) {
            const bool isCall = symbol.kind == twig::SymbolInfo::Kind::Filter || symbol.kind == twig::SymbolInfo::Kind::Function;
            if (!isCall || symbol.extension == Extension::Core) continue;
            const std::string name(symbol.name);
            const bool isFilter = symbol.kind == twig::SymbolInfo::Kind::Filter;
            const Error error = errorOf(isFilter ? "{{ 1|" + name + " }}" : "{{ " + name + "() }}", {});
            QCOMPARE(error.kind(), ErrorKind::Syntax);
            QVERIFY2(error.message().find("Unknown \"" + name + "\"") == 0, error.message().c_str());
        }
    }

    void limits_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("attributes") << QByteArray(
            "{% set a = {a: ['x']} %}{% for i in 1..60 %}{% set a = a|html_attr_merge(a) %}{% endfor %}");
        QTest::newRow("data") << QByteArray(
            "{% set a = 'xxxxxxxx' %}{% for i in 1..60 %}{% set a = a|data_uri('text/plain') ~ a %}{% endfor %}");
        if (!twig::isBuiltIn(Extension::Intl)) return;
        QTest::newRow("repeat") << QByteArray("{{ 'x'|u.repeat(2000000000) }}");
        QTest::newRow("repeat of a long text") << QByteArray("{{ 'abcdefgh'|u.repeat(9000000000000000000) }}");
        QTest::newRow("repeat again") << QByteArray("{{ 'x'|u.repeat(100000).repeat(100000) }}");
        QTest::newRow("padding") << QByteArray("{{ 'x'|u.padStart(2000000000) }}");
        QTest::newRow("padding of both sides") << QByteArray("{{ 'x'|u.padBoth(9223372036854775807, 'é-') }}");
        QTest::newRow("wrapping") << QByteArray(
            "{{ 'x y '|u.repeat(1000000).wordwrap(1, 'abcdefghijklmnopqrstuvwxyz'|u.repeat(100)) }}");
        QTest::newRow("replacing") << QByteArray("{{ 'x'|u.repeat(100000).replace('x', 'y'|u.repeat(100000)) }}");
        QTest::newRow("replacing again and again")
            << QByteArray("{% set t = 'éx'|u.repeat(100000) %}{% for i in 1..1000 %}{% do t.replace('x', 'y') %}{% endfor %}");
        QTest::newRow("joining") << QByteArray("{% set t = 'x'|u.repeat(1000000) %}{{ t.join(range(1, 10000)) }}");
        QTest::newRow("matches") << QByteArray(
            "{% for i in 1..100000 %}{% do 'x'|u.repeat(100000).match('/x/', 1) %}{% endfor %}");
        QTest::newRow("slugs") << QByteArray("{{ '- '|u.repeat(1000000)|slug('x'|u.repeat(1000000)) }}");
        QTest::newRow("width of a number") << QByteArray("{{ 1|format_number({format_width: 2000000000}) }}");
        QTest::newRow("lists of names") << QByteArray("{% for i in 1..1000000 %}{% do timezone_names() %}{% endfor %}");
    }
    void limits()
    {
        QFETCH(QByteArray, source);
        const Error error = errorOf(source.toStdString(), allOn());
        QVERIFY2(error.kind() == ErrorKind::Limit, error.message().c_str());
    }

    void manyDigitsAreCutByIcu()
    {
        if (!twig::isBuiltIn(Extension::Intl)) QSKIP("built without ICU");
        const std::string digits =
            render("{{ 1|format_number({min_fraction_digit: 2000000000, min_integer_digit: 2000000000}) }}", allOn());
        QVERIFY(digits.size() < 10000);
    }

    void theLocaleIsASetting()
    {
        if (!twig::isBuiltIn(Extension::Intl)) QSKIP("built without ICU");
        twig::Settings settings = allOn();
        settings.locale = "de";
        QCOMPARE(render("{{ 1234.5|format_number }} {{ 'FR'|country_name }} {{ '2026-03-02'|format_date }}", settings),
                 std::string("1.234,5 Frankreich 02.03.2026"));
    }

    void namesOfLocalesAreNoPaths()
    {
        if (!twig::isBuiltIn(Extension::Intl)) QSKIP("built without ICU");
        QCOMPARE(render("{{ country_names('../en')|length }} {{ 'FR'|country_name('en/../de') }}", allOn()), std::string("0 FR"));
        QCOMPARE(errorOf("{{ 1|format_number(locale='en/../de') }}", allOn()).cause(), std::string("ValueError"));
    }

    void theTimeIsAnOption()
    {
        if (!twig::isBuiltIn(Extension::Intl)) QSKIP("built without ICU");
        twig::RenderOptions options;
        options.now = 1772421300;
        QCOMPARE(render("{{ null|format_datetime(pattern='yyyy-MM-dd HH:mm') }}", allOn(), options),
                 std::string("2026-03-02 03:15"));
    }

    void manyThreadsRenderOneTemplate()
    {
        if (!twig::isBuiltIn(Extension::Intl)) QSKIP("built without ICU");
        const twig::Environment environment(allOn());
        const auto compiled =
            environment.compile("{% for l in ['en', 'de', 'fr'] %}{{ 1234.5|format_currency('EUR', locale=l) }}"
                                "{{ '2026-03-02'|format_date('long', locale=l) }}{{ 'Paris Été'|slug }}"
                                "{{ 'Éa'|u.truncate(1, '…').upper }}{{ timezone_names(l)['Europe/Paris'] }}{% endfor %}",
                                "t");
        const std::string expected = environment.render(*compiled, twig::Context()).text;
        std::vector<std::thread> threads;
        std::vector<int> wrong(4);
        for (int &count : wrong)
            threads.emplace_back([&] {
                for (int i = 0; i < 20; ++i)
                    count += environment.render(*compiled, twig::Context()).text != expected;
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong, std::vector<int>(4));
    }
};

QTEST_GUILESS_MAIN(TestExtensions)
#include "tst_extensions.moc"
