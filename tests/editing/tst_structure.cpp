// SPDX-License-Identifier: MIT
#include "editing/commenttoggle.h"
#include "editing/templatescan.h"
#include "editing/templatestructure.h"

#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestStructure : public QObject
{
    Q_OBJECT

private:
    static QString islandsOf(const std::string &source)
    {
        const TemplateScan scan(source);
        QStringList all;
        for (const Island &island : scan.islands()) {
            const char *kinds[] = {"print", "tag", "comment", "verbatim"};
            QStringList words{QString::fromLatin1(kinds[static_cast<int>(island.kind)])};
            if (!island.isClosed) words += u"open"_s;
            for (const twig::Token &token : scan.tokensOf(island))
                words += QString::fromUtf8(source.substr(token.begin, token.end - token.begin));
            if (island.kind == Island::Kind::Comment || island.kind == Island::Kind::Verbatim)
                words += u'<' + QString::fromStdString(source.substr(island.begin, island.end - island.begin)) + u'>';
            all += words.join(u' ');
        }
        return all.join(u" | "_s);
    }

    static QString foldsOf(const std::string &source)
    {
        QStringList all;
        const TemplateStructure structure{TemplateScan(source)};
        for (const Fold &fold : structure.folds())
            all += u"%1:%2-%3"_s.arg(fold.line).arg(fold.firstHidden).arg(fold.lastHidden);
        return all.join(u' ');
    }

    static std::string sampleTemplate(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

private Q_SLOTS:
    void islandsAreTheLexersOwn_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("islands");
        QTest::newRow("print") << u"a {{ b.c|upper }} d"_s << u"print b . c | upper"_s;
        QTest::newRow("control") << u" {%- if a -%} {{~ b ~}} {% endif %}"_s << u"tag if a | print b | tag endif"_s;
        QTest::newRow("text with end") << u"{{ '}}' }}x"_s << u"print '}}'"_s;
        QTest::newRow("comment") << u"{# {{ a }} #}{{ b }}"_s << u"comment <{# {{ a }} #}> | print b"_s;
        QTest::newRow("verbatim") << u"{% verbatim %}{{ a }}{% endverbatim %}{{ b }}"_s
                                  << u"tag | verbatim <{{ a }}> | tag | print b"_s;
        // broken while one types
        QTest::newRow("open print") << u"{{ item.\n\"x\": {{ b }}"_s << u"print open item . | print b"_s;
        QTest::newRow("open print at the end") << u"{{ a|"_s << u"print open a |"_s;
        QTest::newRow("open bracket") << u"{{ max(a, }} {{ b }}"_s << u"print max ( a , | print b"_s;
        QTest::newRow("open text") << u"{{ 'abc\n{{ b }}"_s << u"print open 'abc | print b"_s;
        QTest::newRow("bad character") << u"{{ a ; b }} {{ c }}"_s << u"print a | print c"_s;
        QTest::newRow("two open") << u"{{ a {{ b }}"_s << u"print open a | print b"_s;
        QTest::newRow("open tag, rest stays") << u"{% if \n{{ b }}{% endif %}"_s << u"tag open if | print b | tag endif"_s;
        QTest::newRow("over lines, broken elsewhere")
            << u"{% set a = {\n  b: 1\n} %}{{ x("_s << u"tag set a = { b : 1 } | print open x ("_s;
        QTest::newRow("open comment") << u"{{ a }} {# b"_s << u"print a | comment open <{# b>"_s;
        QTest::newRow("open verbatim") << u"{% verbatim %}{{ a"_s << u"tag | verbatim open <{{ a>"_s;
    }

    void islandsAreTheLexersOwn()
    {
        QFETCH(QString, source);
        QFETCH(QString, islands);
        QCOMPARE(islandsOf(source.toStdString()), islands);
    }

    // The pieces of a template must not depend on whether something else in it is broken.
    void aBrokenEndChangesNothingBeforeIt()
    {
        QDirIterator files(QStringLiteral(SOURCE_ROOT "/resources/presets"), {u"*.twig"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        int count = 0;
        while (files.hasNext()) {
            const std::string source = sampleTemplate(files.next());
            const QString whole = islandsOf(source);
            QVERIFY(TemplateScan(source).isComplete());
            QVERIFY(!TemplateScan(source + "{{ ' ").isComplete());
            const QString broken = islandsOf(source + "{{ ; ");
            QCOMPARE(broken.left(whole.size()), whole);
            ++count;
        }
        QVERIFY(count > 10);
    }

    void anyTextIsScanned()
    {
        QRandomGenerator random(4);
        const QString letters = u"{}%#|\"'[]().,\\ -~ifsetforendverbatim=§1\n"_s;
        for (int i = 0; i < 3000; ++i) {
            QString text;
            for (int j = random.bounded(120); j > 0; --j)
                text += letters[random.bounded(static_cast<int>(letters.size()))];
            const std::string source = text.toStdString();
            const TemplateScan scan(source);
            std::size_t behind = 0;
            for (const Island &island : scan.islands()) {
                QVERIFY2(island.begin >= behind && island.end > island.begin && island.end <= source.size(), qPrintable(text));
                for (const twig::Token &token : scan.tokensOf(island))
                    QVERIFY2(token.begin >= island.begin && token.end <= island.end, qPrintable(text));
                behind = island.end;
            }
            const TemplateStructure structure(scan);
            for (const BracketPair &pair : structure.brackets())
                QVERIFY2(pair.open < pair.close && pair.close < source.size(), qPrintable(text));
        }
    }

    void folds_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("folds");
        QTest::newRow("object") << u"{\n 1\n}"_s << u"0:1-1"_s;
        QTest::newRow("one line") << u"{ 1 }"_s << QString();
        QTest::newRow("nothing between") << u"{\n}"_s << QString();
        QTest::newRow("branches") << u"{% if a %}\n1\n{% elseif b %}\n2\n{% else %}\n3\n{% endif %}"_s << u"0:1-1 2:3-3 4:5-5"_s;
        QTest::newRow("nested") << u"{\n\"a\": [\n1\n],\n{% for i in b %}\n{{ i }}\n{% endfor %}\n}"_s << u"0:1-6 1:2-2 4:5-5"_s;
        QTest::newRow("brackets in texts") << u"{\n\"a\": \"{\",\n\"b\": \"\\\"}\"\n}"_s << u"0:1-2"_s;
        QTest::newRow("brackets in branches")
            << u"{% if a %}\n{ \"x\":\n{% else %}\n{ \"y\":\n{% endif %}\n1\n}"_s << u"0:1-1 2:3-3 3:4-5"_s;
        QTest::newRow("comment") << u"{# a\nb\nc #}\nd"_s << u"0:1-2"_s;
        QTest::newRow("set with value") << u"{% set a = 1 %}\n1\n{% set b %}\n2\n{% endset %}"_s << u"2:3-3"_s;
        QTest::newRow("short block") << u"{% block a 'x' %}\n1\n{% block b %}\n2\n{% endblock %}"_s << u"2:3-3"_s;
        QTest::newRow("mapping") << u"{% set a = {\n  b: 1,\n} %}"_s << u"0:1-1"_s;
        QTest::newRow("unclosed if in for") << u"{% for a in b %}\n{% if a %}\n1\n{% endfor %}"_s << u"0:1-2"_s;
        QTest::newRow("stray end") << u"{% endif %}\n{\n1\n}"_s << u"1:2-2"_s;
        QTest::newRow("open quote") << u"{\n\"a: 1,\n\"b\": {\n1\n}\n}"_s << u"0:1-4 2:3-3"_s;
    }

    void folds()
    {
        QFETCH(QString, source);
        QFETCH(QString, folds);
        QCOMPARE(foldsOf(source.toStdString()), folds);
    }

    void tagsFindTheirPartners()
    {
        const std::string source = "{% if a %}1{% for x in y %}{% else %}{% endfor %}{% elseif b %}2{% else %}3{% endif %}";
        const TemplateScan scan(source);
        const TemplateStructure structure(scan);
        const auto words = [&](std::size_t at) {
            QStringList all;
            for (const SourcePart &part : structure.tagsAt(at))
                all += QString::fromStdString(source.substr(part.begin, part.end - part.begin));
            return all.join(u' ');
        };
        QCOMPARE(words(4), u"if elseif else endif"_s);
        QCOMPARE(words(source.size()), u"if elseif else endif"_s);
        QCOMPARE(words(source.find("for") + 1), u"for else endfor"_s);
        QCOMPARE(words(source.find("1")), u"if elseif else endif"_s); // right behind the tag
        QCOMPARE(words(source.find("3") + 1), u"if elseif else endif"_s);
        QCOMPARE(TemplateStructure(TemplateScan("a {{ b }}")).tagsAt(4), std::vector<SourcePart>());
    }

    void bracketsInTextsAreNoBrackets()
    {
        const TemplateScan scan("{\"a{\": [\"]\", {{ f('(', [1]) }}]}");
        const std::vector<BracketPair> expected = {{0, 31}, {7, 30}, {17, 26}, {23, 25}};
        QCOMPARE(TemplateStructure(scan).brackets(), expected);
    }

    void commentsComeAndGo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("word") << u"a"_s;
        QTest::newRow("lines") << u"  \"a\": 1,\n  \"b\": {{ b }}"_s;
        QTest::newRow("with a comment") << u"a {# b #} c"_s;
        QTest::newRow("two comments") << u"{# a #}\n{# b #}"_s;
        QTest::newRow("nearly an end") << u"# } #  } #} #}}"_s;
        QTest::newRow("hash") << u"\"#\"}"_s;
        QTest::newRow("interpolation") << u"{{ \"#{a}\" }}"_s;
        QTest::newRow("blanks around") << u"  a \n"_s;
        QTest::newRow("blanks at the comment's ends") << u"\t{# a"_s;
    }

    void commentsComeAndGo()
    {
        QFETCH(QString, text);
        const std::string source = text.toStdString();
        const std::string comment = withCommentToggled(source);
        QVERIFY(comment != source);
        const TemplateScan scan(comment);
        QVERIFY2(scan.isComplete(), comment.c_str());
        QCOMPARE(scan.islands().size(), std::size_t(1)); // nothing of it is left over
        QCOMPARE(QString::fromStdString(withCommentToggled(comment)), text);
    }
};

QTEST_APPLESS_MAIN(TestStructure)
#include "tst_structure.moc"
