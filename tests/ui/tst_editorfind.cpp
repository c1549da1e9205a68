// SPDX-License-Identifier: MIT
// Find and replace, in the window.
#include "ui/editor/codeeditor.h"
#include "ui/editor/findbar.h"
#include "ui/theme/statelabel.h"
#include "windowfixture.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestEditorFind : public QObject
{
    Q_OBJECT

private:
    static QString replaced(const QString &text, const SearchOptions &options, const QString &with)
    {
        const TextSearch search(options);
        QString out = text;
        const auto matches = search.matches(text);
        for (auto match = matches.rbegin(); match != matches.rend(); ++match)
            out.replace(match->position, match->length, search.replacement(text, *match, with));
        return out;
    }

private Q_SLOTS:
    void searches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("switches");
        QTest::addColumn<QString>("with");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"tag"_s << QString() << u"_"_s << u"_ _s _\n a.b axb $1\nÄpfel äpfel"_s;
        QTest::newRow("case") << u"Tag"_s << u"c"_s << u"_"_s << u"_ tags TAG\n a.b axb $1\nÄpfel äpfel"_s;
        QTest::newRow("word") << u"tag"_s << u"w"_s << u"_"_s << u"_ tags _\n a.b axb $1\nÄpfel äpfel"_s;
        QTest::newRow("dot is a dot") << u"a.b"_s << QString() << u"$1"_s << u"Tag tags TAG\n $1 axb $1\nÄpfel äpfel"_s;
        QTest::newRow("pattern") << u"a(.)b"_s << u"r"_s << u"[$1\\1]"_s << u"Tag tags TAG\n [..] [xx] $1\nÄpfel äpfel"_s;
        QTest::newRow("line starts") << u"^."_s << u"r"_s << u"_"_s << u"_ag tags TAG\n_a.b axb $1\n_pfel äpfel"_s;
        QTest::newRow("empty matches") << u"x*"_s << u"r"_s << u"_"_s << u"Tag tags TAG\n a.b a_b $1\nÄpfel äpfel"_s;
        QTest::newRow("umlaut") << u"äpfel"_s << u"w"_s << u"_"_s << u"Tag tags TAG\n a.b axb $1\n_ _"_s;
        QTest::newRow("line break") << u" (a)"_s << u"r"_s << u"\\n$1"_s << u"Tag tags TAG\n\na.b\naxb $1\nÄpfel äpfel"_s;
    }

    void searches()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, switches);
        QFETCH(QString, with);
        QFETCH(QString, expected);
        const QString text = u"Tag tags TAG\n a.b axb $1\nÄpfel äpfel"_s;
        QCOMPARE(replaced(text, {pattern, switches.contains(u'c'), switches.contains(u'w'), switches.contains(u'r')}, with),
                 expected);
    }

    void namesABadPattern()
    {
        QCOMPARE(TextSearch({u"a(b"_s, false, false, false}).error(), QString());
        for (const bool word : {false, true}) {
            const TextSearch search({u"a(b"_s, false, word, true});
            QVERIFY2(search.error().startsWith(u"The pattern is wrong at character 4: "_s), qPrintable(search.error()));
            QVERIFY(search.matches(u"a(b"_s).empty());
        }
    }

    void findsAndReplacesByKeys()
    {
        WindowFixture desk;
        desk.editor()->setPlainText(u"one two one two ONE"_s);
        desk.editor()->setFocus();
        QTest::keyClick(&desk.window(), Qt::Key_H, Qt::ControlModifier);
        auto *find = desk.find<QLineEdit>("findText");
        auto *replace = desk.find<QLineEdit>("replaceText");
        QVERIFY(find->hasFocus());
        QTest::keyClicks(find, u"one"_s);
        QCOMPARE(desk.labelText("findState"), u"3 match(es)"_s);
        QCOMPARE(desk.editor()->extraSelections().size(), 3);
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(desk.labelText("findState"), u"1 of 3"_s);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(desk.labelText("findState"), u"1 of 3"_s); // round the end
        QTest::keyClick(find, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(desk.labelText("findState"), u"3 of 3"_s);
        QTest::mouseClick(desk.find<QToolButton>("findCase"), Qt::LeftButton);
        QCOMPARE(desk.editor()->extraSelections().size(), 2);
        replace->setFocus();
        QTest::keyClicks(replace, u"1"_s);
        QTest::mouseClick(desk.find<QPushButton>("replaceAll"), Qt::LeftButton);
        QCOMPARE(desk.editor()->toPlainText(), u"1 two 1 two ONE"_s);
        desk.editor()->undo(); // one step
        QCOMPARE(desk.editor()->toPlainText(), u"one two one two ONE"_s);
        QTest::keyClick(find, Qt::Key_Escape);
        QVERIFY(desk.editor()->hasFocus());
        QVERIFY(desk.editor()->extraSelections().isEmpty());
        QVERIFY(!find->isVisible());
    }

    void replacesOneAfterTheOther()
    {
        WindowFixture desk;
        desk.editor()->setPlainText(u"a1 b2"_s);
        desk.editor()->moveCursor(QTextCursor::Start);
        desk.trigger("edit.replace");
        desk.find<QToolButton>("findPattern")->setChecked(true);
        QTest::keyClicks(desk.find<QLineEdit>("findText"), u"([a-z])(\\d)"_s);
        QTest::keyClicks(desk.find<QLineEdit>("replaceText"), u"$2$1"_s);
        auto *one = desk.find<QPushButton>("replaceOne");
        QTest::mouseClick(one, Qt::LeftButton); // goes to the first
        QTest::mouseClick(one, Qt::LeftButton);
        QCOMPARE(desk.editor()->toPlainText(), u"1a b2"_s);
        QTest::mouseClick(one, Qt::LeftButton);
        QCOMPARE(desk.editor()->toPlainText(), u"1a 2b"_s);
        QCOMPARE(desk.labelText("findState"), u"no match"_s);
        desk.find<QLineEdit>("findText")->setText(u"["_s);
        QVERIFY(desk.labelText("findState").startsWith(u"The pattern is wrong at character"_s));
        QCOMPARE(desk.find<StateLabel>("findState")->state(), StateLabel::State::Error);
    }
};

QTEST_MAIN(TestEditorFind)
#include "tst_editorfind.moc"
