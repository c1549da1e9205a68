// SPDX-License-Identifier: MIT
// Schemas: the keywords of later drafts, and references to other files of the workspace.
#include "payload/payloadschema.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>

using namespace targetdesk;
namespace fs = std::filesystem;

// moc takes the # of a raw string for its own: texts with references are escaped.

class TestPayloadSchema : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_place;

    fs::path folder() const { return m_place.path().toStdString(); }

    void write(const std::string &name, const std::string &text) const
    {
        fs::create_directories((folder() / name).parent_path());
        std::ofstream(folder() / name, std::ios::binary) << text;
    }

    std::shared_ptr<const PayloadSchema> schema(const std::string &text) const
    {
        write("schemas/s.json", text);
        Target target;
        target.delivery.schema = "schemas/s.json";
        return PayloadSchema::of(target, folder());
    }

    static QString said(const PayloadSchema &schema, const std::string &payload)
    {
        QStringList all;
        for (const SchemaViolation &violation : schema.check(payload))
            all.append(QString::fromStdString(violation.what));
        return all.join(QStringLiteral("; "));
    }

private Q_SLOTS:
    void keywords_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("good");
        QTest::addColumn<QByteArray>("bad");
        QTest::addColumn<QString>("what");
        const QString keyX = QStringLiteral("the payload has the key x, which the schema does not know");
        QTest::newRow("unevaluated, through a reference")
            << QByteArray("{\"$defs\": {\"d\": {\"properties\": {\"a\": {}}}}, \"$ref\": \"#/$defs/d\", "
                          "\"unevaluatedProperties\": false}")
            << QByteArray(R"({"a": 1})") << QByteArray(R"({"a": 1, "x": 1})") << keyX;
        QTest::newRow("unevaluated, through allOf in allOf")
            << QByteArray(R"({"allOf": [{"allOf": [{"properties": {"a": {}}}]}], "unevaluatedProperties": false})")
            << QByteArray(R"({"a": 1})") << QByteArray(R"({"x": 1})") << keyX;
        QTest::newRow("unevaluated, then")
            << QByteArray(R"({"if": {"properties": {"k": {"const": 1}}, "required": ["k"]}, "then": {"properties": {"x": {}}},
                              "properties": {"k": {}}, "unevaluatedProperties": false})")
            << QByteArray(R"({"k": 1, "x": 1})") << QByteArray(R"({"k": 2, "x": 1})") << keyX;
        QTest::newRow("unevaluated, else")
            << QByteArray(R"({"if": {"properties": {"k": {"const": 1}}}, "else": {"properties": {"x": {}}},
                              "properties": {"k": {}}, "unevaluatedProperties": false})")
            << QByteArray(R"({"k": 2, "x": 1})") << QByteArray(R"({"k": 1, "x": 1})") << keyX;
        QTest::newRow("unevaluated, dependent schema")
            << QByteArray(R"({"dependentSchemas": {"k": {"properties": {"x": {}}}}, "properties": {"k": {}, "l": {}},
                              "unevaluatedProperties": false})")
            << QByteArray(R"({"k": 1, "x": 1})") << QByteArray(R"({"l": 1, "x": 1})") << keyX;
        QTest::newRow("unevaluated, patterns")
            << QByteArray(R"({"patternProperties": {"^a": {}}, "unevaluatedProperties": false})") << QByteArray(R"({"ab": 1})")
            << QByteArray(R"({"x": 1})") << keyX;
        QTest::newRow("unevaluated, but additional ones are")
            << QByteArray(R"({"additionalProperties": {"type": "number"}, "unevaluatedProperties": false})")
            << QByteArray(R"({"x": 1})") << QByteArray(R"({"x": "y"})")
            << QStringLiteral("x is the text \"y\", and the schema wants a number");
        QTest::newRow("unevaluated deep inside")
            << QByteArray(R"({"properties": {"list": {"items": {"properties": {"a": {}}, "unevaluatedProperties": false}}}})")
            << QByteArray(R"({"list": [{"a": 1}, {}]})") << QByteArray(R"({"list": [{}, {"x": 1}]})")
            << QStringLiteral("list[1] has the key x, which the schema does not know");
        QTest::newRow("unevaluated with a schema")
            << QByteArray(R"({"properties": {"a": {}}, "unevaluatedProperties": {"type": "string"}})")
            << QByteArray(R"({"a": 1, "b": "x"})") << QByteArray(R"({"a": 1, "b": 2})")
            << QStringLiteral("the payload fits none of the forms that the schema allows");
        QTest::newRow("unevaluated in an alternative")
            << QByteArray(R"({"anyOf": [{"properties": {"a": {}}, "unevaluatedProperties": false},
                                        {"required": ["k"]}]})")
            << QByteArray(R"({"k": 1, "x": 1})") << QByteArray(R"({"x": 1})")
            << QStringLiteral("the payload fits none of the forms that the schema allows");
        QTest::newRow("unevaluated items")
            << QByteArray(R"({"prefixItems": [{}], "contains": {"const": "c"}, "unevaluatedItems": false})")
            << QByteArray(R"([1, "c"])") << QByteArray(R"([1, "c", 2])")
            << QStringLiteral("[2] is an element more than the schema knows");
        QTest::newRow("minContains")
            << QByteArray(R"({"contains": {"type": "number"}, "minContains": 2})") << QByteArray(R"([1, "a", 2])")
            << QByteArray(R"([1, "a"])")
            << QStringLiteral("the payload has 1 elements of the kind that the schema counts, and it wants at least 2");
        QTest::newRow("maxContains")
            << QByteArray(R"({"contains": {"type": "number"}, "maxContains": 1})") << QByteArray(R"([1, "a"])")
            << QByteArray(R"([1, 2])")
            << QStringLiteral("the payload has 2 elements of the kind that the schema counts, and it wants at most 1");
        QTest::newRow("minContains of nothing")
            << QByteArray(R"({"contains": {"type": "number"}, "minContains": 0, "maxContains": 1})") << QByteArray(R"(["a"])")
            << QByteArray(R"([1, 2])")
            << QStringLiteral("the payload has 2 elements of the kind that the schema counts, and it wants at most 1");
        QTest::newRow("dependentRequired and dependentSchemas")
            << QByteArray(R"({"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"d": {"required": ["c"]}}})")
            << QByteArray(R"({"a": 1, "b": 1, "c": 1, "d": 1})") << QByteArray(R"({"a": 1, "d": 1})")
            << QStringLiteral(
                   "the payload has no b, and the schema requires it; the payload has no c, and the schema requires it");
        QTest::newRow("what stands beside a reference")
            << QByteArray("{\"$defs\": {\"d\": {\"type\": \"object\"}}, \"$ref\": \"#/$defs/d\", \"required\": [\"a\"]}")
            << QByteArray(R"({"a": 1})") << QByteArray("{}")
            << QStringLiteral("the payload has no a, and the schema requires it");
    }

    void keywords()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, good);
        QFETCH(QByteArray, bad);
        QFETCH(QString, what);
        const PayloadSchema schema(text.toStdString(), "s.json");
        QCOMPARE(schema.problem(), std::string());
        QCOMPARE(said(schema, good.toStdString()), QString());
        QCOMPARE(said(schema, bad.toStdString()), what);
    }

    // Until draft 7 a reference stands alone, whatever is beside it.
    void inAnEarlyDraftNothingStandsBesideAReference()
    {
        const PayloadSchema schema(
            "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"w\": { \"$ref\": \"#/definitions/d\", "
            "\"required\": [\"a\"]}}, \"definitions\": {\"d\": {\"type\": \"object\"}}}",
            "s.json");
        QCOMPARE(said(schema, R"({"w": {}})"), QString());
    }

    void referencesLeadToFilesOfTheWorkspace()
    {
        write("schemas/common/item.json",
              "{\"$id\": \"https://example.com/item\", \"type\": \"object\", \"required\": [\"sku\"], \"properties\": {\"sku\": "
              "{\"$ref\": \"#/$defs/code\"}, \"next\": {\"$ref\": \"../s.json#/properties/only\"}}, \"$defs\": {\"code\": "
              "{\"$ref\": \"../texts.json#/code\"}}}");
        write("schemas/texts.json", R"({"code": {"type": "string", "maxLength": 3}})");
        const auto good = schema(
            "{\"$id\": \"https://example.com/s\", \"properties\": {\"list\": {\"items\": {\"$ref\": \"common/item.json\"}}, "
            "\"only\": {\"const\": 7}, \"other\": {\"$ref\": \"https://example.com/s#/properties/only\"}}}");
        QCOMPARE(good->problem(), std::string());
        QCOMPARE(said(*good, R"({"list": [{"sku": "abc", "next": 7}], "other": 7})"), QString());
        QCOMPARE(said(*good, R"({"list": [{}]})"), QStringLiteral("list[0] has no sku, and the schema requires it"));
        QCOMPARE(said(*good, R"({"list": [{"sku": 1}]})"),
                 QStringLiteral("list[0].sku is the number 1, and the schema wants a text"));
        QCOMPARE(said(*good, R"({"list": [{"sku": "a", "next": 8}]})"),
                 QStringLiteral("list[0].next is the number 8, and the schema allows 7"));
        QCOMPARE(said(*good, R"({"other": 8})"), QStringLiteral("other is the number 8, and the schema allows 7"));
    }

    // The same name is another place in another file, and keys of any spelling may be on the way.
    void referencesLeadToAnchors()
    {
        write("schemas/item.json",
              "{\"$defs\": {\"a/b~c\": [{\"$anchor\": \"code\", \"type\": \"string\"}]}, \"$anchor\": \"item\", "
              "\"properties\": {\"sku\": {\"$ref\": \"#code\"}, \"parent\": {\"$ref\": \"s.json#code\"}}}");
        const auto good =
            schema("{\"$id\": \"https://example.com/s\", \"$defs\": {\"n\": {\"$anchor\": \"code\", \"type\": \"number\"}}, "
                   "\"properties\": {\"own\": {\"$ref\": \"#code\"}, \"same\": {\"$ref\": \"https://example.com/s#code\"}, "
                   "\"item\": {\"$ref\": \"item.json#item\"}, "
                   "\"sku\": {\"$ref\": \"item.json#code\"}, \"data\": {\"const\": {\"$anchor\": \"code\"}}}}");
        QCOMPARE(good->problem(), std::string());
        QCOMPARE(said(*good, "{\"own\": 1, \"same\": 1, \"sku\": \"a\", \"item\": {\"sku\": \"a\", \"parent\": 1}, \"data\": "
                             "{\"$anchor\": \"code\"}}"),
                 QString());
        QCOMPARE(said(*good, R"({"own": "a"})"), QStringLiteral("own is the text \"a\", and the schema wants a number"));
        QCOMPARE(said(*good, R"({"same": "a"})"), QStringLiteral("same is the text \"a\", and the schema wants a number"));
        QCOMPARE(said(*good, R"({"sku": 1})"), QStringLiteral("sku is the number 1, and the schema wants a text"));
        QCOMPARE(said(*good, R"({"item": {"sku": 1}})"), QStringLiteral("item.sku is the number 1, and the schema wants a text"));
        QCOMPARE(said(*good, R"({"item": {"parent": "a"}})"),
                 QStringLiteral("item.parent is the text \"a\", and the schema wants a number"));
    }

    // Where one anchor only has the name, a dynamic reference is a plain one; where two have, the way decides, and that is
    // refused.
    void dynamicReferencesLeadToTheOnlyAnchor()
    {
        write("schemas/tree.json", "{\"$dynamicAnchor\": \"node\", \"properties\": {\"name\": {\"type\": \"string\"}, "
                                   "\"children\": {\"items\": {\"$dynamicRef\": \"#node\"}}}}");
        const auto one = schema("{\"properties\": {\"tree\": {\"$ref\": \"tree.json\"}}}");
        QCOMPARE(one->problem(), std::string());
        QCOMPARE(said(*one, R"({"tree": {"children": [{"name": "a"}]}})"), QString());
        QCOMPARE(said(*one, R"({"tree": {"children": [{"name": 1}]}})"),
                 QStringLiteral("tree.children[0].name is the number 1, and the schema wants a text"));
        const auto two = schema("{\"$ref\": \"tree.json\", \"$dynamicAnchor\": \"node\", \"unevaluatedProperties\": false}");
        QCOMPARE(two->problem(),
                 std::string("the schema schemas/s.json cannot be used: the reference #node leads to one of several "
                             "anchors, by the way that one comes to it"));
        QVERIFY(!two->remedy().empty());
        const auto beside =
            schema("{\"$dynamicAnchor\": \"n\", \"properties\": {\"in\": {\"$ref\": \"#/$defs/any\", \"$dynamicRef\": \"#n\"}, "
                   "\"n\": {\"type\": \"number\"}}, \"$defs\": {\"any\": {\"type\": \"object\"}}}");
        QCOMPARE(beside->problem(), std::string());
        QCOMPARE(said(*beside, R"({"in": {"n": "a"}})"),
                 QStringLiteral("in.n is the text \"a\", and the schema wants another type"));
        QCOMPARE(said(*beside, R"({"in": 1})"), QStringLiteral("in is the number 1, and the schema wants an object"));
    }

    void referencesThatLeadNowhereAreSaid_data()
    {
        QTest::addColumn<QByteArray>("reference");
        QTest::addColumn<QByteArray>("problem");
        QTest::newRow("network") << QByteArray("https://example.com/a.json")
                                 << QByteArray("the reference https://example.com/a.json leads to the network, where nothing is "
                                               "fetched from");
        QTest::newRow("outside") << QByteArray("../../a.json")
                                 << QByteArray("the reference ../../a.json leads out of the workspace");
        QTest::newRow("absolute") << QByteArray("/etc/a.json")
                                  << QByteArray("the reference /etc/a.json leads out of the workspace");
        QTest::newRow("missing") << QByteArray("no.json")
                                 << QByteArray("there is no file schemas/no.json in the workspace, which it refers to");
        QTest::newRow("no object") << QByteArray("list.json")
                                   << QByteArray("the file schemas/list.json, which it refers to, holds no object");
        QTest::newRow("no place") << QByteArray("good.json#/nowhere") << QByteArray("nowhere, or in a circle");
        QTest::newRow("no anchor") << QByteArray("good.json#item")
                                   << QByteArray("the reference good.json#item leads nowhere: there is no anchor item");
        QTest::newRow("no anchor here") << QByteArray("#item") << QByteArray("leads nowhere: there is no anchor item");
        QTest::newRow("two anchors") << QByteArray("two.json#item")
                                     << QByteArray(
                                            "the reference two.json#item leads to an anchor that stands at several places");
        QTest::newRow("circle") << QByteArray("circle.json") << QByteArray("nowhere, or in a circle");
    }

    void referencesThatLeadNowhereAreSaid()
    {
        QFETCH(QByteArray, reference);
        QFETCH(QByteArray, problem);
        write("schemas/list.json", "[]");
        write("schemas/good.json", "{}");
        write("schemas/two.json",
              "{\"$defs\": {\"a\": {\"$anchor\": \"item\"}, \"b\": {\"$id\": \"b\", \"$anchor\": \"item\"}}}");
        write("schemas/circle.json", R"({"$ref": "circle.json"})");
        const auto made = schema("{\"properties\": {\"a\": {\"$ref\": \"" + reference.toStdString() + "\"}}}");
        QVERIFY2(made->problem().ends_with(problem.toStdString()), made->problem().c_str());
        QVERIFY(!made->remedy().empty());
        QCOMPARE(said(*made, R"({"a": 1})"), QString());
    }

    // A schema that leads back to itself twice at each step ends, all the same.
    void aSchemaThatLeadsBackEnds()
    {
        const PayloadSchema tree(
            "{\"properties\": {\"left\": {\"$ref\": \"#\"}, \"right\": {\"$ref\": \"#\"}}, \"unevaluatedProperties\": false}",
            "s.json");
        QCOMPARE(tree.problem(), std::string());
        QCOMPARE(said(tree, R"({"left": {"right": {}}, "right": {"left": {"x": 1}}})"),
                 QStringLiteral("right.left has the key x, which the schema does not know"));
    }
};

QTEST_GUILESS_MAIN(TestPayloadSchema)
#include "tst_payloadschema.moc"
