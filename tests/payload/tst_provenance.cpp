// SPDX-License-Identifier: MIT
// Where each part of a payload comes from: golden/provenance/<case>/{template.json.twig, context.json, expected.txt}.
// TARGETDESK_RECORD=1 writes the expectations anew: read them before you keep them.
#include "payload/payload.h"
#include "payload/prettyjson.h"
#include "payload/provenance.h"
#include "payload/rendersteps.h"
#include "payload/textplaces.h"

#include <QtTest>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace targetdesk;
namespace fs = std::filesystem;

class TestProvenance : public QObject
{
    Q_OBJECT

private:
    static fs::path folder() { return fs::path(TESTS_DIR) / "golden" / "provenance"; }

    static std::string read(const fs::path &file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }

    static Provenance provenanceOf(const std::string &source, const std::string &context)
    {
        const PayloadRenderer renderer(source, "template.json.twig", {});
        PayloadOptions options;
        options.trace = true;
        Payload payload = renderer.render(context, options);
        return {std::move(payload.trace), payload.text, source, "template.json.twig", context};
    }

    static std::string cut(const std::string &text, const TextSpan &span)
    {
        return "[" + text.substr(span.begin, span.end - span.begin) + "]";
    }

    static std::string report(const Origin &origin, const Provenance &provenance)
    {
        std::string text = cut(provenance.payload(), origin.output) + " " + std::to_string(origin.line) + ":" +
                           std::to_string(origin.column) + " " + origin.expression + "\n";
        for (const OriginTurn &turn : origin.turns)
            text += "  " + turn.variable + " " + std::to_string(turn.number) + " of " + std::to_string(turn.count) + "\n";
        for (const OriginPath &path : origin.paths)
            text += "  path " + path.path + (path.exists ? " = " + path.value : std::string(" is not there")) + "\n";
        for (const OriginStep &step : origin.steps)
            text += std::string(step.isSet ? "  set " : "  ") + step.what + " -> " + step.value.text + "\n";
        return text;
    }

