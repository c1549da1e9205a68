// SPDX-License-Identifier: MIT
#include "twig/environment.h"
#include "twig/template.h"

#include <nlohmann/json.hpp>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>

#include <map>
#include <set>
#include <string>

using namespace Qt::StringLiterals;
using json = nlohmann::ordered_json;

namespace {

using Templates = std::map<std::string, std::string, std::less<>>;

/// What came of a case: its text, or its error in the form of a `.error` file. `cause` marks what PHP itself threw.
struct Outcome
{
    std::string text;
    json error;
    json messages = json::array();
};

QString folder()
{
    return QStringLiteral(TESTS_DIR "/golden/twig");
}

std::string readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return file.readAll().toStdString();
}

json readJson(const QString &path)
{
    return QFile::exists(path) ? json::parse(readFile(path)) : json::object();
}

/// The parts of a `.twig` file: main.twig, and what follows each `=== template: NAME ===` line.
Templates readTemplates(const QString &path)
{
    static constexpr std::string_view mark = "=== template: ";
    static constexpr std::string_view markEnd = " ===";
    Templates templates;
    std::string name = "main.twig";
    const std::string source = readFile(path);
    for (std::size_t begin = 0; begin < source.size();) {
        const std::size_t newline = source.find('\n', begin);
        const std::size_t end = newline == std::string::npos ? source.size() : newline + 1;
        const std::string_view line(source.data() + begin, end - begin);
        if (line.starts_with(mark) && line.ends_with(std::string(markEnd) + '\n')) {
            name = line.substr(mark.size(), line.size() - mark.size() - markEnd.size() - 1);
            templates[name];
        } else {
            templates[name] += line;
        }
        begin = end;
    }
    return templates;
}

twig::Escaping escapingOf(const json &config)
{
    static const std::map<std::string, twig::Escaping> strategies = {{"html", twig::Escaping::Html},
                                                                     {"js", twig::Escaping::Js},
                                                                     {"css", twig::Escaping::Css},
                                                                     {"url", twig::Escaping::Url},
                                                                     {"html_attr", twig::Escaping::HtmlAttr},
                                                                     {"name", twig::Escaping::ByName}};
    const auto entry = config.find("autoescape");
    return entry != config.end() && entry->is_string() ? strategies.at(entry->get<std::string>()) : twig::Escaping::Off;
}

twig::ExtensionSet extensionsOf(const json &config)
{
    static const std::map<std::string, twig::Extension, std::less<>> extensions = {{"debug", twig::Extension::Debug},
                                                                                   {"sandbox", twig::Extension::Sandbox},
                                                                                   {"intl", twig::Extension::Intl},
                                                                                   {"string", twig::Extension::String},
                                                                                   {"html", twig::Extension::Html}};
    twig::ExtensionSet set = {twig::Extension::StringLoader};
    for (const json &name : config.value("extensions", json::array()))
        set.add(extensions.at(name.get<std::string>()));
    return set;
}

twig::SecurityPolicy policyOf(const json &config)
{
    twig::SecurityPolicy policy;
    policy.tags = config.value("tags", policy.tags);
    policy.filters = config.value("filters", policy.filters);
    policy.functions = config.value("functions", policy.functions);
    policy.methods = config.value("methods", policy.methods);
    policy.properties = config.value("properties", policy.properties);
    policy.strict = config.value("strict", false);
    return policy;
}

std::string className(twig::ErrorKind kind)
{
    switch (kind) {
    case twig::ErrorKind::Syntax: return "SyntaxError";
    case twig::ErrorKind::Runtime: return "RuntimeError";
    case twig::ErrorKind::Loader: return "LoaderError";
    case twig::ErrorKind::Security: return "SecurityError";
    case twig::ErrorKind::Php: return "Error";
    case twig::ErrorKind::Limit: return "a limit";
    case twig::ErrorKind::Cancelled: return "cancelled";
    }
    return {};
}

json describe(const twig::Error &error)
{
    json answer = {{"class", className(error.kind())},
                   {"message", error.rawMessage()},
                   {"template", error.templateName()},
                   {"line", error.line()}};
    if (!error.cause().empty()) {
        answer["cause"] = error.cause();
    }
    return answer;
}

void append(const std::vector<twig::Message> &messages, json &list)
{
    for (const twig::Message &message : messages) {
        const bool warning = message.level == twig::Message::Level::Warning;
        list.push_back({{"level", warning ? "warning" : "deprecation"}, {"text", message.text}});
    }
}

Outcome renderCase(const QString &base)
{
    const json config = readJson(base + ".config.json"_L1);
    twig::Settings settings;
    settings.profile = twig::Profile::Faithful;
    settings.autoescape = escapingOf(config);
    settings.strictVariables = config.value("strict_variables", false);
    settings.timezone = config.value("timezone", "UTC");
    settings.debug = config.value("debug", false);
    settings.extensions = extensionsOf(config);
    settings.securityPolicy = policyOf(config.value("policy", json::object()));
    settings.sandboxed = config.value("sandboxed", false);
    twig::RenderOptions options;
    if (config.contains("seed")) {
        options.seed = config["seed"].get<std::uint32_t>();
    }
    const std::string data = readFile(base + ".json"_L1);
    Outcome outcome;
    try {
        const twig::Context context = twig::Context::parse(data.empty() ? "{}" : data);
        const twig::Environment environment(settings, std::make_shared<twig::ArrayLoader>(readTemplates(base + ".twig"_L1)));
        const std::shared_ptr<const twig::Template> compiled = environment.load("main.twig");
        append(compiled->messages(), outcome.messages);
        const twig::RenderResult result = environment.render(*compiled, context, options);
        append(result.messages, outcome.messages);
        outcome.text = result.text;
    } catch (const twig::Error &error) {
        outcome.error = describe(error);
    }
    return outcome;
}

