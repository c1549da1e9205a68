// SPDX-License-Identifier: MIT
#include "ui/editor/codehighlighter.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"

#include <QDirIterator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastRatioIsWcags()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01); // a well-known near miss
    }

    void textIsReadableOnEveryBackground_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textIsReadableOnEveryBackground()
    {
        QFETCH(bool, dark);
        const Colours &c = dark ? darkColours() : lightColours();
        using Pair = std::pair<const char *, QColor>;
        const QList<Pair> surfaces = {{"window", c.window}, {"base", c.base}, {"currentLine", c.currentLine}};
        const QList<Pair> lit = {
            {"hover", c.hover}, {"selected", c.selected}, {"selection", c.selection}, {"bracket", c.bracket}, {"added", c.added}, {"removed", c.removed}};
        const QList<Pair> texts = {{"text", c.text},       {"muted", c.muted},   {"accent", c.accent}, {"success", c.success},
                                   {"warning", c.warning}, {"danger", c.danger}, {"info", c.info}};
        const QList<Pair> code = {{"key", c.codeKey}, {"string", c.codeString}, {"number", c.codeNumber},
                                  {"tag", c.codeTag}, {"filter", c.codeFilter}, {"comment", c.codeComment},
                                  {"text", c.text},   {"danger", c.danger}};
        QStringList poor;
        const auto check = [&poor](const Pair &text, const Pair &surface) {
            const double ratio = contrastRatio(text.second, surface.second);
            if (ratio < 4.5)
                poor.append(u"%1 on %2: %3"_s.arg(QLatin1StringView(text.first), QLatin1StringView(surface.first)).arg(ratio));
        };
        for (const Pair &surface : surfaces) {
            for (const Pair &text : texts)
                check(text, surface);
            for (const Pair &text : code)
                check(text, surface);
        }
        for (const Pair &text : code) {
            check(text, {"island", c.island});
            check(text, {"bracket", c.bracket});
            check(text, {"match", c.match});
        }
        check({"text", c.text}, {"fold", c.fold});
        for (const Pair &surface : lit)
            check({"text", c.text}, surface);
        for (const Pair &text : {texts[1], texts[4], texts[5]})
            check(text, {"selected", c.selected});
        check({"onAccent", c.onAccent}, {"accent", c.accent});
        check({"onAccent", c.onAccent}, {"danger", c.danger});
        QVERIFY2(poor.isEmpty(), qPrintable(poor.join(u"; "_s)));
    }

    void everyIconIsDrawnInItsColour()
    {
        QDirIterator it(u":/targetdesk/icons"_s);
        int count = 0;
        while (it.hasNext()) {
            const QString name = QFileInfo(it.next()).completeBaseName();
            if (name == u"targetdesk"_s) continue;
            const QImage image = iconPixmap(name, QColor(200, 0, 0), 20, 1.0).toImage();
            bool drawn = false;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    drawn = drawn || (pixel.alpha() > 150 && pixel.red() > 150 && pixel.green() < 60);
                }
            }
            QVERIFY2(drawn, qPrintable(name));
            ++count;
        }
        QVERIFY(count > 20);
    }

    void everyFormatOfADefinitionHasALook()
    {
        for (const QString &name :
             {u"Key"_s, u"String"_s, u"Number"_s, u"TwigTag"_s, u"TwigFilter"_s, u"TwigUnknown"_s, u"Comment"_s}) {
            QVERIFY2(CodeHighlighter::formatOf(name, lightColours()).hasProperty(QTextFormat::ForegroundBrush), qPrintable(name));
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
