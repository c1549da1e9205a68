// SPDX-License-Identifier: MIT
#include "payload/pathinsertion.h"

#include <QtTest>

using namespace targetdesk;

class TestPathInsertion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insertsAsThePlaceNeedsIt_data()
    {
        QTest::addColumn<QByteArray>("source"); // the cursor is at the ^
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("value") << QByteArray("{\"a\": ^}") << QByteArray("{{ p.q|json_encode|raw }}");
        QTest::newRow("text") << QByteArray("{\"a\": \"Hi ^\"}") << QByteArray("{{ p.q }}");
        QTest::newRow("expression") << QByteArray("{\"a\": {{ ^ }}}") << QByteArray("p.q");
        QTest::newRow("right behind the opening") << QByteArray("{{^}}") << QByteArray("p.q");
        QTest::newRow("behind the closing") << QByteArray("{{ a }}^") << QByteArray("{{ p.q|json_encode|raw }}");
        QTest::newRow("tag") << QByteArray("{% if ^ %}") << QByteArray("p.q");
        QTest::newRow("open") << QByteArray("{{ a ~ ^") << QByteArray("p.q");
        QTest::newRow("quote in an expression")
            << QByteArray("{\"a\": {{ b|default('\"') }}, \"c\": ^}") << QByteArray("{{ p.q|json_encode|raw }}");
        QTest::newRow("braces in a text of Twig") << QByteArray("{{ '}}' ~ ^ }}") << QByteArray("p.q");
        QTest::newRow("escaped quote") << QByteArray("{\"a\": \"\\\" ^\"}") << QByteArray("{{ p.q }}");
        QTest::newRow("comment before") << QByteArray("{# it's \" #}^") << QByteArray("{{ p.q|json_encode|raw }}");
        QTest::newRow("start") << QByteArray("^{}") << QByteArray("{{ p.q|json_encode|raw }}");
    }

    void insertsAsThePlaceNeedsIt()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, expected);
        std::string text = source.toStdString();
        const std::size_t offset = text.find('^');
        text.erase(offset, 1);
        QCOMPARE(insertionOf("p.q", text, offset, true), expected.toStdString());
    }

    void oddKeysHangOnTheContext()
    {
        QCOMPARE(pathExpression("['odd key'].a"), "_context['odd key'].a");
        QCOMPARE(insertionOf("a", "x: ", 3, false), "{{ a }}");
    }
};

QTEST_GUILESS_MAIN(TestPathInsertion)
#include "tst_pathinsertion.moc"
