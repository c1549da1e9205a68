// SPDX-License-Identifier: MIT
// Rendering a target to its payload.
#include "payload/payload.h"

#include <QtTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace targetdesk;

class TestPayload : public QObject
{
    Q_OBJECT

private:
    static Target target(const std::string &source)
    {
        Target made;
        made.handle = made.name = "t";
        made.url = "http://127.0.0.1:1/x";
        made.templateSource = source;
        return made;
    }

    static std::string textOf(const Target &what, const std::string &context)
    {
        PayloadOptions options;
        options.now = 1772421300; // 2026-03-02 03:15:00 UTC
        return PayloadRenderer(what).render(context, options).text;
    }

private Q_SLOTS:
    void aGoodPayloadHasNoProblems()
    {
        const PayloadRenderer renderer(target(R"({"email": {{ email|json_encode|raw }}})"));
        const Payload payload = renderer.render("{\"email\": \"a\\\"b\"}");
        QVERIFY(payload.isGood());
        QCOMPARE(payload.text, std::string("{\"email\": \"a\\\"b\"}"));
        QVERIFY(payload.problems.empty());
        QVERIFY(payload.trace.pieces.empty()); // nobody asked
        QVERIFY(!renderer.templateProblem());
    }

    void settingsReachTheTemplate()
    {
        Target what = target("{\"m\": \"{{ config.metric }}\", \"d\": \"{{ \"now\"|date(\"Y-m-d H:i\") }}\"}");
        what.delivery.config = Json::parse(R"({"metric": "M"})");
        QCOMPARE(textOf(what, "{}"), std::string(R"({"m": "M", "d": "2026-03-02 03:15"})"));
        what.delivery.timezone = "Australia/Melbourne";
        QCOMPARE(textOf(what, "{}"), std::string(R"({"m": "M", "d": "2026-03-02 14:15"})"));
        QCOMPARE(textOf(what, R"({"config": {"metric": "own"}})"), std::string(R"({"m": "own", "d": "2026-03-02 14:15"})"));
        what.templateSource = "{{ x }}";
        what.delivery.autoescape = "html";
        QCOMPARE(textOf(what, R"({"x": "<"})"), std::string("&lt;"));
        what.delivery.strictVariables = true;
        const Payload strict = PayloadRenderer(what).render("{}");
        QVERIFY(!strict.rendered && !strict.isGood());
        QCOMPARE(strict.problems.at(0).code, std::string("T002"));
    }

    void extensionsAreOnWhenTheWorkspaceSaysSo()
    {
        Target what = target("{{ ['point']|map(w => w|plural)|json_encode|raw }}");
        const Payload off = PayloadRenderer(what).render("{}");
        QVERIFY(!off.rendered);
        QCOMPARE(off.problems.at(0).what, std::string("Unknown \"plural\" filter."));
        QVERIFY2(off.problems.at(0).remedy.find("add \"string\"") == 0, off.problems.at(0).remedy.c_str());
        what.twig.extensions = {"string"};
        QCOMPARE(textOf(what, "{}"), std::string("[\"points\"]"));
    }

    void aWorkspaceCanNameEveryExtension()
    {
        std::vector<std::string_view> names;
        for (const twig::Extension extension : twig::allExtensions())
            names.push_back(twig::extensionName(extension));
        const auto known = twigExtensionNames();
        QCOMPARE(std::vector<std::string_view>(known.begin(), known.end()), names);
    }

    void theLocaleOfTheWorkspaceReachesTheTemplate()
    {
        if (!twig::isBuiltIn(twig::Extension::Intl)) QSKIP("built without ICU");
        Target what = target("[\"{{ 1234.5|format_currency('EUR') }}\"]");
        what.twig = {{"intl"}, "nl"};
        QCOMPARE(textOf(what, "{}"), std::string("[\"€\u00A01.234,50\"]"));
    }

    void aTemplateThatDoesNotCompileIsAProblemOfEveryRender()
    {
        const PayloadRenderer renderer(target("{\n{{ x | }}"));
        QVERIFY(renderer.templateProblem().has_value());
        for (int i = 0; i < 2; ++i) {
            const Payload payload = renderer.render("{}");
            QVERIFY(!payload.rendered && payload.text.empty());
            QCOMPARE(payload.problems.at(0).code, std::string("T001"));
            QCOMPARE(payload.problems.at(0).line, 2);
        }
    }

