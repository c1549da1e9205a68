// SPDX-License-Identifier: MIT
#include "editing/snippet.h"
#include "editing/templateforms.h"
#include "payload/payload.h"

#include <QDirIterator>
#include <QFile>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestForms : public QObject
{
    Q_OBJECT

private:
    static constexpr const char *Source = "{\n  \"it's\": \"{{ a|default('\\\\') }}\",\n  \"€\": {{ b }}\n}\n";

    static Target target()
    {
        Target target;
        target.name = "It's one";
        target.handle = "one";
        target.url = "https://example.com/x";
        target.templateSource = Source;
        return target;
    }

private Q_SLOTS:
    void templatesAreFoundInside_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("form"); // -1: none
        QTest::addColumn<QByteArray>("source");
        using Form = FoundTemplate::Form;
        const QByteArray plain = "{\"a\": \"{{ b }}\"}";
        QTest::newRow("plain") << plain << -1 << QByteArray();
        QTest::newRow("plain JSON") << QByteArray("{\"name\": \"x\", \"template\": 1}") << -1 << QByteArray();
        QTest::newRow("words") << QByteArray("hello") << -1 << QByteArray();
        QTest::newRow("escaped") << QByteArray("\"{\\\"a\\\": \\\"{{ b }}\\\"}\"") << int(Form::EscapedText) << plain;
        QTest::newRow("escaped, blanks around")
            << QByteArray("\n \"{\\\"a\\\": \\\"{{ b }}\\\"}\" \n") << int(Form::EscapedText) << plain;
        QTest::newRow("escaped, without quotes") << QByteArray("{\\\"a\\\": \\\"{{ b }}\\\"}") << int(Form::EscapedText) << plain;
        QTest::newRow("escaped lines") << QByteArray("\"{\\n  \\\"a\\\": \\\"\\u20ac\\\"\\n}\"") << int(Form::EscapedText)
                                       << QByteArray("{\n  \"a\": \"€\"\n}");
        QTest::newRow("body") << QByteArray(
                                     "{\"name\": \"x\", \"handle\": \"y\", \"template\": \"{\\\"a\\\": \\\"{{ b }}\\\"}\"}")
                              << int(Form::ApiBody) << plain;
        QTest::newRow("answer")
            << QByteArray("{\"data\": {\"id\": 1, \"handle\": \"y\", \"template\": \"{\\\"a\\\": \\\"{{ b }}\\\"}\"}}")
            << int(Form::ApiBody) << plain;
        QTest::newRow("curl") << QByteArray(
                                     "curl -X POST https://example.com \\\n  -H 'A: b' --data '{\"handle\": \"y\", \"template\": "
                                     "\"{\\\"a\\\": \\\"{{ b }}\\\"}\"}'")
                              << int(Form::Curl) << plain;
        QTest::newRow("curl, joined") << QByteArray("curl --data-raw='{\"a\": \"{{ b }}\"}' https://example.com")
                                      << int(Form::Curl) << plain;
        QTest::newRow("curl, short") << QByteArray("curl https://example.com -d\"{\\\"a\\\": \\\"{{ b }}\\\"}\"")
                                     << int(Form::Curl) << plain;
        QTest::newRow("curl without data") << QByteArray("curl https://example.com") << -1 << QByteArray();
        QTest::newRow("curl, open quote") << QByteArray("curl --data '{") << -1 << QByteArray();
    }

    void templatesAreFoundInside()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, form);
        QFETCH(QByteArray, source);
        const auto found = templateInside(text.toStdString());
        QCOMPARE(found ? int(found->form) : -1, form);
        if (found) QCOMPARE(QByteArray::fromStdString(found->source), source);
    }

    void everyFormComesBack()
    {
        for (const std::string &text : {escapedTemplate(target()), apiBody(target()), curlCommand(target())}) {
            const auto found = templateInside(text);
            QVERIFY2(found, text.c_str());
            QCOMPARE(found->source, std::string(Source));
        }
        Target known = target();
        known.id = 12;
        QVERIFY(curlCommand(known).starts_with("curl -X PUT \"$OMNEO_API/targets/12\""));
        QVERIFY(apiBody(target()).find("\"condition\": null") != std::string::npos);
    }

    void readsAsAShellDoes()
    {
        using Words = std::vector<std::string>;
        QCOMPARE(*shellWords("a 'b c' \"d \\\" $e \\n\" f\\ g \\\n  h ''"), Words({"a", "b c", "d \" $e \\n", "f g", "h", ""}));
        QCOMPARE(*shellWords(shellQuoted("it's \"x\" \\ $y\n")), Words({"it's \"x\" \\ $y\n"}));
        QVERIFY(!shellWords("a 'b"));
    }

    void snippetsAreRead()
    {
        const auto snippet = readSnippet("{# A title #}\n[\n  ${one}, ${two}\n]\n");
        QVERIFY(snippet);
        QCOMPARE(snippet->title, std::string("A title"));
        QCOMPARE(snippet->text, std::string("[\n  one, two\n]"));
        QCOMPARE(snippet->text.substr(snippet->selectionBegin, snippet->selectionLength), std::string("one"));
        const Snippet moved = indented(*snippet, "  ");
        QCOMPARE(moved.text, std::string("[\n    one, two\n  ]"));
        QCOMPARE(moved.text.substr(moved.selectionBegin, moved.selectionLength), std::string("one"));
        QVERIFY(!readSnippet("no title\nx"));
    }

    void everySnippetCompiles()
    {
        QDirIterator files(QStringLiteral(SOURCE_ROOT "/resources/snippets"), {u"*.twig"_s});
        int count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto snippet = readSnippet(file.readAll().toStdString());
            QVERIFY2(snippet && !snippet->text.empty(), qPrintable(file.fileName()));
            const PayloadRenderer renderer(snippet->text, "snippet", {});
            QVERIFY2(!renderer.templateProblem(), qPrintable(file.fileName()));
            ++count;
        }
        QVERIFY(count >= 10);
    }
};

QTEST_APPLESS_MAIN(TestForms)
#include "tst_forms.moc"
