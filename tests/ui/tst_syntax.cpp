// SPDX-License-Identifier: MIT
// Our syntax definition: its lists are the engine's, and it colours mixed templates rightly.
#include "twig/registry.h"
#include "ui/editor/syntax.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

namespace {

/// Writes each piece of a text with the name of its format.
class Recorder : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    QStringList highlight(const QString &text)
    {
        KSyntaxHighlighting::State state;
        m_pieces.clear();
        for (const QString &line : text.split(u'\n')) {
            m_line = line;
            state = highlightLine(line, state);
        }
        return m_pieces;
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        const QString piece = m_line.mid(offset, length).trimmed();
        if (!piece.isEmpty()) m_pieces.append(format.name() + u':' + piece);
    }

private:
    QString m_line;
    QStringList m_pieces;
};

} // namespace

class TestSyntax : public QObject
{
    Q_OBJECT

private:
    Syntax m_syntax;

private Q_SLOTS:
    void definitionsAreFound()
    {
        QVERIFY(m_syntax.jsonTwig().isValid());
        QVERIFY(m_syntax.json().isValid());
    }

    void listsAreTheEnginesOwn()
    {
        using Kind = twig::SymbolInfo::Kind;
        const KSyntaxHighlighting::Definition definition = m_syntax.jsonTwig();
        QMap<Kind, QStringList> listed;
        listed[Kind::Filter] = definition.keywordList(u"filters"_s);
        listed[Kind::Function] = definition.keywordList(u"functions"_s);
        listed[Kind::Test] = definition.keywordList(u"tests"_s);
        listed[Kind::Tag] =
            definition.keywordList(u"tags"_s) + definition.keywordList(u"block tags"_s) + definition.keywordList(u"end tags"_s);
        QStringList missing;
        QMap<Kind, QSet<QString>> known;
        for (const twig::SymbolInfo &symbol : twig::symbols()) {
            const QString name = QString::fromUtf8(symbol.name.data(), static_cast<qsizetype>(symbol.name.size()));
            known[symbol.kind].insert(name);
            if (symbol.kind == Kind::Operator || name.contains(u' ')) continue;
            if (!listed[symbol.kind].contains(name)) missing.append(name);
        }
        QCOMPARE(missing, QStringList());
        QVERIFY(known[Kind::Filter].size() > 30);
        for (const Kind kind : {Kind::Filter, Kind::Function, Kind::Test}) {
            for (const QString &name : listed[kind])
                QVERIFY2(known[kind].contains(name), qPrintable(name));
        }
        for (QString name : listed[Kind::Tag]) { // beside the tags, their middles and ends
            if (name.startsWith(u"end"_s)) name.remove(0, 3);
            QVERIFY2(known[Kind::Tag].contains(name) || name == u"else"_s || name == u"elseif"_s, qPrintable(name));
        }
    }

    void coloursAMixedTemplate()
    {
        Recorder recorder;
        recorder.setDefinition(m_syntax.jsonTwig());
        const QStringList pieces =
            recorder.highlight(u"{# note #}\n"
                               "{\n"
                               "  \"email\": {{ email|json_encode|raw }},\n"
                               "  \"greeting\": \"Hi {{ first_name|default('you') }}\\n\",\n"
                               "  {% if reward.amount is divisible by(5) and max(1, 2) > 1 %}\"n\": 2.5{% endif %}\n"
                               "  \"x\": {{ a|nofilter }}, \"t\": true\n"
                               "}"_s);
        const auto has = [&pieces](const QString &piece) { return pieces.contains(piece); };
        for (const QString &expected :
             {u"Comment:{# note #}"_s, u"Key:\"email\""_s, u"TwigDelimiter:{{"_s, u"TwigVariable:email"_s,
              u"TwigFilter:json_encode"_s, u"TwigFilter:raw"_s, u"TwigVariable:first_name"_s, u"TwigString:'you'"_s,
              u"Escape:\\n"_s, u"TwigTag:if"_s, u"TwigTag:endif"_s, u"TwigTest:divisible by"_s, u"TwigOperator:and"_s,
              u"TwigFunction:max"_s, u"Number:2.5"_s, u"TwigUnknown:nofilter"_s, u"Literal:true"_s}) {
            QVERIFY2(has(expected), qPrintable(expected + u" not in "_s + pieces.join(u"  "_s)));
        }
    }

    void anyTextEndsAndKeepsItsLength()
    {
        QRandomGenerator random(20'26);
        const QString letters = u"{}%#|\"'[]():,.\\ -~ifsetforendverbatimtrue0123\n"_s;
        Recorder recorder;
        recorder.setDefinition(m_syntax.jsonTwig());
        for (int i = 0; i < 400; ++i) {
            QString text;
            for (int j = 0; j < 300; ++j)
                text += letters[random.bounded(static_cast<int>(letters.size()))];
            QVERIFY(!recorder.highlight(text).isEmpty());
        }
    }
};

QTEST_MAIN(TestSyntax)
#include "tst_syntax.moc"
