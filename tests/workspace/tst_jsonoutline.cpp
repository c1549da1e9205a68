// SPDX-License-Identifier: MIT
#include "workspace/jsonoutline.h"

#include <QtTest>

using namespace targetdesk;

namespace {

constexpr std::string_view Text = R"({"id": 7, "items": [{"name": "a"}, {"name": "b"}], "odd key": {"7": null}, "größe": 1})";

} // namespace

class TestJsonOutline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pathsAreThoseOfTheTrace()
    {
        const JsonOutline outline(Text);
        std::string all;
        for (int i = 0; i < static_cast<int>(outline.nodes().size()); ++i)
            all += outline.path(i) + "|";
        QCOMPARE(all, std::string("|id|items|items[0]|items[0].name|items[1]|items[1].name|['odd key']|['odd key'][7]|größe|"));
        for (int i = 0; i < static_cast<int>(outline.nodes().size()); ++i)
            QCOMPARE(outline.find(outline.path(i)), i);
        QCOMPARE(outline.find("items[2]"), -1);
        QCOMPARE(outline.find("item"), -1);
    }

    void placesAreExact()
    {
        const JsonOutline outline(Text);
        const JsonNode &name = outline.node(outline.find("items[1].name"));
        QCOMPARE(std::string(Text.substr(name.begin, name.end - name.begin)), std::string("\"b\""));
        QCOMPARE(std::string(Text.substr(name.memberBegin, name.end - name.memberBegin)), std::string("\"name\": \"b\""));
        QCOMPARE(outline.at(name.begin + 1), outline.find("items[1].name"));
        QCOMPARE(outline.at(name.memberBegin), outline.find("items[1].name"));
        QCOMPARE(outline.at(name.end), outline.find("items[1]"));
        QCOMPARE(outline.at(0), 0);
        QCOMPARE(outline.at(Text.size()), -1);
        QCOMPARE(outline.children(outline.find("items")).size(), std::size_t(2));
    }

    void whatIsNoJsonHasNoOutline()
    {
        QVERIFY(JsonOutline("{").isEmpty());
        QVERIFY(JsonOutline("").isEmpty());
        QCOMPARE(JsonOutline("").find("a"), -1);
        QCOMPARE(JsonOutline("").at(0), -1);
        QCOMPARE(JsonOutline("\"\\ud800\"").nodes().size(), std::size_t(1));
        QCOMPARE(decodedJsonString("\"\\ud800\""), std::string("\\ud800"));
    }
};

QTEST_GUILESS_MAIN(TestJsonOutline)
#include "tst_jsonoutline.moc"