    static std::string report(const Provenance &provenance)
    {
        std::string text;
        std::size_t last = std::string::npos;
        for (std::size_t i = 0; i < provenance.payload().size(); ++i) {
            const auto origin = provenance.at(i);
            if (!origin || origin->isConstant || origin->output.begin == last) continue;
            last = origin->output.begin;
            text += report(*origin, provenance);
        }
        text += "constant";
        for (const TextSpan &span : provenance.constantText())
            text += " " + cut(provenance.payload(), span);
        text += "\nunused";
        for (const std::string &leaf : provenance.unusedLeaves())
            text += " " + leaf;
        return text + "\n";
    }

private Q_SLOTS:
    void golden_data()
    {
        QTest::addColumn<QString>("name");
        std::set<std::string> names;
        for (const auto &entry : fs::directory_iterator(folder()))
            names.insert(entry.path().filename().string());
        for (const std::string &name : names)
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    void golden()
    {
        QFETCH(QString, name);
        const fs::path place = folder() / name.toStdString();
        const std::string text = report(provenanceOf(read(place / "template.json.twig"), read(place / "context.json")));
        if (qEnvironmentVariableIsSet("TARGETDESK_RECORD")) {
            std::ofstream(place / "expected.txt", std::ios::binary) << text;
            QSKIP("recorded");
        }
        QCOMPARE(QString::fromStdString(text), QString::fromStdString(read(place / "expected.txt")));
    }

    void quotesBelongToTheValueBetweenThem()
    {
        const Provenance provenance = provenanceOf("{\"a\": \"{{ a }}\", \"b\": \"x\"}", "{\"a\": \"y\"}");
        QCOMPARE(provenance.payload(), "{\"a\": \"y\", \"b\": \"x\"}");
        for (const std::size_t offset : {6, 7, 8}) {
            const auto origin = provenance.at(offset);
            QVERIFY(origin && !origin->isConstant);
            QCOMPARE(origin->expression, "a");
        }
        QVERIFY(provenance.at(9)->isConstant);
        QVERIFY(provenance.at(16)->isConstant);
        QVERIFY(!provenance.at(provenance.payload().size()));
    }

    void constantTextHasItsCharacter()
    {
        const Provenance provenance = provenanceOf("{{ a }}\n\xC3\xA4 {\n b}", "{\"a\": \"1\\n2\"}");
        const auto origin = provenance.at(provenance.payload().find('{'));
        QVERIFY(origin && origin->isConstant);
        QCOMPARE(origin->line, 2);
        QCOMPARE(origin->column, 3);
        QCOMPARE(cut(provenance.source(), origin->source), "[{]");
        QCOMPARE(provenance.at(provenance.payload().find('b'))->line, 3);
    }

    void templateToPayload()
    {
        const std::string source = "[{% for i in list %}{{ i.n }},{% endfor %}0]";
        const Provenance provenance = provenanceOf(source, "{\"list\": [{\"n\": 7}, {\"n\": 89}]}");
        QCOMPARE(provenance.payload(), "[7,89,0]");
        QCOMPARE(provenance.printedBy(source.find("i.n")), (std::vector<TextSpan>{{1, 2}, {3, 5}}));
        QCOMPARE(provenance.printedBy(source.find(",")), (std::vector<TextSpan>{{2, 3}, {5, 6}}));
        QVERIFY(provenance.printedBy(source.find("for")).empty());
        QCOMPARE(provenance.expressionAt(source.find("i.n"))->paths.front().path, "list[0].n");
        QVERIFY(!provenance.expressionAt(source.size() - 1));
    }

    void contextToBoth()
    {
        const std::string source = "{% if vip %}{{ who.name }}{% endif %}{{ who|keys|join }}{{ who.name }}";
        const Provenance provenance = provenanceOf(source, "{\"vip\": true, \"who\": {\"name\": \"A\", \"age\": 4}, \"x\": 1}");
        QCOMPARE(provenance.payload(), "AnameageA");
        QCOMPARE(provenance.printedFrom("who.name"), (std::vector<TextSpan>{{0, 1}, {1, 8}, {8, 9}}));
        QCOMPARE(provenance.printedFrom("who.age"), (std::vector<TextSpan>{{1, 8}}));
        QVERIFY(provenance.printedFrom("vip").empty());
        QCOMPARE(provenance.expressionsReading("who.name").size(), std::size_t(3));
        QCOMPARE(provenance.expressionsReading("vip").size(), std::size_t(1));
        QVERIFY(provenance.isUsed("vip"));
        QVERIFY(provenance.isUsed("who"));
        QVERIFY(!provenance.isUsed("x"));
        QCOMPARE(provenance.unusedLeaves(), std::vector<std::string>{"x"});
    }

    void stepsKnowTheirVariablesAndLoops()
    {
        const Provenance provenance =
            provenanceOf("{% set n = a + 1 %}{% for i in list %}{{ i * n }}{% endfor %}{{ n }}", "{\"a\": 2, \"list\": [5, 6]}");
        QCOMPARE(provenance.payload(), "15183");
        const RenderSteps steps(provenance);
        std::string text;
        for (std::size_t i = 0; i < steps.count(); ++i) {
            const RenderMoment moment = steps.at(i);
            text += moment.what + "=" + moment.value.text + " @" + std::to_string(moment.printed);
            for (const OriginTurn &turn : moment.turns)
                text += " turn " + std::to_string(turn.number) + "/" + std::to_string(turn.count);
            for (const OriginStep &variable : moment.variables)
                text += " " + variable.what + ":" + variable.value.text;
            text += "\n";
        }
        QCOMPARE(QString::fromStdString(text), QStringLiteral("a + 1=3 @0\n"
                                                              "n=3 @0 n:3\n"
                                                              "i=5 @0 turn 1/2 i:5 n:3\n"
                                                              "i * n=15 @0 turn 1/2 i:5 n:3\n"
                                                              "i * n=15 @0 turn 1/2 i:5 n:3\n"
                                                              "i=6 @2 turn 2/2 i:6 n:3\n"
                                                              "i * n=18 @2 turn 2/2 i:6 n:3\n"
                                                              "i * n=18 @2 turn 2/2 i:6 n:3\n"
                                                              "n=3 @4 n:3\n"));
        QVERIFY(!steps.isCut());
    }

    void placesInPrettyText()
    {
        const std::string sent = "{ \"a\" :[1 ,\n{}] , \"b\":\"x  y\" }";
        const std::string shown = prettyJson(sent);
        const TextPlaces places(sent, shown);
        for (std::size_t i = 0; i < sent.size(); ++i) {
            if (sent[i] == ' ' || sent[i] == '\n') continue;
            QCOMPARE(shown[places.toShown(i)], sent[i]);
            QCOMPARE(places.toOriginal(places.toShown(i)), i);
        }
        QCOMPARE(places.toShown(sent.size()), shown.size());
        QCOMPARE(sent.substr(places.toOriginal(shown.find("x  y")), 4), "x  y");
        const TextPlaces same("abc", "abc");
        QCOMPARE(same.toShown(2), std::size_t(2));
    }

    void placesInTextWithBrokenLines()
    {
        const TextPlaces places("aaaaaa", "aaa\naaa");
        QCOMPARE(places.toShown(2), std::size_t(2));
        QCOMPARE(places.toShown(3), std::size_t(4));
        QCOMPARE(places.toOriginal(3), std::size_t(3));
        QCOMPARE(places.toOriginal(6), std::size_t(5));
    }
};

QTEST_GUILESS_MAIN(TestProvenance)
#include "tst_provenance.moc"