/// What keeps an outcome from being the recorded one, for people; empty when they agree.
std::string difference(const QString &base, const Outcome &outcome)
{
    const QString errorFile = base + ".error"_L1;
    if (!QFile::exists(errorFile)) {
        const std::string expected = readFile(base + ".expected"_L1);
        if (!outcome.error.is_null()) {
            return "expected " + json(expected).dump() + "\n got error " + outcome.error.dump();
        }
        if (outcome.text != expected) {
            return "expected " + json(expected).dump() + "\n got      " +
                   json(outcome.text).dump(-1, ' ', false, json::error_handler_t::replace);
        }
        return {};
    }
    json expected = readJson(errorFile);
    if (outcome.error.is_null()) {
        return "expected error " + expected.dump() + "\n got " +
               json(outcome.text).dump(-1, ' ', false, json::error_handler_t::replace);
    }
    json got = outcome.error;
    if (!expected.contains("template")) {
        // PHP's own error, which knows no place
        for (const char *key : {"template", "line", "cause"}) {
            got.erase(key);
        }
    } else if (expected.contains("cause")) {
        // PHP's own words and exception classes are its own affair.
        for (const char *key : {"message", "cause"}) {
            expected.erase(key);
            got.erase(key);
        }
    }
    return expected == got ? std::string{} : "expected error " + expected.dump() + "\n got error      " + got.dump();
}

} // namespace

/// Renders every case of tests/golden/twig and compares with what real Twig made of it (README.md there).
class TestGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rendersAsTwig_data();
    void rendersAsTwig();
    void saysWhatTwigSays_data();
    void saysWhatTwigSays();
    void gapsExist();

private:
    std::set<QString> m_gaps;
    QStringList m_cases;
};

void TestGolden::initTestCase()
{
    const QStringList groups = QDir(folder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &group : groups) {
        const QStringList files = QDir(folder() + u'/' + group).entryList({u"*.twig"_s}, QDir::Files, QDir::Name);
        for (const QString &file : files) {
            m_cases << group + u'/' + file.chopped(5);
        }
    }
    if (!twig::isBuiltIn(twig::Extension::Intl)) { // without ICU
        m_cases.removeIf([](const QString &name) { return name.startsWith("intl/"_L1) || name.startsWith("string/"_L1); });
    }
    QVERIFY2(m_cases.size() > 400, "the golden cases are missing");
    const QStringList lines = QString::fromStdString(readFile(folder() + "/known-gaps.txt"_L1)).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (!line.startsWith(u'#')) {
            m_gaps.insert(line.trimmed());
        }
    }
}

void TestGolden::rendersAsTwig_data()
{
    QTest::addColumn<QString>("base");
    for (const QString &name : std::as_const(m_cases)) {
        QTest::newRow(qPrintable(name)) << folder() + u'/' + name;
    }
}

void TestGolden::rendersAsTwig()
{
    QFETCH(QString, base);
    QVERIFY2(QFile::exists(base + ".expected"_L1) != QFile::exists(base + ".error"_L1), "not recorded: run record.php");
    const std::string what = difference(base, renderCase(base));
    if (m_gaps.contains(QString::fromUtf8(QTest::currentDataTag()))) {
        QEXPECT_FAIL("", what.c_str(), Continue);
    }
    QVERIFY2(what.empty(), what.c_str());
}

void TestGolden::saysWhatTwigSays_data()
{
    QTest::addColumn<QString>("base");
    for (const QString &name : std::as_const(m_cases)) {
        const QString base = folder() + u'/' + name;
        // Messages end with a render that succeeded: an error carries none.
        if (QFile::exists(base + ".expected"_L1)) {
            QTest::newRow(qPrintable(name)) << base;
        }
    }
}

void TestGolden::saysWhatTwigSays()
{
    QFETCH(QString, base);
    const QString file = base + ".messages"_L1;
    const json expected = QFile::exists(file) ? readJson(file) : json::array();
    const json got = renderCase(base).messages;
    const std::string what = "expected " + expected.dump() + "\n got      " + got.dump();
    if (m_gaps.contains(QString::fromUtf8(QTest::currentDataTag()) + ".messages"_L1)) {
        QEXPECT_FAIL("", what.c_str(), Continue);
    }
    QVERIFY2(got == expected, what.c_str());
}

void TestGolden::gapsExist()
{
    for (const QString &gap : m_gaps) {
        const QString name = gap.endsWith(".messages"_L1) ? gap.chopped(9) : gap;
        QVERIFY2(m_cases.contains(name), qPrintable("known-gaps.txt names no case: "_L1 + gap));
    }
}

QTEST_GUILESS_MAIN(TestGolden)
#include "tst_golden.moc"
