// SPDX-License-Identifier: MIT
#include "goldenrows.h"

#include "twig/php/format.h"
#include "twig/php/random.h"

#include <QCryptographicHash>
#include <QTest>

using namespace twig::php;
using golden::field;
using golden::Row;

namespace {

/// The type of an argument shows in its spelling; strings are in quotes.
std::string formatted(const Row &row)
{
    std::vector<std::string> texts(row.count());
    std::vector<FormatArgument> arguments;
    for (std::size_t i = 1; i < row.count(); ++i) {
        const std::string &raw = row.raw(i);
        texts[i] = row.text(i);
        if (row.isNull(i)) {
            arguments.emplace_back(std::monostate{});
        } else if (raw == "true" || raw == "false") {
            arguments.emplace_back(row.boolean(i));
        } else if (raw.starts_with('"')) {
            arguments.emplace_back(std::string_view(texts[i]).substr(1, texts[i].size() - 2));
        } else if (row.isInteger(i)) {
            arguments.emplace_back(row.integer(i));
        } else {
            arguments.emplace_back(row.real(i));
        }
    }
    return field(std::string_view(twig::php::format(row.text(0), arguments)));
}

std::string joined(std::size_t count, const std::function<std::int64_t()> &next)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) out += ' ';
        out += std::to_string(next());
    }
    return out;
}

Random seeded(const Row &row)
{
    return Random(static_cast<std::uint32_t>(row.integer(0)));
}

std::string hashOfMany(const Row &row)
{
    Random random = seeded(row);
    const std::string all = joined(static_cast<std::size_t>(row.integer(1)), [&random] { return random.next(); }) + ' ';
    return QCryptographicHash::hash(QByteArray::fromStdString(all), QCryptographicHash::Md5).toHex().toStdString();
}

std::string shuffledText(const Row &row)
{
    std::string out;
    for (const std::size_t position : seeded(row).shuffled(static_cast<std::size_t>(row.integer(1))))
        out += static_cast<char>('a' + position);
    return out;
}

std::string shuffledNumbers(const Row &row)
{
    const auto order = seeded(row).shuffled(static_cast<std::size_t>(row.integer(1)));
    std::size_t at = 0;
    return joined(order.size(), [&] { return static_cast<std::int64_t>(order[at++]); });
}

} // namespace

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void format();
    void random();
};

void TestFormat::format()
{
    QCOMPARE(golden::run("format", {{"sprintf", formatted}}), 0);
}

void TestFormat::random()
{
    QCOMPARE(golden::run("random",
                         {
                             {"rand", hashOfMany},
                             {"first", [](const Row &r) { return std::to_string(seeded(r).next()); }},
                             {"range",
                              [](const Row &r) {
                                  Random random = seeded(r);
                                  return joined(12, [&] { return random.range(r.integer(1), r.integer(2)); });
                              }},
                             {"shuffle", shuffledNumbers},
                             {"strShuffle", shuffledText},
                             {"pick",
                              [](const Row &r) {
                                  Random random = seeded(r);
                                  const auto count = static_cast<std::size_t>(r.integer(1));
                                  return joined(10, [&] { return static_cast<std::int64_t>(random.pick(count)); });
                              }},
                         }),
             0);
}

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
