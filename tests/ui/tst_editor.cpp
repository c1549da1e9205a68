// SPDX-License-Identifier: MIT
#include "payload/prettyjson.h"
#include "ui/editor/brackets.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/documenttext.h"
#include "ui/problems/problemmarks.h"

#include <QApplication>
#include <QTextBlock>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestEditor : public QObject
{
    Q_OBJECT

private:
    static std::unique_ptr<QTextDocument> documentOf(const std::string &source)
    {
        std::unique_ptr<QTextDocument> document(CodeEditor::makeDocument(nullptr));
        document->setPlainText(QString::fromStdString(source));
        return document;
    }

private Q_SLOTS:
    void sourcesComeBackByteForByte_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no newline at the end") << QByteArray("{\n}");
        QTest::newRow("newlines") << QByteArray("{\n\n}\n");
        QTest::newRow("CRLF") << QByteArray("{\r\n  1\r\n}\r\n");
        QTest::newRow("no-break space") << QByteArray("a\xC2\xA0z");
        QTest::newRow("emoji, RTL") << QByteArray("\xF0\x9F\x8E\x81 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D\n");
        QTest::newRow("line separator") << QByteArray("a\xE2\x80\xA8z");
        QTest::newRow("tab") << QByteArray("\t{}\n");
    }

    void sourcesComeBackByteForByte()
    {
        QFETCH(QByteArray, source);
        const std::string text = source.toStdString();
        QCOMPARE(QByteArray::fromStdString(sourceOf(*documentOf(text), lineEndingOf(text))), source);
    }

    void columnsCountCodePoints()
    {
        const auto document = documentOf("ab\n\xF0\x9F\x8E\x81x{{ y }}");
        QCOMPARE(positionOf(*document, 2, 3), 6);
        QCOMPARE(columnOf(*document, 6), 3);
        QCOMPARE(positionOf(*document, 9, 1), document->characterCount() - 1);
        QCOMPARE(positionOf(*document, 1, 99), 2);
    }

    void newLinesKeepTheIndent()
    {
        Theme theme(*qApp);
        CodeEditor editor(theme);
        QTest::keyClicks(&editor, u"{"_s);
        QTest::keyClick(&editor, Qt::Key_Return);
        QTest::keyClicks(&editor, u"\"a\": 1,"_s);
        QTest::keyClick(&editor, Qt::Key_Return);
        QTest::keyClicks(&editor, u"\"b\": 2"_s);
        QTest::keyClick(&editor, Qt::Key_Return);
        QTest::keyClicks(&editor, u"}"_s);
        QCOMPARE(editor.toPlainText(), u"{\n  \"a\": 1,\n  \"b\": 2\n}"_s);
    }

    void aNewLineBetweenBracketsOpensThem()
    {
        Theme theme(*qApp);
        CodeEditor editor(theme);
        editor.setPlainText(u"  [] "_s);
        editor.goTo(1, 4);
        QTest::keyClick(&editor, Qt::Key_Return);
        QCOMPARE(editor.toPlainText(), u"  [\n    \n  ] "_s);
        QCOMPARE(editor.cursorLine(), 2);
        QCOMPARE(editor.cursorColumn(), 5);
    }

    void tabIsTwoSpacesAndIndentsSelections()
    {
        Theme theme(*qApp);
        CodeEditor editor(theme);
        QTest::keyClick(&editor, Qt::Key_Tab);
        QCOMPARE(editor.toPlainText(), u"  "_s);
        QTest::keyClick(&editor, Qt::Key_Backspace);
        QCOMPARE(editor.toPlainText(), QString());
        editor.setPlainText(u"a\n\nb"_s);
        editor.selectAll();
        QTest::keyClick(&editor, Qt::Key_Tab);
        QCOMPARE(editor.toPlainText(), u"  a\n\n  b"_s);
        editor.selectAll();
        QTest::keyClick(&editor, Qt::Key_Backtab);
        QCOMPARE(editor.toPlainText(), u"a\n\nb"_s);
    }

    void rowsAreTallAndClicksHitThem()
    {
        Theme theme(*qApp);
        CodeEditor editor(theme);
        editor.resize(400, 300);
        editor.setPlainText(u"aaaaaaaaaa\nbbbbbbbbbb\ncccccccccc"_s);
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        QTextCursor second(editor.document()->findBlockByNumber(1));
        second.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, 4);
        const QRect place = editor.cursorRect(second);
        QTextCursor first(editor.document()->firstBlock());
        const int row = place.top() - editor.cursorRect(first).top();
        QVERIFY(row >= qRound(editor.fontMetrics().height() * 1.3));
        for (int y = place.center().y() - row / 2 + 2; y < place.center().y() + row / 2 - 1; ++y) { // between the texts too
            QTest::mouseClick(editor.viewport(), Qt::LeftButton, {}, QPoint(place.left(), y));
            QCOMPARE(editor.textCursor().position(), second.position());
        }
    }

    void bracketsFindTheirPartner()
    {
        const auto document = documentOf("{\"a\": [1, {\"b\": 2}]}");
        QCOMPARE(matchingBrackets(*document, 0), std::make_pair(0, 19));
        QCOMPARE(matchingBrackets(*document, 20), std::make_pair(19, 0));
        QCOMPARE(matchingBrackets(*document, 7), std::make_pair(6, 18));
        QCOMPARE(matchingBrackets(*document, 3), std::make_pair(-1, -1));
    }

    void marksSitUnderTheExpression()
    {
        const std::string source = "{\r\n  \"\xC3\xA9\": \"{{ first_name }}\"\r\n}";
        const auto document = documentOf(source);
        Problem problem;
        problem.line = 2;
        problem.column = 12;
        problem.offset = source.find("first_name");
        problem.length = 10;
        const auto marks = marksOf({problem}, *document, source);
        QCOMPARE(marks.size(), std::size_t(1));
        QCOMPARE(document->toPlainText().mid(marks[0].position, marks[0].length), u"first_name"_s);
    }

    void prettyChangesOnlyWhiteSpace()
    {
        QCOMPARE(prettyJson("{\"a\":25.00,\"b\":[],\"c\":[1,{\"d\":\"x, {y}: \\\"[\"}],\"e\":{ }}"),
                 std::string(
                     "{\n  \"a\": 25.00,\n  \"b\": [],\n  \"c\": [\n    1,\n    {\n      \"d\": \"x, {y}: \\\"[\"\n    }\n  ],\n"
                     "  \"e\": {}\n}"));
        QCOMPARE(prettyJson("12345678901234567890123"), std::string("12345678901234567890123"));
    }
};

QTEST_MAIN(TestEditor)
#include "tst_editor.moc"
