// SPDX-License-Identifier: MIT
// What is said about payloads that are not JSON: golden/payload-problems/<case>/{template.json.twig, context.json,
// settings.json (may be absent), expected.json}. TARGETDESK_RECORD=1 writes the expectations anew: read them before you keep
// them.
#include "payload/payload.h"
#include "payload/problemcodes.h"

#include <QtTest>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace targetdesk;
namespace fs = std::filesystem;

class TestPayloadProblems : public QObject
{
    Q_OBJECT

private:
    static fs::path folder() { return fs::path(TESTS_DIR) / "golden" / "payload-problems"; }

    static std::string read(const fs::path &file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }

    static Json settingsOf(const fs::path &place)
    {
        return fs::exists(place / "settings.json") ? Json::parse(read(place / "settings.json")) : Json::object();
    }

    static Payload render(const fs::path &place)
    {
        const Json settings = settingsOf(place);
        twig::Settings engine;
        engine.autoescape = escapingNamed(settings.value("autoescape", "off")).value();
        engine.strictVariables = settings.value("strict", false);
        const PayloadRenderer renderer(read(place / "template.json.twig"), "template.json.twig", engine);
        PayloadOptions options;
        options.now = 1772421300;
        options.seed = 1;
        options.trace = settings.value("trace", false);
        return renderer.render(read(place / "context.json"), options);
    }

    static Json toJson(const Payload &payload)
    {
        Json list = Json::array();
        for (const Problem &problem : payload.problems) {
            Json one = {{"text", problem.text()},
                        {"code", problem.code},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"path", problem.contextPath}};
            if (problem.kind == Problem::Kind::NotJson) one["output"] = {problem.outputLine, problem.outputColumn};
            list.push_back(one);
        }
        return list;
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
        const Payload payload = render(place);
        const std::string got = toJson(payload).dump(2) + "\n";
        if (qEnvironmentVariableIsSet("TARGETDESK_RECORD")) std::ofstream(place / "expected.json", std::ios::binary) << got;
        QCOMPARE(QString::fromStdString(got), QString::fromStdString(read(place / "expected.json")));
    }

    // The place in the template holds what is blamed, whatever the wording.
    void placesAreInsideTheTemplate_data() { golden_data(); }
    void placesAreInsideTheTemplate()
    {
        QFETCH(QString, name);
        const fs::path place = folder() / name.toStdString();
        const std::string source = read(place / "template.json.twig");
        const Payload payload = render(place);
        QVERIFY(!payload.problems.empty());
        for (const Problem &problem : payload.problems) {
            QVERIFY2(problemCode(problem.code) != nullptr, problem.code.c_str());
            QVERIFY(!problem.what.empty() && problem.line >= 1);
            if (problem.kind != Problem::Kind::NotJson) continue;
            QVERIFY(problem.offset + problem.length <= source.size());
            QVERIFY(problem.outputOffset <= payload.text.size());
            QVERIFY(!problem.remedy.empty());
        }
    }

    // Among many fields one value is bad: whichever it is and whatever follows, it is the one that is blamed.
    void theOneBadValueIsBlamed()
    {
        const std::vector<std::string> bad = {"\"", "a\"b", "x\": 1, \"y", "\\",  "\\q",           "line\nbreak",
                                              "\t", "\"\"", "{\"a\"",      "a\\", "\", \"z\": \"", "é\"😀"};
        const std::vector<std::string> good = {"", "plain", "é😀", "it's", "{[,:]}", "1", "null", "/"};
        int blamed = 0;
        for (int field = 0; field < 6; ++field) {
            for (std::size_t i = 0; i < bad.size(); ++i) {
                std::string source = "{";
                Json context = Json::object();
                for (int f = 0; f < 6; ++f) {
                    const std::string name = "f" + std::to_string(f);
                    source += (f > 0 ? ",\n " : "") + std::string("\"k") + std::to_string(f) + "\": \"" + (f % 2 ? "Dear " : "") +
                              "{{ " + name + " }}\"";
                    context[name] = f == field ? bad[i] : good[(i + static_cast<std::size_t>(f)) % good.size()];
                }
                const Payload payload = PayloadRenderer(source + "}", "t", {}).render(context.dump());
                // Some bad values happen to give other, valid JSON.
                if (payload.isJson) continue;
                QVERIFY2(payload.problems.at(0).contextPath == "f" + std::to_string(field),
                         (payload.text + payload.problems[0].text()).c_str());
                QCOMPARE(payload.problems[0].line, field + 1);
                ++blamed;
            }
        }
        QVERIFY(blamed >= 60);
    }

    void codesAreUniqueAndExplained()
    {
        std::set<std::string_view> seen;
        for (const ProblemCode &one : problemCodes()) {
            QVERIFY(seen.insert(one.code).second);
            QVERIFY(!one.title.empty() && !one.explanation.empty());
        }
        QVERIFY(problemCode("X999") == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestPayloadProblems)
#include "tst_payloadproblems.moc"
