// SPDX-License-Identifier: MIT
// What the editor does for templates: folding, partners, auto-close, comments.
#include "ui/editor/codeeditor.h"
#include "ui/editor/documentfolds.h"
#include "ui/editor/documentstructure.h"
#include "ui/editor/editorgutter.h"
#include "ui/editor/utf8map.h"

#include <QApplication>
#include <QScrollBar>
#include <QTextBlock>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestEditorTemplates : public QObject
{
    Q_OBJECT

private:
    Theme m_theme{*qApp};
    std::unique_ptr<CodeEditor> m_editor;

    void show(const QString &text)
    {
        m_editor->setPlainText(text);
        m_editor->structure()->structure();
    }
    QString visibleLines() const
    {
        QStringList lines;
        for (QTextBlock block = m_editor->document()->firstBlock(); block.isValid(); block = block.next()) {
            if (block.isVisible()) lines += QString::number(block.blockNumber());
        }
        return lines.join(u' ');
    }
    QStringList litTexts() const
    {
        QStringList texts;
        for (const QTextEdit::ExtraSelection &selection : m_editor->extraSelections())
            texts += selection.cursor.selectedText();
        return texts;
    }
    void moveTo(int position)
    {
        QTextCursor cursor = m_editor->textCursor();
        cursor.setPosition(position);
        m_editor->setTextCursor(cursor);
    }

private Q_SLOTS:
    void init()
    {
        m_editor = std::make_unique<CodeEditor>(m_theme);
        m_editor->enableTemplates();
        m_editor->resize(600, 400);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
    }

    void cleanup() { m_editor.reset(); }

    void placesAreTheSameInBothCountings()
    {
        QString text = u"aé€🎁z"_s;
        for (int i = 0; i < 300; ++i)
            text += u"xß🎁"_s;
        const Utf8Map map(text);
        const QByteArray utf8 = text.toUtf8();
        for (int at = 0; at <= text.size(); ++at) {
            if (at < text.size() && text[at].isLowSurrogate()) {
                QCOMPARE(map.byteOf(at), map.byteOf(at - 1));
                continue;
            }
            const std::size_t byte = map.byteOf(at);
            QCOMPARE(QString::fromUtf8(utf8.left(static_cast<qsizetype>(byte))), text.left(at));
            QCOMPARE(map.positionOf(byte), at);
        }
        QCOMPARE(map.positionOf(4), 2); // inside €
    }

    void theGutterFoldsAndOpens()
    {
        show(u"{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": 2\n}\nend"_s);
        auto *gutter = m_editor->findChild<EditorGutter *>();
        const auto arrowOf = [&](int line) {
            const QTextCursor cursor(m_editor->document()->findBlockByNumber(line));
            return QPoint(gutter->width() - 6, m_editor->cursorRect(cursor).center().y());
        };
        QTest::mouseClick(gutter, Qt::LeftButton, {}, arrowOf(1));
        QCOMPARE(visibleLines(), u"0 1 3 4 5 6"_s);
        QTest::mouseClick(gutter, Qt::LeftButton, {}, arrowOf(0));
        QCOMPARE(visibleLines(), u"0 5 6"_s);
        QTest::mouseClick(gutter, Qt::LeftButton, {}, arrowOf(0));
        QCOMPARE(visibleLines(), u"0 1 3 4 5 6"_s); // the inner one is still folded
        QTest::mouseClick(gutter, Qt::LeftButton, {}, arrowOf(1));
        QCOMPARE(visibleLines(), u"0 1 2 3 4 5 6"_s);
        QCOMPARE(m_editor->toPlainText(), u"{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": 2\n}\nend"_s);
    }

    void foldsMoveWithTheTextAndOpenForTheCursor()
    {
        show(u"[\n{% if a %}\n1\n{% endif %}\n]"_s);
        m_editor->goTo(3, 1);
        m_editor->foldAtCursor(true);
        QCOMPARE(visibleLines(), u"0 1 3 4"_s);
        QCOMPARE(m_editor->cursorLine(), 2); // not inside what is hidden
        moveTo(0);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        QTRY_VERIFY(m_editor->structure()->isCurrent());
        QCOMPARE(visibleLines(), u"0 1 2 4 5"_s);
        m_editor->goTo(4, 1);
        QCOMPARE(visibleLines(), u"0 1 2 3 4 5"_s);
        m_editor->foldAtCursor(true);
        m_editor->foldAtCursor(true); // again: the part around it
        QCOMPARE(visibleLines(), u"0 1 5"_s);
        m_editor->folds()->unfoldAll();
        QCOMPARE(visibleLines(), u"0 1 2 3 4 5"_s);
        m_editor->goTo(5, 1);
        m_editor->folds()->setFolded(2, true);
        QTest::keyClick(m_editor.get(), Qt::Key_Delete); // {% endif %} is no end any more
        QTRY_COMPARE(visibleLines(), u"0 1 2 3 4 5"_s);
    }

    void hiddenLinesTakeNoRoom()
    {
        show(u"{\n"_s + u"\"a\": 1,\n"_s.repeated(200) + u"}\nend"_s);
        QTextCursor last(m_editor->document()->lastBlock());
        const int row = m_editor->cursorRect(last).height() * 2; // more than one
        QVERIFY(m_editor->cursorRect(last).top() > 3 * row);
        m_editor->folds()->setFolded(0, true);
        QVERIFY2(m_editor->cursorRect(last).top() < 3 * row, qPrintable(QString::number(m_editor->cursorRect(last).top())));
        QVERIFY(m_editor->verticalScrollBar()->maximum() < 5);
        moveTo(0);
        QTest::keyClick(m_editor.get(), Qt::Key_Down);
        QCOMPARE(m_editor->cursorLine(), 202); // over the hidden ones
    }

    void tagsAndBracketsShowTheirPartners()
    {
        show(u"{% if a %}{\"x}\": [1]}{% else %}2{% endif %}"_s);
        moveTo(4);
        QCOMPARE(litTexts(), QStringList({u"if"_s, u"else"_s, u"endif"_s}));
        moveTo(10);
        QCOMPARE(litTexts(), QStringList({u"{"_s, u"}"_s}));
        QCOMPARE(m_editor->extraSelections().last().cursor.selectionEnd(), 21); // not the one in the text
        moveTo(13);
        QCOMPARE(litTexts(), QStringList());
    }

    void whatOneTypesBlindlyComesOutAsTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("object") << u"{\"a\": [1, {\"b\": \"c\"}], \"d\": {}}"_s;
        QTest::newRow("print") << u"{\"a\": {{ b|default('x')|json_encode|raw }}, \"c\": \"{{ d }}\"}"_s;
        QTest::newRow("no blanks") << u"{{a}}{{b}}"_s;
        QTest::newRow("tags") << u"{% if a == \"b\" and not (c) %}\"x\"{% endif %}{# note #}"_s;
        QTest::newRow("escapes") << u"\"a\\\"b\": \"it's\""_s;
        QTest::newRow("mapping") << u"{% set a = {'b': [1, 2]} %}{{ a.b[0] }}"_s;
        QTest::newRow("control") << u"{%- if a -%}{{- b -}}{%- endif -%}"_s;
    }

    void whatOneTypesBlindlyComesOutAsTyped()
    {
        QFETCH(QString, typed);
        QTest::keyClicks(m_editor.get(), typed);
        QCOMPARE(m_editor->toPlainText(), typed);
    }

    void closesWhatOneOpens()
    {
        QTest::keyClicks(m_editor.get(), u"{{"_s);
        QCOMPARE(m_editor->toPlainText(), u"{{}}"_s);
        QTest::keyClicks(m_editor.get(), u" "_s);
        QCOMPARE(m_editor->toPlainText(), u"{{  }}"_s);
        QTest::keyClicks(m_editor.get(), u"a"_s);
        QCOMPARE(m_editor->toPlainText(), u"{{ a }}"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Backspace);
        QTest::keyClick(m_editor.get(), Qt::Key_Backspace);
        QCOMPARE(m_editor->toPlainText(), u"{{}}"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Backspace);
        QTest::keyClick(m_editor.get(), Qt::Key_Backspace);
        QCOMPARE(m_editor->toPlainText(), QString());
        QTest::keyClicks(m_editor.get(), u"{%"_s);
        QCOMPARE(m_editor->toPlainText(), u"{%%}"_s);
        show(u"\"a\" word"_s);
        moveTo(4);
        QTest::keyClicks(m_editor.get(), u"\""_s); // before a word: none
        QCOMPARE(m_editor->toPlainText(), u"\"a\" \"word"_s);
    }

    void tagsIndentWhatIsBetween()
    {
        const auto type = [this](const QString &text) {
            QTest::keyClicks(m_editor.get(), text);
            m_editor->moveCursor(QTextCursor::EndOfLine);
        };
        type(u"{% if a %}"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        type(u"{% for b in c %}"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        type(u"{{ b }}"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        type(u"{% endfor %}"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        type(u"{% else %}"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        type(u"{% set d = 1 %}"_s); // opens nothing
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        type(u"{% endif %}"_s);
        QCOMPARE(m_editor->toPlainText(),
                 u"{% if a %}\n  {% for b in c %}\n    {{ b }}\n  {% endfor %}\n{% else %}\n  {% set d = 1 %}\n{% endif %}"_s);
        // Nothing is between: the end comes back all the same.
        show(QString());
        type(u"{% if a %}"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        type(u"{% endif %}"_s);
        QCOMPARE(m_editor->toPlainText(), u"{% if a %}\n{% endif %}"_s);
    }

    void commentsComeAndGo_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("expected");
        QTest::newRow("line") << 5 << 5 << u"{\n  {# \"a\": 1, #}\n  \"b\": {# x #} 2\n}"_s;
        QTest::newRow("word") << 4 << 7 << u"{\n  {# \"a\" #}: 1,\n  \"b\": {# x #} 2\n}"_s;
        QTest::newRow("lines with a comment") << 6 << 16 << u"{\n  {# \"a\": 1,\n  \"b\": {# x # } 2 #}\n}"_s;
    }

    void commentsComeAndGo()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, expected);
        const QString text = u"{\n  \"a\": 1,\n  \"b\": {# x #} 2\n}"_s;
        show(text);
        QTextCursor cursor = m_editor->textCursor();
        cursor.setPosition(from);
        cursor.setPosition(to, QTextCursor::KeepAnchor);
        m_editor->setTextCursor(cursor);
        m_editor->toggleComment();
        QCOMPARE(m_editor->toPlainText(), expected);
        m_editor->toggleComment();
        QCOMPARE(m_editor->toPlainText(), text);
        m_editor->undo();
        QCOMPARE(m_editor->toPlainText(), expected);
        m_editor->undo();
        QCOMPARE(m_editor->toPlainText(), text);
    }

    void whiteSpaceIsShownInEveryDocument()
    {
        const auto isShown = [](const QTextDocument *document) {
            return document->defaultTextOption().flags().testFlag(QTextOption::ShowTabsAndSpaces);
        };
        show(u"a  b"_s);
        const QImage without = m_editor->viewport()->grab().toImage();
        m_editor->setWhiteSpaceShown(true);
        QVERIFY(m_editor->viewport()->grab().toImage() != without);
        QTextDocument *second = CodeEditor::makeDocument(m_editor.get());
        m_editor->setDocument(second);
        QVERIFY(isShown(second));
        m_editor->setWhiteSpaceShown(false);
        QVERIFY(!isShown(second));
    }
};

QTEST_MAIN(TestEditorTemplates)
#include "tst_editortemplates.moc"
