// SPDX-License-Identifier: MIT
#include "twig/environment.h"
#include "twig/loader.h"
#include "twig/registry.h"
#include "twig/template.h"

#include <QtTest/QTest>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

using twig::Context;
using twig::Environment;
using twig::Error;
using twig::ErrorKind;

namespace {

std::string render(std::string_view source, const char *context = "{}", const twig::RenderOptions &options = {},
                   const twig::Settings &settings = {})
{
    const Environment environment(settings);
    return environment.render(*environment.compile(source, "t"), Context::parse(context), options).text;
}

/// The error that rendering gives; the test fails when there is none.
Error errorOf(std::string_view source, const twig::RenderOptions &options = {}, const twig::Settings &settings = {})
{
    try {
        render(source, "{}", options, settings);
    } catch (const Error &error) {
        return error;
    }
    QTest::qFail("no error", __FILE__, __LINE__);
    return Error(ErrorKind::Cancelled, {});
}

/// "text from line:column reads a, b(absent)" of each piece that is not literal.
std::string described(const twig::RenderResult &result)
{
    std::string all;
    for (const twig::OutputPiece &piece : result.trace.pieces) {
        if (piece.literal) continue;
        all += "[" + result.text.substr(piece.begin, piece.end - piece.begin) + "@" + std::to_string(piece.line) + ":" +
               std::to_string(piece.column);
        for (const twig::PathRead &read : piece.paths)
            all += " " + read.path + (read.exists ? "" : "!");
        all += "]";
    }
    return all;
}

twig::RenderResult traced(std::string_view source, const char *context, std::shared_ptr<const twig::Loader> loader = {})
{
    const Environment environment({}, std::move(loader));
    twig::RenderOptions options;
    options.trace = true;
    return environment.render(*environment.compile(source, "t"), Context::parse(context), options);
}

} // namespace

class TestEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneTemplateOnManyThreads()
    {
        auto loader = std::make_shared<twig::ArrayLoader>();
        loader->set("line", "{{ line.sku|lower }}={{ line.qty * 2 }};");
        const Environment environment({}, loader);
        const auto compiled =
            environment.compile("{% for line in lines %}{% include 'line' %}{{ loop.index }}{{ line|json_encode }}{% endfor %}"
                                "{{ lines|map(l => l.qty)|join('+') }} {{ now|date('Y') }}",
                                "t");
        const Context context =
            Context::parse("{\"now\": 86400, \"lines\": [{\"sku\": \"A\", \"qty\": 1}, {\"sku\": \"B\", \"qty\": 2.5}]}");
        const std::string expected = environment.render(*compiled, context).text;
        QVERIFY(expected.starts_with("a=2;1{\"sku\":\"A\",\"qty\":1}b=5;2"));
        std::atomic<int> different = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                for (int turn = 0; turn < 200; ++turn)
                    if (environment.render(*compiled, context).text != expected) ++different;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(different.load(), 0);
    }

    void cancelEndsTheRender()
    {
        const std::atomic<bool> cancelled = true;
        twig::RenderOptions options;
        options.cancelled = &cancelled;
        const Error error = errorOf("{% for i in 1..5000 %}{% endfor %}", options);
        QCOMPARE(error.kind(), ErrorKind::Cancelled);
    }

    void errorsHaveTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("length");
        QTest::newRow("unknown filter") << QByteArray("a\n{{ x|nope }}") << 2 << 6 << 7 << 4;
        QTest::newRow("behind accents") << QByteArray("éé{{ x|nope }}") << 1 << 8 << 9 << 4;
        QTest::newRow("CR LF") << QByteArray("a\r\n\r\n{{ x|nope }}") << 3 << 6 << 10 << 4;
        QTest::newRow("missing variable") << QByteArray("{\n  \"a\": {{ nothing }}\n}") << 2 << 11 << 12 << 7;
        QTest::newRow("division") << QByteArray("ab {{ 1 / 0 }}") << 1 << 7 << 6 << 5;
        QTest::newRow("unclosed") << QByteArray("ab {{ (1 }}") << 1 << 7 << 6 << 1;
    }
    void errorsHaveTheirPlace()
    {
        QFETCH(QByteArray, source);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(int, offset);
        QFETCH(int, length);
        twig::Settings settings;
        settings.strictVariables = true;
        const Error error = errorOf(source.toStdString(), {}, settings);
        QCOMPARE(error.line(), line);
        QCOMPARE(error.column(), column);
        QCOMPARE(static_cast<int>(error.span().offset), offset);
        QCOMPARE(static_cast<int>(error.span().length), length);
        QCOMPARE(error.templateName(), std::string("t"));
    }

    void traceNamesThePaths_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("path") << QByteArray("a {{ reward.amount }} b") << QByteArray("[5@1:6 reward.amount]");
        QTest::newRow("filters") << QByteArray("{{ reward.name|upper|json_encode }}") << QByteArray("[\"TEN\"@1:4 reward.name]");
        QTest::newRow("missing") << QByteArray("{{ reward.nope|json_encode }}") << QByteArray("[null@1:4 reward.nope!]");
        QTest::newRow("through set") << QByteArray("{% set x = reward.amount + 1 %}\n{{ x }}")
                                     << QByteArray("[6@2:4 reward.amount]");
        QTest::newRow("through capture") << QByteArray("{% set x %}<{{ reward.amount }}>{% endset %}{{ x }}")
                                         << QByteArray("[5@1:16 reward.amount]");
        QTest::newRow("loop") << QByteArray("{% for t in tags %}{{ t.n }}{% endfor %}")
                              << QByteArray("[1@1:23 tags[0].n][2@1:23 tags[1].n]");
        QTest::newRow("choice") << QByteArray("{{ reward.nope ?? reward.amount }}") << QByteArray("[5@1:19 reward.amount]");
        QTest::newRow("two in one") << QByteArray("{{ reward.amount ~ tags[0].n }}")
                                    << QByteArray("[51@1:4 reward.amount tags[0].n]");
    }
    void traceNamesThePaths()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, expected);
        const auto result =
            traced(source.toStdString(), "{\"reward\": {\"amount\": 5, \"name\": \"ten\"}, \"tags\": [{\"n\": 1}, {\"n\": 2}]}");
        QCOMPARE(QByteArray::fromStdString(described(result)), expected);
    }

    void traceLeavesNoGap()
    {
        auto loader = std::make_shared<twig::ArrayLoader>();
        loader->set("part", "<{{ x }}>");
        loader->set("base", "B{% block b %}base{% endblock %}E");
        const auto result =
            traced("{% extends 'base' %}{% block b %}{% include 'part' %}{{ parent() }}{% macro m(a) %}m{{ a }}{% endmacro %}"
                   "{{ _self.m(x) }}{{ include('part') }}{% endblock %}",
                   "{\"x\": 7}", loader);
        QCOMPARE(result.text, std::string("B<7>basem7<7>E"));
        std::size_t at = 0;
        for (const twig::OutputPiece &piece : result.trace.pieces) {
            QCOMPARE(piece.begin, at);
            QVERIFY(piece.end > piece.begin);
            at = piece.end;
        }
        QCOMPARE(at, result.text.size());
    }

    void traceChangesNothing()
    {
        const char *context = "{\"a\": [3, 1, 2], \"s\": \"x\\\"y\", \"o\": {\"k\": {\"d\": null}}}";
        const std::string source = "{% set t = a|sort|join(',') %}{{ t }} {{ s|json_encode }} {{ o.k.d ?? 'none' }}"
                                   "{% for x in a if false %}{% endfor %}";
        const std::string good = "{% set t = a|sort|join(',') %}{{ t }} {{ s|json_encode }} {{ o.k.d ?? 'none' }}"
                                 "{% for k, x in a %}{{ loop.last ? '!' : k ~ x }}{% endfor %}";
        QVERIFY_THROWS_EXCEPTION(Error, render(source, context));
        QCOMPARE(traced(good, context).text, render(good, context));
    }

    void payloadProfileKeepsTheContext()
    {
        const char *context = "{\"o\": {}, \"l\": [], \"n\": 123456789012345678901234567890}";
        const std::string source = "{{ o|json_encode }}{{ l|json_encode }}{{ n|json_encode }}{{ {a: o, b: n}|json_encode }}";
        QCOMPARE(render(source, context),
                 std::string("{}[]123456789012345678901234567890{\"a\":{},\"b\":123456789012345678901234567890}"));
        twig::Settings faithful;
        faithful.profile = twig::Profile::Faithful;
        QCOMPARE(render(source, context, {}, faithful),
                 std::string("[][]1.2345678901234568e+29{\"a\":[],\"b\":1.2345678901234568e+29}"));
    }

    void roundsAsOlderPhp_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QByteArray>("before");
        QTest::newRow("product") << QByteArray("{{ (1.005 * 100)|round }}") << QByteArray("100") << QByteArray("101");
        QTest::newRow("cents") << QByteArray("{{ (4.015 * 100)|round }}") << QByteArray("401") << QByteArray("402");
        QTest::newRow("plain") << QByteArray("{{ 2.5|round }}{{ -2.5|round }}") << QByteArray("3-3") << QByteArray("3-3");
        QTest::newRow("places") << QByteArray("{{ 1.955|round(2) }}") << QByteArray("1.96") << QByteArray("1.96");
        QTest::newRow("format") << QByteArray("{{ (1.005 * 100)|number_format }}") << QByteArray("100") << QByteArray("101");
        QTest::newRow("tens") << QByteArray("{{ 1234.5|number_format(-2) }}") << QByteArray("1,200") << QByteArray("1,235");
        QTest::newRow("floor") << QByteArray("{{ (1.005 * 100)|round(0, 'ceil') }}") << QByteArray("101") << QByteArray("101");
    }
    void roundsAsOlderPhp()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, now);
        QFETCH(QByteArray, before);
        QCOMPARE(QByteArray::fromStdString(render(source.toStdString())), now);
        twig::Settings settings;
        settings.rounding = twig::php::RoundingRule::Before84;
        QCOMPARE(QByteArray::fromStdString(render(source.toStdString(), "{}", {}, settings)), before);
    }

    void callableStringsAreRefused() { QCOMPARE(errorOf("{{ ['id']|map('system')|join }}").kind(), ErrorKind::Security); }

    void contextErrorsHaveTheirPlace()
    {
        try {
            Context::parse("{\n  \"a\": tru\n}");
            QFAIL("no error");
        } catch (const twig::ContextError &error) {
            QCOMPARE(error.line(), 2);
            QVERIFY(error.column() > 7);
        }
    }

    void examplesRun()
    {
        using twig::Extension;
        twig::Settings settings;
        for (const Extension extension : twig::allExtensions())
            if (twig::isBuiltIn(extension)) settings.extensions.add(extension);
        for (const twig::SymbolInfo &symbol : twig::symbols()) {
            QVERIFY2(!symbol.help.empty(), std::string(symbol.name).c_str());
            if (symbol.kind == twig::SymbolInfo::Kind::Operator) continue;
            try {
                render(symbol.example, "{}", {}, settings);
            } catch (const Error &error) {
                QFAIL((std::string(symbol.example) + ": " + error.message()).c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
