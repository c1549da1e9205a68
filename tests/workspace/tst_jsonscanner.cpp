// SPDX-License-Identifier: MIT
// The JSON scanner: what it takes is what nlohmann's strict parser takes, and it knows where and why it stopped.
#include "workspace/json.h"
#include "workspace/jsonscanner.h"
#include "workspace/textposition.h"

#include <QtTest>

#include <random>

using namespace targetdesk;

class TestJsonScanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faults_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("offset");
        const auto row = [](const char *text, JsonFault fault, int offset) {
            QTest::newRow(text) << QByteArray(text) << static_cast<int>(fault) << offset;
        };
        row("", JsonFault::Empty, 0);
        row(" \n", JsonFault::Empty, 2);
        row(R"({"a": })", JsonFault::MissingValue, 6);
        row(R"({"a": ,"b":1})", JsonFault::MissingValue, 6);
        row(R"([1,])", JsonFault::TrailingComma, 3);
        row(R"({"a":1,})", JsonFault::TrailingComma, 7);
        row(R"([,1])", JsonFault::MissingValue, 1);
        row(R"({"a":1 "b":2})", JsonFault::MissingComma, 7);
        row(R"([1 2])", JsonFault::MissingComma, 3);
        row(R"({"a" 1})", JsonFault::MissingColon, 5);
        row(R"({a:1})", JsonFault::BadKey, 1);
        row("[\"a\nb\"]", JsonFault::ControlInString, 3);
        row(R"(["\x"])", JsonFault::BadEscape, 2);
        row(R"(["\u12g4"])", JsonFault::BadEscape, 2);
        row("[01]", JsonFault::BadNumber, 1);
        row("[1.]", JsonFault::BadNumber, 1);
        row("[+1]", JsonFault::BadNumber, 1);
        row("[-]", JsonFault::BadNumber, 1);
        row("[1e]", JsonFault::BadNumber, 1);
        row("[1a]", JsonFault::BadNumber, 1);
        row("[True]", JsonFault::BadWord, 1);
        row("[&quot;]", JsonFault::Unexpected, 1);
        row("[\"\xC3\"]", JsonFault::BadUtf8, 2);
        row("[\"\xED\xA0\x80\"]", JsonFault::BadUtf8, 2);
        row("[\"abc", JsonFault::UnclosedString, 5);
        row("[\"abc\\", JsonFault::UnclosedString, 6);
        row("[1", JsonFault::UnclosedContainer, 2);
        row("[1}", JsonFault::Mismatched, 2);
        row("{} x", JsonFault::TextAfterEnd, 3);
        row("nul", JsonFault::BadWord, 0);
    }

    void faults()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, fault);
        QFETCH(int, offset);
        const auto error = JsonScanner(text.toStdString()).scan();
        QVERIFY(error.has_value());
        QCOMPARE(static_cast<int>(error->fault), fault);
        QCOMPARE(static_cast<int>(error->offset), offset);
        QVERIFY(!describe(*error, text.toStdString()).empty());
        QVERIFY(!remedyFor(error->fault).empty());
    }

    void depthIsLimited()
    {
        const std::size_t most = JsonScanner::maximumDepth;
        const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
        const std::string good = nested(most);
        const std::string tooDeep = nested(most + 1);
        QVERIFY(!JsonScanner(good).scan());
        QCOMPARE(static_cast<int>(JsonScanner(tooDeep).scan()->fault), static_cast<int>(JsonFault::TooDeep));
    }

    // Mutations of a good text: both parsers must agree on every one.
    void agreesWithTheParser()
    {
        const std::string seed =
            "{\"a\": [1, -2.5e3, \"x\\\"\\u00e9\\n\", true, null], \"b\": {\"c\": \"é€😀\", \"d\": {}}, \"e\": []}";
        const std::string pieces = "{}[],:\"\\0159.eE+-tfn ua\n\xC3\xA9\x80\x01";
        std::mt19937 random(7);
        const auto pick = [&](std::size_t below) { return static_cast<std::size_t>(random() % below); };
        int good = 0;
        for (int round = 0; round < 20000; ++round) {
            std::string text = seed;
            for (std::size_t changes = pick(3) + 1; changes > 0; --changes) {
                const std::size_t at = pick(text.size());
                switch (pick(3)) {
                case 0: text.erase(at, 1); break;
                case 1: text[at] = pieces[pick(pieces.size())]; break;
                default: text.insert(at, 1, pieces[pick(pieces.size())]); break;
                }
            }
            const bool accepted = !JsonScanner(text).scan();
            // nlohmann also refuses a lone surrogate, which RFC 8259 allows; the seed holds none and needs 12 bytes to gain one.
            QVERIFY2(accepted == Json::accept(text), text.c_str());
            good += accepted ? 1 : 0;
        }
        QVERIFY(good > 100);
    }

    void tokensAndPointers()
    {
        const std::string text = "{\n  \"delivery\": {\"retry\": {\"factor\": \"x\"}, \"é\": [10, {\"deep\": 1}]}\n}";
        QCOMPARE(offsetOf(text, "/delivery/retry/factor").value(), text.find("\"factor\""));
        QCOMPARE(offsetOf(text, "/delivery/é/1/deep").value(), text.find("\"deep\""));
        QCOMPARE(offsetOf(text, "").value(), std::size_t(0));
        QVERIFY(!offsetOf(text, "/delivery/none"));
        QVERIFY(!offsetOf(text, "/delivery/retry/factor/more"));
        QVERIFY(!offsetOf("{", "/a"));
        QCOMPARE(positionAt(text, text.find("\"deep\"")), (TextPosition{2, 53}));
    }
};

QTEST_GUILESS_MAIN(TestJsonScanner)
#include "tst_jsonscanner.moc"
