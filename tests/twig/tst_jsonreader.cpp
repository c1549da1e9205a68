// SPDX-License-Identifier: MIT
// The quick reader of contexts against the thorough one: on what it has to take by itself, on what it must not take, and on a few
// hundred thousand broken texts and numbers, the same at every run.
#include "samevalue.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtTest/QTest>

#include <random>
#include <string>
#include <vector>

using twig::JsonReader;
using twig::ThoroughJsonReader;
using namespace std::string_view_literals;

namespace {

// Whole texts, each of which the quick reader has to take.
constexpr std::string_view Good[] = {
    R"(null)",
    R"( [ ] )",
    R"({})",
    "\t{\r\n\"a\" : [true,false,null] }\n",
    R"({"a":1,"b":2,"a":3})",
    R"({"0":"x","1":"y"})",
    R"({"1":"x","0":"y","01":"z","-1":0,"-0":1,"9223372036854775807":2,"9223372036854775808":3})",
    R"({"x":1,"5":2,"x":3})",
    R"([{"a":1,"b":2},{"a":3,"b":4},{"a":5,"c":6},{"b":7,"a":8},{"a":9,"b":1,"a":2},{"a":1,"b":2,"c":3}])",
    R"([{"a\\":1},{"a\"b":2},{"a\\":3}])",
    R"([{"ab":1},{"a":2},{"abc":3},{"\u0061b":4},{"ab":5}])",
    R"({"a":{},"b":[],"c":{"d":{"e":{}}},"":0})",
    R"({"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1,"m":1,"n":1,"o":1,"p":1,"q":1,"r":1,"c":2})",
    R"(["\"\\\/\b\f\n\r\t\u0000\u00e9\u20AC\ud83d\uDE00","ends \\","\u0041"])",
    "[\"größe – Ünïcode 😀\", \"\x7f\", \"sixteen bytes of plain text and more, ü at the end ü\"]",
    R"([0,-0,1,-1,9007199254740993,9223372036854775807,9223372036854775808,-9223372036854775808,-9223372036854775809])",
    R"([18446744073709551615,18446744073709551616,123456789012345678901234567890])",
    R"([0.0,-0.0,1.5,3.95,0.1,1e0,1E+2,1.25e-3,2.2250738585072014e-308,1.7976931348623157e308,4.9e-324])",
};

// Texts that it must leave alone: the thorough reader refuses them.
constexpr std::string_view Bad[] = {
    "",
    " ",
    "[",
    "]",
    "{",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "[1,]",
    "[1 2]",
    "01",
    "-",
    "1.",
    ".5",
    "1e",
    "1e+",
    "+1",
    "-01",
    "tru",
    "nul",
    "True",
    "NaN",
    "1e999",
    "-1e999",
    "[1]x",
    "\"",
    "\"\\",
    "\"\\u",
    "\"\\u12",
    "\"\\u12g4\"",
    "\"\\x\"",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\\ud800\\u0041\"",
    "\"\t\"",
    "\"a\nb\"",
    "\"\xff\"",
    "\"\xc0\xaf\"",
    "\"\xed\xa0\x80\"",
    "\"\xf4\x90\x80\x80\"",
    "\"\xe2\x82\"",
    "{'a':1}",
    "[1,,2]",
    "{\"a\" 1}",
    "/**/1",
};

std::vector<std::string> corpus()
{
    std::vector<std::string> texts(std::begin(Good), std::end(Good));
    QDirIterator files(QStringLiteral(SOURCE_ROOT "/resources/contexts"), {QStringLiteral("*.json")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly)) texts.push_back(file.readAll().toStdString());
    }
    return texts;
}

