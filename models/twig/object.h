// SPDX-License-Identifier: MIT
#pragma once

#include "twig/php/dateinterval.h"
#include "twig/php/datetime.h"
#include "twig/value.h"

#include <optional>
#include <string_view>

namespace twig {

struct Function;
class Instance;
struct Scope;

/// What is an object in PHP. Lives in an Arena, never changes.
struct Object
{
    enum class Kind {
        DateTime,
        DateTimeImmutable,
        DateInterval,
        DateTimeZone,
        Closure,
        Template,      ///< what load() gave: can be included, extended, imported
        Bag,           ///< public properties and nothing else (stdClass)
        ArrayObject,   ///< ArrayAccess, Countable, Traversable
        ArrayIterator, ///< the same
        Iterator,      ///< Traversable only: what |filter makes of a Traversable
        UnicodeString, ///< what |u makes
        Cva,           ///< what html_cva() makes
        Attribute      ///< what |html_attr_type makes
    };

    explicit Object(Kind objectKind)
        : kind(objectKind)
    {}

    bool isDate() const { return kind == Kind::DateTime || kind == Kind::DateTimeImmutable; }
    bool isTraversable() const { return kind == Kind::Iterator || isArrayLike(); }
    /// ArrayAccess and Countable.
    bool isArrayLike() const { return kind == Kind::ArrayObject || kind == Kind::ArrayIterator; }

    Kind kind;
};

struct DateObject : Object
{
    DateObject(php::DateTime value, bool immutable)
        : Object(immutable ? Kind::DateTimeImmutable : Kind::DateTime)
        , date(value)
    {}
    php::DateTime date;
};

struct IntervalObject : Object
{
    explicit IntervalObject(php::DateInterval value)
        : Object(Kind::DateInterval)
        , interval(value)
    {}
    php::DateInterval interval;
};

struct ZoneObject : Object
{
    explicit ZoneObject(php::Zone value)
        : Object(Kind::DateTimeZone)
        , zone(value)
    {}
    php::Zone zone;
};

/// A Bag (its properties), or something to loop over (its elements).
struct ArrayBackedObject : Object
{
    ArrayBackedObject(Kind objectKind, std::string_view name, const Array *content)
        : Object(objectKind)
        , className(name)
        , elements(content)
    {}
    std::string_view className;
    const Array *elements;
};

/// An arrow function with the context of the moment it was made.
struct ClosureObject : Object
{
    ClosureObject(const Function *code, Instance *owner, const Value *values, const Scope *around)
        : Object(Kind::Closure)
        , function(code)
        , instance(owner)
        , captured(values)
        , scope(around)
    {}
    const Function *function;
    Instance *instance;
    const Value *captured; ///< one for each name of the function
    const Scope *scope;    ///< for names that the function does not mention
};

struct TemplateObject : Object
{
    TemplateObject(std::string_view templateName, Instance *loaded)
        : Object(Kind::Template)
        , name(templateName)
        , instance(loaded)
    {}
    std::string_view name;
    Instance *instance; ///< null: to be loaded by name
};

/// Symfony's UnicodeString.
struct UnicodeObject : Object
{
    enum class Case : std::uint8_t {
        Sensitive,
        Ignored,   ///< the next comparison does not tell "a" from "A"
        Decomposed ///< the text is in normal form D or KD, and comparisons are
    };
    UnicodeObject(std::string_view content, Case caseOfLetters)
        : Object(Kind::UnicodeString)
        , text(content)
        , letters(caseOfLetters)
    {}
    std::string_view text;
    Case letters;
};

/// A recipe for class names: html_cva().
struct CvaObject : Object
{
    CvaObject(const Array *baseClasses, const Array *variantClasses, const Array *compounds, const Array *defaultVariants)
        : Object(Kind::Cva)
        , base(baseClasses)
        , variants(variantClasses)
        , compoundVariants(compounds)
        , defaults(defaultVariants)
    {}
    const Array *base;
    const Array *variants;
    const Array *compoundVariants;
    const Array *defaults;
};

/// The value of an HTML attribute that is put together of parts.
struct AttributeObject : Object
{
    enum class Form : std::uint8_t { SpaceList, CommaList, Style };
    AttributeObject(Form valueForm, const Array *valueParts)
        : Object(Kind::Attribute)
        , form(valueForm)
        , parts(valueParts)
    {}
    Form form;
    const Array *parts;
};

/// What (string) makes of an object; nullopt when PHP cannot make text of it.
inline std::optional<std::string_view> textOfObject(const Object &object)
{
    if (object.kind != Object::Kind::UnicodeString) return std::nullopt;
    return static_cast<const UnicodeObject &>(object).text;
}

/// get_class(): "DateTime", "Closure", …
std::string_view className(const Object &object);

/// The array behind an object that one can loop over or whose properties one can read, else null.
inline const Array *elementsOf(const Object &object)
{
    if (!object.isTraversable() && object.kind != Object::Kind::Bag) return nullptr;
    return static_cast<const ArrayBackedObject &>(object).elements;
}

} // namespace twig
