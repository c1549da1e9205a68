// SPDX-License-Identifier: MIT
#include "goldenrows.h"

#include "twig/php/encoding.h"
#include "twig/php/escape.h"
#include "twig/php/jsonstring.h"
#include "twig/php/unicode.h"
#include "twig/php/url.h"

#include <QTest>

using namespace twig::php;
using golden::field;
using golden::Row;

namespace {

template <typename Convert>
golden::Function text(Convert convert)
{
    return [convert](const Row &row) { return field(std::string_view(convert(row.text(0)))); };
}

std::string substringField(const Row &row)
{
    const auto size = row.isNull(2) ? std::nullopt : std::optional(row.integer(2));
    return field(std::string_view(substring(row.text(0), row.integer(1), size)));
}

std::string splitField(const Row &row)
{
    const std::string subject = row.text(0);
    const auto pieces = splitCharacters(subject, static_cast<std::size_t>(row.integer(1)));
    return field(std::vector<std::string>(pieces.begin(), pieces.end()));
}

std::string pregField(const Row &row)
{
    const std::string subject = row.text(0);
    const auto pieces = pregCharacters(subject);
    if (!pieces) return field(false);
    return field(std::vector<std::string>(pieces->begin(), pieces->end()));
}

std::string jsonField(const Row &row)
{
    std::string out = "kept";
    if (!appendJsonString(out, row.text(0), static_cast<unsigned>(row.integer(1))))
        return out == "kept" ? field(false) : "not undone";
    return field(std::string_view(out).substr(4));
}

std::string queryField(const Row &row)
{
    std::string prefix;
    bool first = true;
    for (const std::string &key : row.list(0)) {
        appendQueryKey(prefix, key, first);
        first = false;
    }
    std::string out;
    appendQueryPair(out, "first", "1");
    appendQueryPair(out, prefix, row.text(1));
    return field(std::string_view(out));
}

} // namespace

class TestStrings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unicode();
    void reverse();
    void escape();
};

void TestStrings::unicode()
{
    QCOMPARE(
        golden::run(
            "unicode",
            {
                {"length", [](const Row &r) { return std::to_string(length(r.text(0))); }},
                {"upper", text(upper)},
                {"lower", text(lower)},
                {"title", text(title)},
                {"capitalize", text(capitalize)},
                {"ucfirst", text(upperFirstByte)},
                {"lcfirst", text(lowerFirstByte)},
                {"strtoupper", text(upperBytes)},
                {"strtolower", text(lowerBytes)},
                {"split", splitField},
                {"substring", substringField},
                {"pregSplit", pregField},
            }),
        0);
}

void TestStrings::reverse()
{
    QCOMPARE(reverseCharacters("aé😀"), std::optional<std::string>("😀éa"));
    QCOMPARE(reverseCharacters("a\xff"), std::optional<std::string>());
}

void TestStrings::escape()
{
    QCOMPARE(golden::run("escape",
                         {
                             {"escape",
                              [](const Row &r) {
                                  std::string out;
                                  appendEscaped(out, r.text(0), r.text(1), r.text(2));
                                  return field(std::string_view(out));
                              }},
                             {"urlencode",
                              [](const Row &r) {
                                  std::string out;
                                  appendUrlEncoded(out, r.text(0));
                                  return field(std::string_view(out));
                              }},
                             {"json", jsonField},
                             {"query", queryField},
                             {"iconv",
                              [](const Row &r) {
                                  const auto result = convertEncoding(r.text(0), r.text(1), r.text(2));
                                  return result.text ? field(std::string_view(*result.text)) : field(false);
                              }},
                         }),
             0);
}

QTEST_APPLESS_MAIN(TestStrings)
#include "tst_strings.moc"
