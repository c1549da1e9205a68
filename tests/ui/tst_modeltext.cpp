// SPDX-License-Identifier: MIT
// What models/ says in English is said in the window's language: every text of the golden cases of problems has a pattern.
#include "payload/fixcheck.h"
#include "payload/pathcensus.h"
#include "payload/payload.h"
#include "payload/problemcodes.h"
#include "ui/problems/modeltext.h"

#include <QTranslator>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace Qt::StringLiterals;
using namespace targetdesk;
namespace fs = std::filesystem;

class TestModelText : public QObject
{
    Q_OBJECT

private:
    static std::string read(const fs::path &file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }

    static Payload render(const fs::path &place)
    {
        const Json settings = fs::exists(place / "settings.json") ? Json::parse(read(place / "settings.json")) : Json::object();
        Target target;
        target.handle = "template";
        target.templateSource = read(place / "template.json.twig");
        target.delivery.autoescape = settings.value("autoescape", "off");
        target.delivery.strictVariables = settings.value("strict", false);
        target.delivery.timezone = settings.value("timezone", "");
        PayloadOptions options;
        options.now = 1772421300;
        options.seed = 1;
        options.trace = settings.value("trace", false);
        if (fs::exists(place / "schema.json"))
            options.schema = std::make_shared<const PayloadSchema>(read(place / "schema.json"), "schema.json");
        if (fs::exists(place / "elsewhere"))
            options.elsewhere = std::make_shared<const PathCensus>(Workspace::open(place / "elsewhere"));
        return PayloadRenderer(target).render(read(place / "context.json"), options);
    }

    void speakGerman()
    {
        QVERIFY(m_translator.load(u":/i18n/targetdesk_de.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&m_translator));
    }

    QTranslator m_translator;

private Q_SLOTS:
    void cleanup() { QCoreApplication::removeTranslator(&m_translator); }

    void everythingThatIsSaidHasAPattern()
    {
        std::set<std::string> without;
        int count = 0;
        const auto check = [&](const std::string &text) {
            ++count;
            if (!text.empty() && !hasModelPattern(text)) without.insert(text);
        };
        for (const auto &entry : fs::directory_iterator(fs::path(TESTS_DIR) / "golden" / "payload-problems")) {
            for (const Problem &problem : render(entry.path()).problems) {
                // Twig's own messages are Twig's words; what to do about them is ours.
                if (problem.kind != Problem::Kind::Template && problem.kind != Problem::Kind::Message) check(problem.what);
                check(problem.remedy);
                for (const QuickFix &fix : problem.fixes)
                    check(fix.title);
            }
        }
        for (const ProblemCode &code : problemCodes())
            check(std::string(code.explanation));
        for (const std::string &text : without)
            qWarning("no pattern: %s", text.c_str());
        QVERIFY(count > 600);
        QVERIFY(without.empty());
    }

    void everyPatternIsTranslated()
    {
        speakGerman();
        for (const auto &patterns : {modelSentences(), modelWords()}) {
            for (const char *pattern : patterns) {
                const QString german = QCoreApplication::translate("ModelText", pattern);
                QVERIFY2(german != QString::fromUtf8(pattern), pattern);
                for (const QString &place : {u"%1"_s, u"%2"_s, u"%3"_s, u"%4"_s})
                    QCOMPARE(german.contains(place), QString::fromUtf8(pattern).contains(place));
            }
        }
    }

    void german_data()
    {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("german");
        const auto row = [](const char *english, const char *german) {
            QTest::newRow(english) << QString::fromUtf8(english) << QString::fromUtf8(german);
        };
        row("the value of name holds a line break, which may not stand in a JSON text",
            "der Wert von name enthält einen Zeilenumbruch, was in einem JSON-Text nicht stehen darf");
        row("value is the text \"20\", and the schema wants a number or null",
            "value ist der Text \"20\", und das Schema will eine Zahl oder null");
        row("kind is the text \"x\", and the schema allows \"a\", \"b\" or 3 (and 2 more from the same place)",
            "kind ist der Text \"x\", und das Schema erlaubt \"a\", \"b\" oder 3 (und 2 weitere von derselben Stelle)");
        row("the problem stays with reward.issued/default", "das Problem bleibt mit reward.issued/default");
        row("something else is wrong then with one: the context has no a.b, so nothing is printed",
            "etwas anderes ist dann falsch mit one: der Kontext hat kein a.b, also wird nichts ausgegeben");
        row("did you mean profile.email? (events that have email: x and y)",
            "war profile.email gemeint? (Ereignisse, die email haben: x and y)");
        row("Write {{ name|json_encode|raw }} without the quotes",
            "{{ name|json_encode|raw }} ohne die Anführungszeichen schreiben");
        row("write {{ a|json_encode|raw }} and drop the quotes around it",
            "{{ a|json_encode|raw }} schreiben und die Anführungszeichen darum weglassen");
        row("remove the comma", "das Komma entfernen");
        // A template's own words stay as they are.
        row("Write {{ first or second }}", "{{ first or second }} schreiben");
        row("Variable \"nobody\" does not exist.", "Variable \"nobody\" does not exist.");
    }

    void german()
    {
        QFETCH(QString, english);
        QFETCH(QString, german);
        QCOMPARE(inWindowsLanguage(english.toStdString()), english);
        speakGerman();
        QCOMPARE(inWindowsLanguage(english.toStdString()), german);
    }
};

QTEST_MAIN(TestModelText)
#include "tst_modeltext.moc"
