// SPDX-License-Identifier: MIT
// The debug extension: dump(), whose text is that of PHP's var_dump().
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/objectmethods.h"

#include <algorithm>

namespace twig {

namespace {

class Dumper
{
public:
    explicit Dumper(Runtime &runtime)
        : m_runtime(runtime)
    {}

    void dump(const Value &value)
    {
        m_runtime.step();
        m_runtime.arena().require(m_text.size());
        m_text.append(2 * m_depth, ' ');
        switch (value.type()) {
        case Type::Null: m_text += "NULL\n"; break;
        case Type::Bool: m_text += value.boolValue() ? "bool(true)\n" : "bool(false)\n"; break;
        case Type::Int: m_text += "int(" + std::to_string(value.intValue()) + ")\n"; break;
        case Type::Double:
            m_text += "float(";
            php::appendDoubleExact(m_text, value.doubleValue(), 'E');
            m_text += ")\n";
            break;
        case Type::String:
            if (value.isMarkup())
                dumpMarkup(value);
            else
                m_text.append("string(" + std::to_string(value.text().size()) + ") \"").append(value.text()).append("\"\n");
            break;
        case Type::Array: dumpArray(*value.arrayValue()); break;
        case Type::Object: dumpObject(*value.objectValue()); break;
        }
    }

    std::string_view text() const { return m_text; }

private:
    static constexpr std::size_t DeepestLevel = 512;

    void open(std::string_view head, std::size_t count)
    {
        if (++m_depth > DeepestLevel)
            throw Failure{ErrorKind::Limit, "dump() shows no more than " + std::to_string(DeepestLevel) + " levels."};
        m_text.append(head).append("(" + std::to_string(count) + ") {\n");
    }
    void openObject(std::string_view name, const void *identity, std::size_t count)
    {
        const auto known = std::find(m_objects.begin(), m_objects.end(), identity);
        const std::size_t number = static_cast<std::size_t>(known - m_objects.begin()) + 1;
        if (known == m_objects.end()) m_objects.push_back(identity);
        open("object(" + std::string(name) + ")#" + std::to_string(number) + " ", count);
    }
    void close() { m_text.append(2 * --m_depth, ' ').append("}\n"); }
    void key(std::string_view text) { m_text.append(2 * m_depth, ' ').append("[").append(text).append("]=>\n"); }
    void property(std::string_view name, const Value &value)
    {
        key('"' + std::string(name) + '"');
        dump(value);
    }
    void elements(const Array &array, bool areProperties)
    {
        for (std::uint32_t i = 0; i < array.size(); ++i) {
            const Value name = array.keyAt(i);
            const std::string text(name.isInt() ? std::to_string(name.intValue()) : std::string(name.text()));
            key(name.isInt() && !areProperties ? text : '"' + text + '"');
            dump(array.valueAt(i));
        }
    }
    void dumpArray(const Array &array)
    {
        open("array", array.size());
        elements(array, false);
        close();
    }
    void dumpMarkup(const Value &value)
    {
        openObject("Twig\\Markup", value.textData(), 2);
        for (const auto &[name, text] : {std::pair("content", value.text()), std::pair("charset", std::string_view("UTF-8"))}) {
            key('"' + std::string(name) + "\":\"Twig\\Markup\":private");
            dump(Value::string(text));
        }
        close();
    }
    void dumpObject(const Object &object);
    void dumpNamed(const Object &object, std::initializer_list<std::string_view> properties);

    Runtime &m_runtime;
    std::string m_text;
    std::size_t m_depth = 0;
    std::vector<const void *> m_objects; ///< in the order of their numbers, which PHP gives otherwise
};

void Dumper::dumpNamed(const Object &object, std::initializer_list<std::string_view> properties)
{
    openObject(className(object), &object, properties.size());
    for (const std::string_view name : properties)
        property(name, objectProperty(m_runtime, object, name).value_or(Value::boolean(false)));
    close();
}

void Dumper::dumpObject(const Object &object)
{
    switch (object.kind) {
    case Object::Kind::DateTime:
    case Object::Kind::DateTimeImmutable: dumpNamed(object, {"date", "timezone_type", "timezone"}); return;
    case Object::Kind::DateInterval:
        dumpNamed(object, {"y", "m", "d", "h", "i", "s", "f", "invert", "days", "from_string"});
        return;
    case Object::Kind::DateTimeZone: {
        const php::Zone &zone = static_cast<const ZoneObject &>(object).zone;
        openObject(className(object), &object, 2);
        property("timezone_type", Value::integer(static_cast<int>(zone.kind())));
        property("timezone", m_runtime.string(zone.name()));
        close();
        return;
    }
    case Object::Kind::Bag:
        openObject(className(object), &object, elementsOf(object)->size());
        elements(*elementsOf(object), true);
        close();
        return;
    case Object::Kind::ArrayObject:
    case Object::Kind::ArrayIterator:
        openObject(className(object), &object, 1);
        key("\"storage\":\"" + std::string(className(object)) + "\":private");
        dump(Value::array(elementsOf(object)));
        close();
        return;
    default: // what PHP has in these, nobody has here
        openObject(className(object), &object, 0);
        close();
    }
}

Value dump(Runtime &runtime, Arguments arguments)
{
    if (!runtime.settings().debug) return Value::null();
    Dumper dumper(runtime);
    if (arguments.empty()) {
        const Array &all = *runtime.frame()->scope.toArray(runtime.arena());
        Array *shown = runtime.newArray(all.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            const Value value = all.valueAt(i);
            const bool isTemplate = value.isObject() && value.objectValue()->kind == Object::Kind::Template;
            if (!isTemplate) shown->set(runtime.arena(), all.keyAt(i), value);
        }
        dumper.dump(Value::array(shown));
    }
    for (const Value &value : arguments)
        dumper.dump(value);
    return runtime.string(dumper.text());
}

constexpr ArgumentInfo DumpArguments[] = {{"vars", "", true}};

constexpr Callable Functions[] = {
    {.kind = SymbolInfo::Kind::Function,
     .name = "dump",
     .arguments = DumpArguments,
     .run = dump,
     .help = "What values are, or all variables: types, lengths and contents; nothing unless debugging is on.",
     .example = "{{ dump('a', [1, 2.5]) }}",
     .safe = Safety::Html,
     .usesContext = true,
     .extension = Extension::Debug},
};

} // namespace

std::span<const Callable> debugFunctions()
{
    return Functions;
}

} // namespace twig
