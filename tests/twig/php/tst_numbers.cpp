// SPDX-License-Identifier: MIT
#include "goldenrows.h"

#include "twig/php/arithmetic.h"
#include "twig/php/compare.h"
#include "twig/php/numbers.h"
#include "twig/php/rounding.h"

#include <QTest>

using namespace twig::php;
using golden::field;
using golden::Row;

namespace {

Number numberOf(const Row &row, std::size_t i)
{
    return row.isInteger(i) ? Number::of(row.integer(i)) : Number::of(row.real(i));
}

std::string fieldOf(Number number)
{
    return number.isInteger ? field(number.integer) : field(number.real);
}

golden::Function binary(Number (*operation)(Number, Number))
{
    return [operation](const Row &row) { return fieldOf(operation(numberOf(row, 0), numberOf(row, 1))); };
}

std::string numericName(const std::string &text)
{
    const NumericString number = analyseNumeric(text);
    if (number.kind == NumericString::Kind::None) return "none";
    // PHP was asked for the sum with 0, in which -0.0 loses its sign.
    return fieldOf(add(number.value, Number::of(std::int64_t{0}))) + (number.value.isInteger ? " integer" : " double");
}

int compareAny(const Row &row)
{
    const Number a = numberOf(row, 0);
    const Number b = numberOf(row, 1);
    if (a.isInteger && b.isInteger) return compareNumbers(a.integer, b.integer);
    return compareNumbers(a.asDouble(), b.asDouble());
}

} // namespace

class TestNumbers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers();
    void arithmetic();
    void rounding();
    void roundingBefore84();
    void compare();
};

void TestNumbers::numbers()
{
    QCOMPARE(golden::run("numbers",
                         {
                             {"echo", [](const Row &r) { return doubleToString(r.real(0)); }},
                             {"json",
                              [](const Row &r) {
                                  std::string out;
                                  appendDoubleExact(out, r.real(0));
                                  return out;
                              }},
                             {"jsonZero",
                              [](const Row &r) {
                                  std::string out;
                                  appendDoubleExact(out, r.real(0), 'e', true);
                                  return out;
                              }},
                             {"export", [](const Row &r) { return field(r.real(0)); }},
                             {"toInteger", [](const Row &r) { return field(doubleToInteger(r.real(0))); }},
                             {"isNumeric", [](const Row &r) { return field(isNumeric(r.text(0))); }},
                             {"intOf", [](const Row &r) { return field(stringToInteger(r.text(0))); }},
                             {"floatOf", [](const Row &r) { return field(stringToDouble(r.text(0))); }},
                             {"numberOf", [](const Row &r) { return numericName(r.text(0)); }},
                             {"key", [](const Row &r) { return field(canonicalKey(r.text(0)).has_value()); }},
                         }),
             0);
}

void TestNumbers::arithmetic()
{
    QCOMPARE(golden::run("arithmetic",
                         {
                             {"+", binary(add)},
                             {"-", binary(subtract)},
                             {"*", binary(multiply)},
                             {"/", binary(divide)},
                             {"**", binary(power)},
                             {"%", [](const Row &r) { return field(modulo(numberOf(r, 0), numberOf(r, 1))); }},
                             {"//", [](const Row &r) { return field(floorDivide(numberOf(r, 0), numberOf(r, 1))); }},
                             {"<=>", [](const Row &r) { return std::to_string(compareAny(r)); }},
                             {"negate", [](const Row &r) { return fieldOf(negate(numberOf(r, 0))); }},
                             {"abs", [](const Row &r) { return fieldOf(absolute(numberOf(r, 0))); }},
                         }),
             0);
}

void TestNumbers::rounding()
{
    QCOMPARE(golden::run("rounding",
                         {
                             {"round", [](const Row &r) { return field(roundHalfUp(r.real(0), r.integer(1))); }},
                             {"ceil", [](const Row &r) { return field(twigRound(r.real(0), r.integer(1), "ceil")); }},
                             {"floor", [](const Row &r) { return field(twigRound(r.real(0), r.integer(1), "floor")); }},
                             {"numberFormat",
                              [](const Row &r) {
                                  std::string out;
                                  appendNumberFormat(out, r.real(0), r.integer(1), r.text(2), r.text(3));
                                  return field(out);
                              }},
                             {"integerFormat",
                              [](const Row &r) {
                                  std::string out;
                                  appendNumberFormat(out, r.integer(0), r.integer(1), r.text(2), r.text(3));
                                  return field(out);
                              }},
                         }),
             0);
}

void TestNumbers::roundingBefore84()
{
    // PHP 8.3 and earlier rounded to 15 significant digits first.
    QCOMPARE(roundHalfUp(1.005 * 100, 0, RoundingRule::Php84), 100.0);
    QCOMPARE(roundHalfUp(1.005 * 100, 0, RoundingRule::Before84), 101.0);
    QCOMPARE(roundHalfUp(0.285 * 100, 0, RoundingRule::Before84), 29.0);
    QCOMPARE(roundHalfUp(-2.5, 0, RoundingRule::Before84), -3.0);
    QCOMPARE(roundHalfUp(1241757, -3, RoundingRule::Before84), 1242000.0);
    QCOMPARE(roundHalfUp(5.055, 2, RoundingRule::Before84), 5.06);
    std::string out;
    appendNumberFormat(out, 1.005, 2, ".", ",", RoundingRule::Before84);
    QCOMPARE(out, std::string("1.01"));
}

void TestNumbers::compare()
{
    const auto byNumber = [](auto integer, auto real) {
        return [integer, real](const Row &r) { return std::to_string(r.isInteger(0) ? integer(r) : real(r)); };
    };
    QCOMPARE(golden::run("compare",
                         {
                             {"strings", [](const Row &r) { return std::to_string(compareStrings(r.text(0), r.text(1))); }},
                             {"equal", [](const Row &r) { return field(looselyEqual(r.text(0), r.text(1))); }},
                             {"php", byNumber([](const Row &r) { return compareNumberString(r.integer(0), r.text(1)); },
                                              [](const Row &r) { return compareNumberString(r.real(0), r.text(1)); })},
                             {"twig", byNumber([](const Row &r) { return twigCompare(r.integer(0), r.text(1)); },
                                               [](const Row &r) { return twigCompare(r.real(0), r.text(1)); })},
                             {"twigReverse",
                              [](const Row &r) {
                                  const std::string text = r.text(0);
                                  return std::to_string(r.isInteger(1) ? twigCompare(text, r.integer(1))
                                                                       : twigCompare(text, r.real(1)));
                              }},
                         }),
             0);
}

QTEST_APPLESS_MAIN(TestNumbers)
#include "tst_numbers.moc"
