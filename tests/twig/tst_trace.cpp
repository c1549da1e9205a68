// SPDX-License-Identifier: MIT
// Golden folders in tests/golden/trace: template.twig (other templates beside it by their file names), context.json, and the
// trace as text in expected.txt. TARGETDESK_UPDATE=1 writes what is printed now; read the difference before you commit it.
#include "twig/environment.h"
#include "twig/loader.h"
#include "twig/template.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

const char *nameOf(twig::TraceSite::Kind kind)
{
    static constexpr const char *Names[] = {"print", "attribute", "filter", "function", "test", "operator",
                                            "array", "macro",     "block",  "set",      "turn", "condition"};
    return Names[static_cast<int>(kind)];
}

const char *nameOf(twig::TraceType type)
{
    static constexpr const char *Names[] = {"undefined", "null",   "bool", "int",     "float",
                                            "string",    "markup", "list", "mapping", "object"};
    return Names[static_cast<int>(type)];
}

const char *nameOf(twig::TraceCall::Kind kind)
{
    static constexpr const char *Names[] = {"template", "block", "macro", "arrow", "parent"};
    return Names[static_cast<int>(kind)];
}

const char *nameOf(twig::Decision::Kind kind)
{
    static constexpr const char *Names[] = {"if", "ternary", "elvis", "coalesce", "for"};
    return Names[static_cast<int>(kind)];
}

std::string shown(std::string text)
{
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
        text.replace(at, 1, "\\n");
    return text;
}

std::string paths(const std::vector<twig::PathRead> &reads)
{
    std::string all;
    for (const twig::PathRead &read : reads)
        all += " " + read.path + (read.exists ? "" : "!") + (read.whole ? "" : "?");
    return all;
}

/// Everything in a trace, a line each.
std::string described(const twig::RenderResult &result)
{
    const twig::Trace &trace = result.trace;
    std::string all = "output\n  " + shown(result.text) + "\npieces\n";
    const auto place = [](const std::string &name, int line, int column) {
        return (name == "template.twig" ? "" : name + ":") + std::to_string(line) + ":" + std::to_string(column);
    };
    const auto where = [](std::int32_t turn, std::uint32_t call) {
        return (turn < 0 ? "" : " turn " + std::to_string(turn)) + (call == 0 ? "" : " call " + std::to_string(call));
    };
    const auto describe = [&](const twig::TraceStep &step) {
        const twig::TraceSite &site = trace.sites[step.site];
        return std::string(nameOf(site.kind)) + (site.name.empty() ? "" : " " + site.name) + " = " + nameOf(step.value.type) +
               (step.value.text.empty() ? "" : " " + shown(step.value.text)) + (step.value.isCut ? "…" : "");
    };
    for (const twig::OutputPiece &piece : trace.pieces) {
        all += "  [" + shown(result.text.substr(piece.begin, piece.end - piece.begin)) + "] " +
               place(piece.templateName, piece.line, piece.column) + (piece.literal ? " text" : "") +
               where(piece.turn, piece.call) + paths(piece.paths) + "\n";
        for (const twig::TraceStep &step : trace.stepsOf(piece))
            all += "      " + describe(step) + "\n";
    }
    all += "steps\n";
    for (const twig::TraceStep &step : trace.steps) {
        const twig::TraceSite &site = trace.sites[step.site];
        all += "  " + place(site.templateName, site.line, site.column) + "+" + std::to_string(site.span.length) + " " +
               describe(step) + where(step.turn, step.call) + " @" + std::to_string(step.outputBefore) + "\n";
    }
    if (!trace.turns.empty()) all += "turns\n";
    for (const twig::LoopTurn &turn : trace.turns)
        all += "  " + trace.sites[turn.site].name + " " + std::to_string(turn.index) + "/" + std::to_string(turn.count) +
               " key " + turn.key + (turn.parent < 0 ? "" : " in " + std::to_string(turn.parent)) + "\n";
    all += "calls\n";
    for (const twig::TraceCall &call : trace.calls)
        all += "  " + std::string(nameOf(call.kind)) + " " + call.templateName + (call.name.empty() ? "" : " " + call.name) +
               (call.caller < 0 ? "" : " from " + std::to_string(call.caller)) + "\n";
    if (!trace.decisions.empty()) all += "decisions\n";
    for (const twig::Decision &decision : trace.decisions)
        all += "  " + place(decision.templateName, decision.line, decision.column) + "+" + std::to_string(decision.span.length) +
               " " + nameOf(decision.kind) + " yes " + std::to_string(decision.yes) + " no " + std::to_string(decision.no) + "\n";
    return all + "paths\n " + paths(trace.paths) + "\n" + (trace.isCut ? "cut\n" : "");
}

