// SPDX-License-Identifier: MIT
#include "twig/sandbox.h"

#include "twig/php/unicode.h"
#include "twig/runtime.h"

#include <algorithm>
#include <span>
#include <utility>

namespace twig {

namespace {

constexpr int DeepestLevel = 512;

bool contains(const std::vector<std::string> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What was always allowed, and since when Twig says that it will not be.
std::string_view announced(std::string_view kind, std::string_view name)
{
    if (kind == "tag") return name == "extends" || name == "use" ? "3.12" : "";
    return kind == "function" && (name == "parent" || name == "block" || name == "attribute") ? "3.27" : "";
}

std::span<const std::string_view> ancestorsOf(Object::Kind kind)
{
    static constexpr std::string_view Date[] = {"datetimeinterface"};
    static constexpr std::string_view ArrayLike[] = {"arrayaccess", "countable", "traversable", "serializable"};
    static constexpr std::string_view Loop[] = {"iterator", "traversable", "outeriterator", "iteratoriterator", "filteriterator"};
    switch (kind) {
    case Object::Kind::DateTime:
    case Object::Kind::DateTimeImmutable: return Date;
    case Object::Kind::ArrayObject:
    case Object::Kind::ArrayIterator: return ArrayLike;
    case Object::Kind::Iterator: return Loop;
    default: return {};
    }
}

} // namespace

bool isInstance(const Object &object, std::string_view name)
{
    const std::string wanted = php::lowerBytes(name);
    if (wanted == php::lowerBytes(className(object))) return true;
    if (object.kind == Object::Kind::ArrayObject && wanted == "iteratoraggregate") return true;
    if (object.kind == Object::Kind::ArrayIterator && (wanted == "iterator" || wanted == "seekableiterator")) return true;
    const auto ancestors = ancestorsOf(object.kind);
    return std::find(ancestors.begin(), ancestors.end(), wanted) != ancestors.end();
}

bool Sandbox::set(bool on)
{
    return std::exchange(m_isOn, on);
}

void Sandbox::check(const Unit &unit)
{
    if (!m_isOn) return;
    const auto all = [&](std::string_view kind, std::string_view title, const std::vector<UsedName> &used,
                         const std::vector<std::string> &allowed) {
        for (const UsedName &use : used) {
            if (contains(allowed, use.name)) continue;
            const std::string name(use.name);
            const std::string_view since = m_policy.strict ? std::string_view() : announced(kind, use.name);
            if (since.empty()) {
                const Source &source = *unit.source;
                throw Error(ErrorKind::Security, std::string(title) + " \"" + name + "\" is not allowed.")
                    .withPlace(source.name(), use.place.line, source.column(use.place.begin),
                               source.originalSpan(use.place.begin, use.place.end));
            }
            m_runtime.deprecate("Since twig/twig " + std::string(since) + ": The \"" + name + "\" " + std::string(kind) +
                                " is always allowed in sandboxes, but won't be in 4.0, please enable it explicitly in your "
                                "sandbox policy if needed (or enable strict mode on the security policy to opt-in to the 4.0 "
                                "behavior now).");
        }
    };
    all("tag", "Tag", unit.uses.tags, m_policy.tags);
    all("filter", "Filter", unit.uses.filters, m_policy.filters);
    all("function", "Function", unit.uses.functions, m_policy.functions);
}

std::optional<Failure> Sandbox::checkMethod(const Object &object, std::string_view lowerName) const
{
    if (!m_isOn) return std::nullopt;
    for (const auto &[of, names] : m_policy.methods) {
        const bool named =
            std::any_of(names.begin(), names.end(), [&](const std::string &name) { return php::lowerBytes(name) == lowerName; });
        if (named && isInstance(object, of)) return std::nullopt;
    }
    return Failure{ErrorKind::Security, "Calling \"" + std::string(lowerName) + "\" method on a \"" +
                                            std::string(className(object)) + "\" object is not allowed."};
}

std::optional<Failure> Sandbox::checkProperty(const Object &object, std::string_view name) const
{
    if (!m_isOn) return std::nullopt;
    for (const auto &[of, names] : m_policy.properties)
        if (contains(names, name) && isInstance(object, of)) return std::nullopt;
    return Failure{ErrorKind::Security, "Calling \"" + std::string(name) + "\" property on a \"" +
                                            std::string(className(object)) + "\" object is not allowed."};
}

Value Sandbox::checkText(const Value &value)
{
    if (!m_isOn) return value;
    if (value.isArray()) {
        checkElements(*value.arrayValue(), 0);
        return value;
    }
    checkObject(value);
    // What can be looped over is looked through, and stands as an array from here on.
    if (!value.isObject() || !value.objectValue()->isTraversable()) return value;
    const Array *elements = elementsOf(*value.objectValue());
    checkElements(*elements, 0);
    return Value::array(elements);
}

/// Refuses an object that PHP would ask for its text.
void Sandbox::checkObject(const Value &value) const
{
    if (!value.isObject() || !textOfObject(*value.objectValue())) return;
    if (const auto forbidden = checkMethod(*value.objectValue(), "__tostring")) throw *forbidden;
}

void Sandbox::checkElements(const Array &array, int depth)
{
    if (depth > DeepestLevel)
        throw Failure{ErrorKind::Limit, "The sandbox looks into no more than " + std::to_string(DeepestLevel) + " levels."};
    m_runtime.step(1 + array.size() / 16);
    for (std::uint32_t i = 0; i < array.size(); ++i) {
        const Value element = array.valueAt(i);
        checkObject(element);
        if (element.isArray())
            checkElements(*element.arrayValue(), depth + 1);
        else if (element.isObject() && element.objectValue()->isTraversable())
            checkElements(*elementsOf(*element.objectValue()), depth + 1);
    }
}

} // namespace twig
