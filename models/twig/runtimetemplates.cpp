// SPDX-License-Identifier: MIT
// Runtime's part for getting templates and what they bring along.
#include "twig/runtimelevel.h"

#include "twig/convert.h"
#include "twig/loader.h"
#include "twig/php/xxh128.h"

#include <utility>

namespace twig {

namespace {

// What compiling costs, in steps and in memory, measured on templates of every kind and rounded up.
constexpr std::size_t LargestTextTemplate = 256u << 10;
constexpr std::uint64_t StepsPerTextTemplate = 100;
constexpr std::size_t CompiledBytesPerStep = 8;
constexpr std::size_t BytesPerTextTemplate = 4096;
constexpr std::size_t CompiledBytesPerByte = 32;

} // namespace

Instance *Runtime::addInstance(std::shared_ptr<const CompiledTemplate> owner, const Unit &unit)
{
    const Level level(*this); // a template may use itself
    m_instances.push_back(std::make_unique<Instance>(std::move(owner), unit));
    Instance *instance = m_instances.back().get();
    if (!unit.traits.empty()) addTraits(*instance);
    for (const NamedFunction &block : unit.blocks) {
        std::erase_if(instance->blocks(), [&](const BlockReference &known) { return known.name == block.name; });
        instance->blocks().push_back({block.name, instance, &unit.functions[block.function], block.name});
    }
    return instance;
}

/// The blocks that {% use %} brings in, under their names here. As the constructor that ModuleNode compiles.
void Runtime::addTraits(Instance &instance)
{
    const Source &source = *instance.unit().source;
    for (const Trait &trait : instance.unit().traits) {
        const auto place = [&](Error error) {
            return error.withPlace(source.name(), trait.place.line, source.column(trait.place.begin),
                                   source.originalSpan(trait.place.begin, trait.place.end));
        };
        Instance *used = nullptr;
        try {
            used = loadValue(trait.name, &instance);
        } catch (const Failure &failure) {
            throw place(Error(failure.kind, failure.message));
        }
        const std::string name(textOf(*this, trait.name));
        if (!used->unit().isTraitable)
            throw place(Error(ErrorKind::Runtime, "Template \"" + name + "\" cannot be used as a trait."));
        std::vector<BlockReference> blocks = used->blocks();
        for (const auto &[block, alias] : trait.aliases) {
            const std::string_view wanted = block;
            const auto found =
                std::find_if(blocks.begin(), blocks.end(), [&](const BlockReference &b) { return b.name == wanted; });
            if (found == blocks.end())
                throw place(
                    Error(ErrorKind::Runtime, "Block \"" + std::string(block) + "\" is not defined in trait \"" + name + "\"."));
            found->name = alias;
        }
        for (const BlockReference &block : blocks) {
            std::erase_if(instance.traits(), [&](const BlockReference &known) { return known.name == block.name; });
            instance.traits().push_back(block);
        }
    }
    instance.blocks() = instance.traits();
}

Instance *Runtime::load(const std::string &name, const Instance *asking)
{
    if (const auto known = m_loaded.find(name); known != m_loaded.end()) return known->second;
    const auto text = m_texts.find(name);
    if (text != m_texts.end() && asking && asking->name() == name) return text->second;
    std::shared_ptr<const CompiledTemplate> compiled = m_source.load(name);
    if (!compiled) throw Failure{ErrorKind::Loader, "Template \"" + name + "\" is not defined."};
    Instance *instance = addTemplate(std::move(compiled));
    m_loaded.emplace(name, instance);
    return instance;
}

/// A template that a render meets for the first time: PHP compiles it now, and says now what it has to say about it.
Instance *Runtime::addTemplate(std::shared_ptr<const CompiledTemplate> compiled)
{
    const std::vector<Message> &messages = compiled->messages();
    m_messages.insert(m_messages.end(), messages.begin(), messages.end());
    const Unit &unit = compiled->unit();
    return addInstance(std::move(compiled), unit);
}

Instance *Runtime::loadText(std::string_view text, const std::string *name)
{
    const std::string hash = php::xxh128(text);
    std::string fullName = name ? *name + " (string template " + hash + ")" : "__string_template__" + hash;
    if (const auto known = m_texts.find(fullName); known != m_texts.end()) return known->second;
    if (text.size() > LargestTextTemplate)
        throw Failure{ErrorKind::Limit, "A template made of text may have at most " + std::to_string(LargestTextTemplate) +
                                            " bytes; this one has " + std::to_string(text.size()) + "."};
    step(StepsPerTextTemplate + text.size() / CompiledBytesPerStep);
    m_arena.charge(BytesPerTextTemplate + text.size() * CompiledBytesPerByte);
    Instance *instance = addTemplate(m_source.compile(text, fullName));
    m_texts.emplace(std::move(fullName), instance);
    return instance;
}

Instance *Runtime::loadValue(const Value &name, const Instance *asking)
{
    if (name.isObject() && name.objectValue()->kind == Object::Kind::Template) {
        const auto *known = static_cast<const TemplateObject *>(name.objectValue());
        return known->instance ? known->instance : load(std::string(known->name), asking);
    }
    if (name.isArray()) {
        const Array &names = *name.arrayValue();
        std::string list;
        for (std::uint32_t i = 0; i < names.size(); ++i) {
            const Value &candidate = names.valueAt(i);
            if (candidate.isNull() || candidate.isArray())
                failType(candidate, {"Twig\\Loader\\LoaderInterface::exists", 1, "name"}, "string");
            const bool isObject = candidate.isObject();
            const std::string text = isObject ? std::string() : std::string(textOf(*this, candidate));
            if (isObject || names.size() == 1 || m_loaded.count(text) || (m_loader && m_loader->source(text)))
                return loadValue(candidate, asking);
            if (i) list += "\", \"";
            list += text;
        }
        throw Failure{ErrorKind::Loader, "Unable to find one of the following templates: \"" + list + "\"."};
    }
    if (name.isNull() || name.isObject())
        failType(name, {"Twig\\Template::load", 1, "template"}, "Twig\\TemplateWrapper|array|string");
    return load(std::string(textOf(*this, name)), asking);
}

Instance *Runtime::embedded(Instance &instance, std::uint32_t index)
{
    Instance *&known = instance.embedded()[index];
    if (!known) known = addInstance(instance.owner(), *instance.unit().embedded[index]);
    return known;
}

} // namespace twig