    void textNeedNotBeJson()
    {
        PayloadOptions options;
        options.wantsJson = false;
        const Payload payload = PayloadRenderer(target("Dear {{ n }}")).render(R"({"n": "A"})", options);
        QVERIFY(payload.isGood());
        QCOMPARE(payload.text, std::string("Dear A"));
        Target what = target("");
        QVERIFY(expectsJson(what));
        what.delivery.contentType = "application/vnd.api+json";
        QVERIFY(expectsJson(what));
        what.delivery.contentType = "text/plain";
        QVERIFY(!expectsJson(what));
    }

    void theBadPayloadIsStillThere()
    {
        const Payload payload = PayloadRenderer(target("{\"a\": \"{{ a }}\"}")).render("{\"a\": \"\\\"\"}");
        QVERIFY(payload.rendered && !payload.isJson && !payload.isGood());
        QCOMPARE(payload.text, std::string("{\"a\": \"\"\"}"));
        QVERIFY(!payload.trace.pieces.empty());
    }

    void aSecondRenderForTheBlamePrintsTheSame()
    {
        // Random and the clock must not differ between the two.
        const PayloadRenderer renderer(
            target("{\"r\": {{ random(1000000) }}, \"n\": \"{{ \"now\"|date(\"U\") }}\", \"a\": \"{{ a }}\"}"));
        const Payload payload = renderer.render("{\"a\": \"\\\"\"}");
        QVERIFY(!payload.trace.pieces.empty());
        QCOMPARE(payload.problems.at(0).contextPath, std::string("a"));
    }

    void tracesCoverTheOutput()
    {
        PayloadOptions options;
        options.trace = true;
        const Payload payload =
            PayloadRenderer(target("{\"a\": \"{{ a }}\", \"b\": \"{{ absent }}\"}")).render(R"({"a": "x"})", options);
        QVERIFY(payload.isGood());
        std::size_t at = 0;
        for (const twig::OutputPiece &piece : payload.trace.pieces) {
            QCOMPARE(piece.begin, at);
            at = piece.end;
        }
        QCOMPARE(at, payload.text.size());
        QCOMPARE(payload.problems.size(), std::size_t(1));
        QCOMPARE(payload.problems[0].code, std::string("B201"));
        QCOMPARE(payload.problems[0].contextPath, std::string("absent"));
    }

    void oneRendererServesManyThreads()
    {
        const PayloadRenderer renderer(
            target(R"({"id": {{ id }}, "l": [{% for i in l %}{{ i }}{{ not loop.last ? ',' }}{% endfor %}]})"));
        std::atomic<int> good = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&renderer, &good, t] {
                for (int i = 0; i < 200; ++i) {
                    const std::string id = std::to_string(t * 1000 + i);
                    const Payload payload = renderer.render("{\"id\": " + id + ", \"l\": [1,2,3]}");
                    if (payload.isGood() && payload.text == "{\"id\": " + id + ", \"l\": [1,2,3]}") ++good;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 800);
    }

    void rendersCanBeCancelled()
    {
        const std::atomic<bool> cancelled = true;
        PayloadOptions options;
        options.cancelled = &cancelled;
        const Payload payload = PayloadRenderer(target("{% for i in 0..900000 %}{{ i }}{% endfor %}")).render("{}", options);
        QVERIFY(!payload.rendered);
        QCOMPARE(payload.problems.at(0).code, std::string("T006"));
    }

    void largePayloadsWork()
    {
        std::string context = R"({"l": [0)";
        for (int i = 1; i < 20000; ++i)
            context += "," + std::to_string(i);
        context += "], \"bad\": \"\\\"\"}";
        const std::string loop =
            R"({"l": [{% for i in l %}{"i": "{{ i }}"}{{ not loop.last ? ',' }}{% endfor %}], "b": "{{ bad }}"})";
        const Payload payload = PayloadRenderer(target(loop)).render(context);
        QVERIFY(payload.rendered && !payload.isJson);
        QCOMPARE(payload.problems.at(0).contextPath, std::string("bad"));
    }
};

QTEST_GUILESS_MAIN(TestPayload)
#include "tst_payload.moc"
