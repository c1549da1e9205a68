// SPDX-License-Identifier: MIT
// PHP 8.4's range().
#include "twig/operations.h"
#include "twig/php/phperror.h"

#include <cmath>

namespace twig {

namespace {

struct Bound
{
    enum class Kind { Int, Double, Character, Digit }; ///< Digit: a string of one byte that is a number
    Kind kind = Kind::Int;
    std::int64_t integer = 0;
    double real = 0;
    unsigned char byte = 0;

    bool isText() const { return kind == Kind::Character || kind == Kind::Digit; }
};

Bound bound(Runtime &runtime, const Value &value, int position, std::string_view name)
{
    Bound result;
    const std::string about = "range(): Argument #" + std::to_string(position) + " ($" + std::string(name) + ") ";
    switch (value.type()) {
    case Type::Null: return result;
    case Type::Bool:
    case Type::Int:
        result.integer = value.intValue();
        result.real = static_cast<double>(result.integer);
        return result;
    case Type::Double:
        result.real = value.doubleValue();
        if (std::isinf(result.real)) throw php::PhpError("ValueError", about + "must be a finite number, INF provided");
        if (std::isnan(result.real)) throw php::PhpError("ValueError", about + "must be a finite number, NAN provided");
        if (php::isIntegral(result.real))
            result.integer = php::doubleToInteger(result.real);
        else
            result.kind = Bound::Kind::Double;
        return result;
    case Type::String: break;
    default: failType(value, {"range", position, name}, "string|int|float");
    }
    const std::string_view text = value.text();
    if (text.empty()) {
        runtime.warn(about + "must not be empty, casted to 0");
        return result;
    }
    const php::NumericString number = numberOfText(runtime, text);
    result.byte = static_cast<unsigned char>(text[0]);
    if (number.kind == php::NumericString::Kind::Whole) {
        result.real = number.value.asDouble();
        if (number.value.isInteger)
            result.integer = number.value.integer;
        else if (php::isIntegral(result.real))
            result.integer = php::doubleToInteger(result.real);
        else
            result.kind = Bound::Kind::Double;
        if (text.size() == 1) result.kind = Bound::Kind::Digit;
        return result;
    }
    if (text.size() > 1) runtime.warn(about + "must be a single byte, subsequent bytes are ignored");
    result.kind = Bound::Kind::Character;
    return result;
}

[[noreturn]] void failStep()
{
    throw php::PhpError("ValueError",
                        "range(): Argument #3 ($step) must be less than the range spanned by argument #1 ($start) and "
                        "argument #2 ($end)");
}

[[noreturn]] void failDirection()
{
    throw php::PhpError("ValueError", "range(): Argument #3 ($step) must be greater than 0 for increasing ranges");
}

/// How many elements; also looks at the step and at the memory that is left.
std::uint64_t countOf(Runtime &runtime, double span, double step)
{
    if (span < step) failStep();
    const double count = std::floor(span / step) + 1;
    const auto whole = static_cast<std::uint64_t>(std::min(count, 1e18));
    runtime.expectItems(whole);
    runtime.arena().require(whole * sizeof(Value));
    runtime.stepItems(whole);
    return whole;
}

Value characters(Runtime &runtime, const Bound &start, const Bound &end, std::int64_t step)
{
    const int low = start.byte;
    const int high = end.byte;
    Array *result = runtime.newArray();
    if (low == high) {
        result->append(runtime.arena(), runtime.string(std::string(1, static_cast<char>(low))));
        return Value::array(result);
    }
    if (low < high && step < 0) failDirection();
    step = std::abs(step);
    if (std::abs(high - low) < step) failStep();
    for (std::int64_t c = low; low < high ? c <= high : c >= high; c += low < high ? step : -step)
        result->append(runtime.arena(), runtime.string(std::string(1, static_cast<char>(c))));
    return Value::array(result);
}

Value doubles(Runtime &runtime, double start, double end, double step)
{
    Array *result = runtime.newArray();
    if (start == end) {
        result->append(runtime.arena(), Value::real(start));
        return Value::array(result);
    }
    if (start < end && step < 0) failDirection();
    step = std::fabs(step);
    // PHP rounds the count so that 0 to 1 in steps of 0.1 are eleven
    const double span = std::fabs(end - start);
    if (span < step) failStep();
    countOf(runtime, span, step);
    const auto count = static_cast<std::uint64_t>(std::floor(std::round(span / step * 1e10) / 1e10)) + 1;
    for (std::uint64_t i = 0; i < count; ++i)
        result->append(runtime.arena(),
                       Value::real(start < end ? start + static_cast<double>(i) * step : start - static_cast<double>(i) * step));
    return Value::array(result);
}

Value integers(Runtime &runtime, std::int64_t start, std::int64_t end, std::int64_t step)
{
    if (start == end) {
        Array *result = runtime.newArray();
        result->append(runtime.arena(), Value::integer(start));
        return Value::array(result);
    }
    if (start < end && step < 0) failDirection();
    const std::uint64_t by = step < 0 ? 0 - static_cast<std::uint64_t>(step) : static_cast<std::uint64_t>(step);
    const std::uint64_t span = start < end ? static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(start)
                                           : static_cast<std::uint64_t>(start) - static_cast<std::uint64_t>(end);
    const std::uint64_t count = countOf(runtime, static_cast<double>(span), static_cast<double>(by));
    Array *result = runtime.newArray(static_cast<std::uint32_t>(count));
    std::uint64_t value = static_cast<std::uint64_t>(start);
    for (std::uint64_t i = 0; i <= span / by; ++i) {
        result->append(runtime.arena(), Value::integer(static_cast<std::int64_t>(value)));
        value = start < end ? value + by : value - by;
    }
    return Value::array(result);
}

} // namespace

Value range(Runtime &runtime, const Value &first, const Value &last, const Value &stepValue)
{
    bool isDoubleStep = false;
    double realStep = 1;
    if (stepValue.isDouble() || stepValue.isInt() || stepValue.isBool() || stepValue.isNull()) {
        realStep = toDouble(runtime, stepValue);
        isDoubleStep = stepValue.isDouble() && !php::isIntegral(realStep);
        if (std::isinf(realStep) || std::isnan(realStep))
            throw php::PhpError("ValueError", std::string("range(): Argument #3 ($step) must be a finite number, ") +
                                                  (std::isinf(realStep) ? "INF" : "NAN") + " provided");
    } else if (stepValue.isPlainString() && php::isNumeric(stepValue.text())) {
        realStep = php::stringToDouble(stepValue.text());
        isDoubleStep = !php::isIntegral(realStep);
    } else {
        failType(stepValue, {"range", 3, "step"}, "int|float");
    }
    if (realStep == 0) throw php::PhpError("ValueError", "range(): Argument #3 ($step) cannot be 0");
    Bound start = bound(runtime, first, 1, "start");
    Bound end = bound(runtime, last, 2, "end");
    if (start.isText() && end.isText()) {
        if (!isDoubleStep) return characters(runtime, start, end, php::doubleToInteger(realStep));
    }
    // A character against a number is 0.
    for (Bound *side : {&start, &end}) {
        if (!side->isText()) continue;
        if (side->kind == Bound::Kind::Character) side->integer = 0, side->real = 0;
        side->kind = Bound::Kind::Int;
    }
    const bool isDouble = isDoubleStep || start.kind == Bound::Kind::Double || end.kind == Bound::Kind::Double;
    if (isDouble) {
        const double low = start.kind == Bound::Kind::Double ? start.real : static_cast<double>(start.integer);
        const double high = end.kind == Bound::Kind::Double ? end.real : static_cast<double>(end.integer);
        return doubles(runtime, low, high, realStep);
    }
    return integers(runtime, start.integer, end.integer, php::doubleToInteger(realStep));
}

} // namespace twig
