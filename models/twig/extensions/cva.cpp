// SPDX-License-Identifier: MIT
// Class names by recipe: the object that html_cva() makes.
#include "twig/convert.h"
#include "twig/extensions/htmlattributes.h"
#include "twig/extensions/methodcall.h"
#include "twig/operations.h"
#include "twig/php/unicode.h"

#include <algorithm>

namespace twig {

namespace {

constexpr MethodParameter ApplyParameters[] = {{"recipes", MethodParameter::Type::List},
                                               {"additionalClasses", MethodParameter::Type::OptionalText, false, true}};

/// Class names in the order in which they came, each once.
class ClassList
{
public:
    explicit ClassList(Runtime &runtime)
        : m_runtime(runtime)
    {}

    /// A text of several names, or a list of such texts; all else counts for nothing.
    void add(const Value &classes)
    {
        const Array *list = classes.isArray() ? classes.arrayValue() : nullptr;
        for (std::uint32_t i = 0; list && i < list->size(); ++i)
            if (list->valueAt(i).isPlainString()) addText(list->valueAt(i).text());
        if (classes.isPlainString()) addText(classes.text());
    }
    std::string text() const
    {
        std::string out;
        for (const std::string_view name : m_names) {
            if (!out.empty()) out += ' ';
            out += name;
        }
        return out;
    }

private:
    void addText(std::string_view text)
    {
        static constexpr std::string_view Spaces = " \t\n\r\f\v";
        for (std::size_t begin = 0; (begin = text.find_first_not_of(Spaces, begin)) != std::string_view::npos;) {
            const std::size_t end = std::min(text.find_first_of(Spaces, begin), text.size());
            const std::string_view name = text.substr(begin, end - begin);
            m_runtime.step(1 + m_names.size() / 16);
            if (std::find(m_names.begin(), m_names.end(), name) == m_names.end()) m_names.push_back(name);
            begin = end;
        }
    }

    Runtime &m_runtime;
    std::vector<std::string_view> m_names;
};

const Value *variantOf(const CvaObject &cva, const Value &category, std::string_view name)
{
    const Value *variants = cva.variants->find(category);
    if (!variants || !variants->isArray()) return nullptr;
    return variants->arrayValue()->find(Array::key(name));
}

bool isIn(Runtime &runtime, const Value &wanted, const Value &allowed)
{
    if (!allowed.isArray()) return identical(runtime, wanted, allowed);
    for (std::uint32_t i = 0; i < allowed.arrayValue()->size(); ++i)
        if (identical(runtime, wanted, allowed.arrayValue()->valueAt(i))) return true;
    return false;
}

bool applies(Runtime &runtime, const Array &compound, const Array &recipes)
{
    for (std::uint32_t i = 0; i < compound.size(); ++i) {
        const Value category = compound.keyAt(i);
        if (category.isString() && category.text() == "class") continue;
        const Value *recipe = recipes.find(category);
        if (!recipe || recipe->isNull() || !isIn(runtime, *recipe, compound.valueAt(i))) return false;
    }
    return true;
}

std::string applied(Runtime &runtime, const CvaObject &cva, const MethodArguments &call)
{
    ClassList classes(runtime);
    const Array &recipes = *call.value(0).arrayValue();
    classes.add(Value::array(cva.base));
    for (std::uint32_t i = 0; i < recipes.size(); ++i) {
        const Value &recipe = recipes.valueAt(i);
        const std::string_view name = recipe.isBool() ? (recipe.boolValue() ? "true" : "false") : textOf(runtime, recipe);
        if (const Value *found = variantOf(cva, recipes.keyAt(i), name)) classes.add(*found);
    }
    for (std::uint32_t i = 0; i < cva.compoundVariants->size(); ++i) {
        const Value &compound = cva.compoundVariants->valueAt(i);
        if (!compound.isArray()) failType(compound, {"Twig\\Extra\\Html\\Cva::resolveCompoundVariant", 1, "compound"}, "array");
        const Value *found = compound.arrayValue()->find(std::string_view("class"));
        if (found && applies(runtime, *compound.arrayValue(), recipes)) classes.add(*found);
    }
    for (std::uint32_t i = 0; i < cva.defaults->size(); ++i) {
        const Value *recipe = recipes.find(cva.defaults->keyAt(i));
        if (recipe && !recipe->isNull()) continue;
        if (const Value *found = variantOf(cva, cva.defaults->keyAt(i), textOf(runtime, cva.defaults->valueAt(i))))
            classes.add(*found);
    }
    for (const std::string_view additional : call.texts(1))
        classes.add(Value::string(additional));
    return classes.text();
}

} // namespace

bool hasHtmlMethod(const Object &object, std::string_view name)
{
    const std::string lower = php::lowerBytes(name);
    if (object.kind == Object::Kind::Cva) return lower == "apply";
    return object.kind == Object::Kind::Attribute && (lower == "getvalue" || lower == "value");
}

Value callHtmlMethod(Runtime &runtime, const Object &object, std::span<const Value> arguments,
                     std::span<const std::string_view> names)
{
    if (object.kind == Object::Kind::Cva) {
        const MethodArguments call(runtime, "Twig\\Extra\\Html\\Cva::apply", ApplyParameters, arguments, names);
        return runtime.string(applied(runtime, static_cast<const CvaObject &>(object), call));
    }
    const auto text = attributeText(runtime, static_cast<const AttributeObject &>(object));
    return text ? runtime.string(*text) : Value::null();
}

} // namespace twig
