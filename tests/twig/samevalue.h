// SPDX-License-Identifier: MIT
#pragma once

#include "twig/array.h"
#include "twig/error.h"
#include "twig/jsonreader.h"
#include "twig/thoroughjsonreader.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

/// Whether two values are alike in everything that a template could see: type, order, digits, how an array is stored, and the
/// zero byte behind a text.
inline bool sameValue(const twig::Value &a, const twig::Value &b)
{
    if (a.type() != b.type() || a.isAbsent() != b.isAbsent() || a.isMarkup() != b.isMarkup()) return false;
    switch (a.type()) {
    case twig::Type::Null: return true;
    case twig::Type::Bool:
    case twig::Type::Int: return a.intValue() == b.intValue();
    case twig::Type::Double:
        if (!a.bigDigits() != !b.bigDigits() || (a.bigDigits() && std::strcmp(a.bigDigits(), b.bigDigits()) != 0)) return false;
        return std::bit_cast<std::uint64_t>(a.doubleValue()) == std::bit_cast<std::uint64_t>(b.doubleValue());
    case twig::Type::String: return a.text() == b.text() && a.textData()[a.text().size()] == '\0';
    case twig::Type::Array: break;
    default: return false;
    }
    const twig::Array &x = *a.arrayValue();
    const twig::Array &y = *b.arrayValue();
    if (x.size() != y.size() || x.isPacked() != y.isPacked() || x.isEmptyObject() != y.isEmptyObject() ||
        x.nextIndex() != y.nextIndex())
        return false;
    for (std::uint32_t i = 0; i < x.size(); ++i) {
        if (!sameValue(x.keyAt(i), y.keyAt(i)) || !sameValue(x.valueAt(i), y.valueAt(i))) return false;
        if (x.find(x.keyAt(i)) != &x.valueAt(i)) return false;
    }
    return true;
}

/// Whether the quick reader of contexts either leaves a text to the thorough one or says the same.
inline bool readersAgree(std::string_view json)
{
    const std::optional<twig::Context> quick = twig::JsonReader::read(json);
    if (!quick) return true;
    try {
        return sameValue(quick->root(), twig::ThoroughJsonReader::read(json).root());
    } catch (const twig::ContextError &) {
        return false;
    }
}
