// SPDX-License-Identifier: MIT
#include "goldenrows.h"

#include "twig/php/text.h"

#include <QTest>

using namespace twig::php;
using golden::field;
using golden::Row;

namespace {

std::string view(std::string_view text)
{
    return field(text);
}

golden::Function trimmed(TrimSide side)
{
    return [side](const Row &r) {
        const std::string text = r.text(0);
        return view(trim(text, TrimSet(r.text(1)), side));
    };
}

std::string replaced(const Row &row)
{
    const std::vector<std::string> from = row.list(1);
    const std::vector<std::string> to = row.list(2);
    std::vector<std::pair<std::string_view, std::string_view>> pairs;
    for (std::size_t i = 0; i < from.size(); ++i)
        pairs.emplace_back(from[i], to[i]);
    return view(replacePairs(row.text(0), pairs));
}

std::string exploded(const Row &row)
{
    const std::string delimiter = row.text(0);
    const std::string text = row.text(1);
    const auto parts = explode(delimiter, text, row.integer(2));
    return field(std::vector<std::string>(parts.begin(), parts.end()));
}

PadSide sideOf(std::int64_t php)
{
    return php == 0 ? PadSide::Left : php == 1 ? PadSide::Right : PadSide::Both;
}

} // namespace

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden();
};

void TestText::golden()
{
    QCOMPARE(golden::run(
                 "text",
                 {
                     {"trim", trimmed(TrimSide::Both)},
                     {"ltrim", trimmed(TrimSide::Left)},
                     {"rtrim", trimmed(TrimSide::Right)},
                     {"strtr", replaced},
                     {"nl2br", [](const Row &r) { return view(nl2br(r.text(0))); }},
                     {"stripTags", [](const Row &r) { return view(stripTags(r.text(0), r.text(1))); }},
                     {"wordwrap", [](const Row &r) { return view(wordWrap(r.text(0), r.integer(1), r.text(2), r.boolean(3))); }},
                     {"levenshtein", [](const Row &r) { return std::to_string(levenshtein(r.text(0), r.text(1))); }},
                     {"pad", [](const Row &r) { return view(pad(r.text(0), r.integer(1), r.text(2), sideOf(r.integer(3)))); }},
                     {"explode", exploded},
                 }),
             0);
}

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