class FolderLoader : public twig::Loader
{
public:
    explicit FolderLoader(const QString &folder)
        : m_folder(folder)
    {}
    std::optional<std::string> source(std::string_view name) const override
    {
        QFile file(m_folder + u'/' + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
        if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
        return file.readAll().toStdString();
    }

private:
    QString m_folder;
};

twig::RenderResult traced(std::string_view source, std::string_view context, std::size_t limit = 200'000)
{
    const twig::Environment environment;
    twig::RenderOptions options;
    options.trace = true;
    options.traceLimit = limit;
    return environment.render(*environment.compile(source, "template.twig"), twig::Context::parse(context), options);
}

bool coversOutput(const twig::RenderResult &result)
{
    std::size_t at = 0;
    for (const twig::OutputPiece &piece : result.trace.pieces) {
        if (piece.begin != at || piece.end < piece.begin) return false;
        at = piece.end;
    }
    return at == result.text.size();
}

} // namespace

class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden_data()
    {
        QTest::addColumn<QString>("folder");
        const QDir folder(QStringLiteral(TESTS_DIR "/golden/trace"));
        for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }

    void golden()
    {
        QFETCH(QString, folder);
        const auto loader = std::make_shared<FolderLoader>(folder);
        const twig::Environment environment({}, loader);
        twig::RenderOptions options;
        options.trace = true;
        const auto source = loader->source("template.twig");
        const auto context = loader->source("context.json");
        QVERIFY(source && context);
        const auto compiled = environment.compile(*source, "template.twig");
        const twig::RenderResult result = environment.render(*compiled, twig::Context::parse(*context), options);
        QVERIFY(coversOutput(result));
        QCOMPARE(result.text, environment.render(*compiled, twig::Context::parse(*context)).text);
        const std::string found = described(result);
        if (qEnvironmentVariableIsSet("TARGETDESK_UPDATE")) {
            QFile file(folder + u"/expected.txt"_s);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(found));
        }
        QCOMPARE(QByteArray::fromStdString(found), QByteArray::fromStdString(loader->source("expected.txt").value_or("")));
    }

    void aPrintsSpanIsAllBetweenItsBraces_data()
    {
        QTest::addColumn<QString>("inner");
        QTest::addColumn<int>("column"); // of what printed, in the expression
        QTest::newRow("plain") << u"a"_s << 0;
        QTest::newRow("raw") << u"a|raw"_s << 0;
        QTest::newRow("brackets") << u"(a)"_s << 0;
        QTest::newRow("bracket at the front") << u"(a ~ b)|upper"_s << 0;
        QTest::newRow("bracket at the end") << u"a ~ (b ~ a)"_s << 0;
        QTest::newRow("filter in brackets") << u"( (a)|upper )"_s << 0;
        QTest::newRow("written at once") << u"(a ~ b)|json_encode|raw"_s << 0;
        QTest::newRow("raw twice") << u"((a ~ b)|raw)|raw"_s << 0;
        QTest::newRow("branch") << u"none ? a : (b)"_s << 12;
        QTest::newRow("branch in brackets") << u"(none ?? b|upper)|raw"_s << 9;
        QTest::newRow("lines") << u"(a\n ~ b)"_s << 0;
    }

    void aPrintsSpanIsAllBetweenItsBraces()
    {
        QFETCH(QString, inner);
        QFETCH(int, column);
        twig::RenderOptions options;
        options.trace = true;
        for (const QString &frame : {u"x{{ %1 }}y"_s, u"x{{-   %1 -}} y"_s, u"x{{%1}}y"_s}) {
            const std::string source = frame.arg(inner).toStdString();
            const twig::Environment environment;
            const auto compiled = environment.compile(source, "t");
            const twig::RenderResult result =
                environment.render(*compiled, twig::Context::parse(R"({"a": "1", "b": "2"})"), options);
            QCOMPARE(result.trace.pieces.size(), std::size_t{3});
            const twig::OutputPiece &piece = result.trace.pieces[1];
            QVERIFY(!piece.literal);
            QCOMPARE(source.substr(piece.span.offset, piece.span.length), inner.toStdString());
            QCOMPARE(piece.column, static_cast<int>(piece.span.offset) + 1 + column);
            QCOMPARE(piece.line, 1);
        }
    }

    void placesAreThoseInTheSource()
    {
        twig::RenderOptions options;
        options.trace = true;
        const std::string source = "a\n{{\n  (1 + n)\n}}{% line 70 %}\n{{ n ?\n 5 :\n n }}{{ 3\n ~ n|upper }}";
        const twig::Environment environment;
        const auto compiled = environment.compile(source, "t");
        const twig::RenderResult result = environment.render(*compiled, twig::Context::parse(R"({"n": 0})"), options);
        QStringList places;
        for (const twig::OutputPiece &piece : result.trace.pieces)
            if (!piece.literal) places.append(u"%1:%2"_s.arg(piece.line).arg(piece.column));
        QCOMPARE(places, (QStringList{u"3:3"_s, u"7:2"_s, u"7:9"_s}));
    }

    void cutTraceStillCoversTheOutput()
    {
        constexpr std::string_view source = "{% for i in 1..50 %}{% set c %}<{{ i }}>{% endset %}{{ c }}{% for k in 1..3 %}{{ k "
                                            "}},{% endfor %}{% endfor %}{{ x|upper }}";
        const twig::RenderResult whole = traced(source, "{\"x\": \"end\"}");
        QVERIFY(!whole.trace.isCut);
        for (const std::size_t limit : {1, 2, 7, 50, 101, 333}) {
            const twig::RenderResult cut = traced(source, "{\"x\": \"end\"}", limit);
            QCOMPARE(cut.text, whole.text);
            QVERIFY(cut.trace.isCut);
            QVERIFY(coversOutput(cut));
            QVERIFY(cut.trace.pieces.size() <= limit && cut.trace.steps.size() <= limit && cut.trace.turns.size() <= limit);
        }
    }

    void valuesBuiltOfManyPathsStayBounded()
    {
        const twig::RenderResult result = traced(
            "{% set s = '' %}{% for i in items %}{% set s = s ~ i.n %}{% endfor %}{{ s|length }}", "{\"items\": [" + [] {
                std::string all = "{\"n\": 0}";
                for (int i = 1; i < 3000; ++i)
                    all += ",{\"n\": " + std::to_string(i) + "}";
                return all;
            }() + "]}");
        QVERIFY(!result.trace.pieces.empty());
        QVERIFY(result.trace.pieces[0].paths.size() <= 256);
    }

    void largeValuesAreShortened()
    {
        const twig::RenderResult result = traced(
            "{{ a|join }}", "{\"a\": [\"" + std::string(100, 'x') + "\", \"" + [] {
                std::string all;
                for (int i = 0; i < 500; ++i)
                    all += "ü";
                return all;
            }() + "\"]}");
        const twig::TraceValue &value = result.trace.steps.back().value;
        QVERIFY(value.isCut);
        QVERIFY(value.text.size() <= 200);
        QVERIFY(QString::fromUtf8(value.text.c_str()).endsWith(u'ü'));
    }
};

QTEST_GUILESS_MAIN(TestTrace)
#include "tst_trace.moc"
