// SPDX-License-Identifier: MIT
// Our syntax definition: its lists are the engine's, and it colours mixed templates rightly.
#include "twig/registry.h"
#include "ui/editor/syntax.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QXmlStreamReader>
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
            // As many pieces as characters at most: one that takes nothing would go on for ever. ctest ends what hangs.
            const QStringList pieces = recorder.highlight(text);
            QVERIFY(!pieces.isEmpty() && pieces.size() <= text.size());
        }
    }

    // The library says on its log what is wrong with a definition that it reads.
    void theLibraryFindsNoFaultWithTheDefinitions()
    {
        QTest::failOnWarning();
        const Syntax syntax;
        for (const auto &definition : {syntax.jsonTwig(), syntax.json()}) {
            Recorder recorder;
            recorder.setDefinition(definition);
            QVERIFY(!recorder.highlight(u"{\"a\": 1}"_s).isEmpty());
        }
    }

    // What KDE's indexer checks when definitions are built into the library: each name that is used is there, and used.
    void everyNameInTheDefinitionsIsThere_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("templates") << u":/org.kde.syntax-highlighting/syntax-addons/json-twig.xml"_s;
        QTest::newRow("payloads") << u":/org.kde.syntax-highlighting/syntax-addons/json-payload.xml"_s;
    }

    void everyNameInTheDefinitionsIsThere()
    {
        QFETCH(QString, file);
        QFile definition(file);
        QVERIFY(definition.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&definition);
        QMap<QString, QSet<QString>> made; // kind → names
        QMap<QString, QSet<QString>> used;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            const auto attributes = xml.attributes();
            const QString name = attributes.value(u"name"_s).toString();
            const QString element = xml.name().toString();
            if (element == u"context"_s) made[u"context"_s].insert(name);
            if (element == u"itemData"_s) made[u"format"_s].insert(name);
            if (element == u"list"_s) made[u"list"_s].insert(name);
            if (element == u"keyword"_s) used[u"list"_s].insert(attributes.value(u"String"_s).toString());
            if (element == u"RegExpr"_s) {
                const QRegularExpression pattern(attributes.value(u"String"_s).toString());
                QVERIFY2(pattern.isValid(), qPrintable(pattern.pattern()));
            }
            if (attributes.hasAttribute(u"attribute"_s)) used[u"format"_s].insert(attributes.value(u"attribute"_s).toString());
            for (const QString &key : {u"context"_s, u"lineEndContext"_s, u"fallthroughContext"_s}) {
                QString target = attributes.value(key).toString();
                target.remove(QRegularExpression(u"^(#pop)+!?"_s));
                if (!target.isEmpty() && target != u"#stay"_s) used[u"context"_s].insert(target);
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        for (const QString &kind : {u"context"_s, u"format"_s, u"list"_s}) {
            for (const QString &name : used[kind])
                QVERIFY2(made[kind].contains(name), qPrintable(kind + u' ' + name + u" is used but not there"_s));
            for (const QString &name : made[kind]) {
                const bool isStart = kind == u"context"_s && name == u"JSON"_s;
                QVERIFY2(isStart || used[kind].contains(name), qPrintable(kind + u' ' + name + u" is there but not used"_s));
            }
        }
    }
};

QTEST_MAIN(TestSyntax)
#include "tst_syntax.moc"