/// A text with one to four bytes changed, left out, put in, or copied from elsewhere.
std::string broken(std::string text, std::mt19937 &random)
{
    static constexpr std::string_view Bytes = "{}[]\",:\\/0123456789.eE+-tfnu dDcC8 \n\t\x01\x7f\x80\xbf\xc3\xa9\xed\xa0\xf0\x9f";
    for (unsigned count = 1 + random() % 4; count > 0; --count) {
        const std::size_t at = random() % (text.size() + 1);
        const char byte = Bytes[random() % Bytes.size()];
        switch (random() % 4) {
        case 0: text.insert(at, 1, byte); break;
        case 1: text.erase(at, 1 + random() % 3); break;
        case 2: text.insert(at, text.substr(random() % (text.size() + 1), random() % 12)); break;
        default:
            if (at < text.size()) text[at] = byte;
        }
    }
    return text;
}

std::string number(std::mt19937 &random)
{
    const auto digits = [&](unsigned most) {
        std::string text;
        for (unsigned count = 1 + random() % most; count > 0; --count)
            text += static_cast<char>('0' + random() % 10);
        return text;
    };
    std::string text = random() % 3 ? "" : "-";
    text += random() % 4 ? static_cast<char>('1' + random() % 9) + digits(22) : "0";
    if (random() % 2) text += "." + digits(random() % 8 ? 6 : 30);
    if (random() % 3 == 0) text += (random() % 2 ? "e" : "E-") + digits(3);
    return text;
}

} // namespace

class TestJsonReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsRight()
    {
        for (const std::string &text : corpus()) {
            QVERIFY2(JsonReader::read(text), text.c_str());
            QVERIFY2(readersAgree(text), text.c_str());
        }
    }

    void leavesWhatIsWrong()
    {
        for (const std::string_view text : Bad) {
            QVERIFY2(!JsonReader::read(text), text.data());
            QVERIFY_THROWS_EXCEPTION(twig::ContextError, ThoroughJsonReader::read(text));
        }
        // The library reads these, the quick reader does not.
        for (const std::string_view text : {"\xef\xbb\xbf[1]"sv, "[1]\0"sv, "[1e-999]"sv}) {
            QVERIFY(!JsonReader::read(text));
            QCOMPARE(twig::Context::parse(text).root().arrayValue()->size(), 1u);
        }
        QVERIFY(!JsonReader::read("\"a\0b\""sv));
    }

    void stopsAtTheSameDepth()
    {
        for (const bool isObject : {false, true}) {
            for (const std::size_t depth : {std::size_t(511), std::size_t(512), std::size_t(513), std::size_t(100'000)}) {
                std::string text;
                for (std::size_t i = 0; i < depth; ++i)
                    text += isObject ? R"({"a":)" : "[";
                text += isObject ? "1" : "";
                text.append(depth, isObject ? '}' : ']');
                QCOMPARE(JsonReader::read(text).has_value(), depth <= JsonReader::DeepestNesting);
                QVERIFY(readersAgree(text));
            }
        }
    }

    void agreesOnBrokenTexts()
    {
        std::mt19937 random(20'261'125);
        const std::vector<std::string> texts = corpus();
        int taken = 0;
        int leftThoughRight = 0; // a zero byte at the end, a number too small: slow, not wrong
        for (int i = 0; i < 100'000; ++i) {
            const std::string text = broken(texts[random() % texts.size()], random);
            QVERIFY2(readersAgree(text), text.c_str());
            if (JsonReader::read(text)) {
                ++taken;
                continue;
            }
            try {
                ThoroughJsonReader::read(text);
                ++leftThoughRight;
            } catch (const twig::ContextError &) {
                // both refuse
            }
        }
        QVERIFY2(taken > 10'000, std::to_string(taken).c_str());
        QVERIFY2(leftThoughRight < 100, std::to_string(leftThoughRight).c_str());
    }

    void agreesOnNumbers()
    {
        std::mt19937 random(7);
        for (int i = 0; i < 200'000; ++i) {
            const std::string text = number(random);
            QVERIFY2(readersAgree(text), text.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestJsonReader)
#include "tst_jsonreader.moc"
