// SPDX-License-Identifier: MIT
// What is said about templates and payloads, and what mends them: golden/payload-problems/<case>/{template.json.twig,
// context.json, other-*.json (more samples), elsewhere/ (a workspace whose samples are those of other events), settings.json,
// schema.json (these may be absent), expected.json}. The settings
// `"remains": true` say that no fix leaves the case without a problem. TARGETDESK_RECORD=1 writes the expectations anew: read
// them before you keep them.
#include "payload/fixcheck.h"
#include "payload/pathcensus.h"
#include "payload/payload.h"
#include "payload/problemcodes.h"

#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
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

    static Target targetOf(const fs::path &place)
    {
        const Json settings = settingsOf(place);
        Target target;
        target.handle = "template";
        target.templateSource = read(place / "template.json.twig");
        target.delivery.autoescape = settings.value("autoescape", "off");
        target.delivery.strictVariables = settings.value("strict", false);
        target.delivery.timezone = settings.value("timezone", "");
        return target;
    }

    static PayloadOptions optionsOf(const fs::path &place)
    {
        PayloadOptions options;
        options.now = 1772421300;
        options.seed = 1;
        options.trace = settingsOf(place).value("trace", false);
        if (fs::exists(place / "schema.json"))
            options.schema = std::make_shared<const PayloadSchema>(read(place / "schema.json"), "schema.json");
        if (fs::exists(place / "elsewhere"))
            options.elsewhere = std::make_shared<const PathCensus>(Workspace::open(place / "elsewhere"));
        return options;
    }

    static Payload render(const Target &target, const fs::path &place)
    {
        return PayloadRenderer(target).render(read(place / "context.json"), optionsOf(place));
    }

    static Payload render(const fs::path &place) { return render(targetOf(place), place); }

    static std::vector<FixSample> samplesOf(const fs::path &place)
    {
        std::vector<FixSample> samples = {{"context", read(place / "context.json")}};
        for (const auto &entry : fs::directory_iterator(place))
            if (entry.path().filename().string().starts_with("other-"))
                samples.push_back({entry.path().stem().string(), read(entry.path())});
        return samples;
    }

    static Json toJson(const Problem &problem, const QuickFix &fix, const fs::path &place)
    {
        const Target target = targetOf(place);
        const FixVerdict verdict =
            FixCheck(target, samplesOf(place), optionsOf(place)).check(target.templateSource, problem, fix);
        Json one = {{"title", fix.title}, {"template", applied(target.templateSource, fix)}, {"safe", verdict.isSafe}};
        if (!verdict.isSafe) one["why_not"] = verdict.reason;
        if (fix.byHandOnly) one["by_hand_only"] = true;
        return one;
    }

    static Json toJson(const Payload &payload, const fs::path &place)
    {
        Json list = Json::array();
        for (const Problem &problem : payload.problems) {
            Json one = {{"text", problem.text()},
                        {"code", problem.code},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"path", problem.contextPath}};
            if (problem.kind == Problem::Kind::NotJson) one["output"] = {problem.outputLine, problem.outputColumn};
            for (const QuickFix &fix : problem.fixes)
                one["fixes"].push_back(toJson(problem, fix, place));
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
        const std::string got = toJson(payload, place).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
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
            QVERIFY(!problem.what.empty() && (problem.line >= 1 || problem.code == code::SchemaUnusable));
            if (problem.kind != Problem::Kind::NotJson) continue;
            QVERIFY(problem.offset + problem.length <= source.size());
            QVERIFY(problem.outputOffset <= payload.text.size());
            QVERIFY(!problem.remedy.empty());
        }
    }

    // The first fix, again and again, leaves no problem: with the sample, and with the others.
    void theFirstFixMends_data() { golden_data(); }
    void theFirstFixMends()
    {
        QFETCH(QString, name);
        const fs::path place = folder() / name.toStdString();
        Target target = targetOf(place);
        Payload payload = render(target, place);
        const auto fixable = [&] {
            return std::find_if(payload.problems.begin(), payload.problems.end(),
                                [](const Problem &one) { return !one.fixes.empty(); });
        };
        for (int step = 0; step < 10 && fixable() != payload.problems.end(); ++step) {
            const Problem problem = *fixable();
            const std::string fixed = applied(target.templateSource, problem.fixes.front());
            QVERIFY2(fixed != target.templateSource, problem.text().c_str());
            target.templateSource = fixed;
            payload = render(target, place);
        }
        const bool remains = settingsOf(place).value("remains", false);
        if (!remains && !payload.problems.empty()) qWarning("%s\n%s", target.templateSource.c_str(), payload.text.c_str());
        QVERIFY2(payload.problems.empty() != remains, payload.problems.empty() ? "" : payload.problems[0].text().c_str());
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

    // Schemas with templates that they are not of, a quarter of all pairs: whatever is found, its fixes are edits of that
    // template, in order and apart.
    void schemasMeetOtherTemplates()
    {
        std::vector<std::shared_ptr<const PayloadSchema>> schemas;
        std::set<std::string> known;
        for (const auto &entry : fs::directory_iterator(folder()))
            if (fs::exists(entry.path() / "schema.json"))
                if (const std::string text = read(entry.path() / "schema.json"); known.insert(text).second)
                    schemas.push_back(std::make_shared<const PayloadSchema>(text, "schema.json"));
        int fixes = 0;
        std::size_t turn = 0;
        for (const auto &entry : fs::directory_iterator(folder())) {
            const Target target = targetOf(entry.path());
            const PayloadRenderer renderer(target);
            const std::string context = read(entry.path() / "context.json");
            PayloadOptions options = optionsOf(entry.path());
            options.schema.reset();
            if (!renderer.render(context, options).isGood()) continue;
            for (const auto &schema : schemas) {
                if (++turn % 4 != 0) continue;
                options.schema = schema;
                for (const Problem &problem : renderer.render(context, options).problems) {
                    for (const QuickFix &fix : problem.fixes) {
                        ++fixes;
                        QVERIFY2(applied(target.templateSource, fix) != target.templateSource,
                                 (entry.path().string() + ": " + problem.text() + ": " + fix.title).c_str());
                    }
                }
            }
        }
        QVERIFY2(schemas.size() >= 60 && fixes >= 500,
                 qPrintable(QStringLiteral("%1 schemas, %2 fixes").arg(schemas.size()).arg(fixes)));
    }

    // Every kind of problem that a template can have is in some case.
    void everyKindHasACase()
    {
        std::map<std::string, int> cases;
        int count = 0;
        for (const auto &entry : fs::directory_iterator(folder())) {
            ++count;
            for (const Json &problem : Json::parse(read(entry.path() / "expected.json")))
                ++cases[problem.at("code").get<std::string>()];
        }
        QVERIFY(count >= 270);
        for (const ProblemCode &one : problemCodes()) {
            const std::string code(one.code);
            // Cancelled and failing engines are no template's doing, and what was accepted is no part of a case.
            if (code == code::Cancelled || code == code::Engine || code == code::NotAsAccepted) continue;
            const int least = std::string_view("TM").find(code[0]) != std::string_view::npos ? 1 : 2;
            QVERIFY2(cases[code] >= least, code.c_str());
        }
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
