// SPDX-License-Identifier: MIT
#include "twig/compiler.h"

#include "twig/compilerscope.h"
#include "twig/sandboxanalysis.h"

#include <algorithm>
#include <utility>

namespace twig {

namespace {

std::string_view defaultStrategy(Escaping escaping, std::string_view templateName)
{
    switch (escaping) {
    case Escaping::Off: return {};
    case Escaping::Html: return "html";
    case Escaping::Js: return "js";
    case Escaping::Css: return "css";
    case Escaping::Url: return "url";
    case Escaping::HtmlAttr: return "html_attr";
    case Escaping::ByName: return SafeAnalysis::strategyForName(templateName);
    }
    return {};
}

bool isSameConstant(const Value &a, const Value &b)
{
    if (a.type() != b.type() || a.isMarkup() != b.isMarkup()) return false;
    switch (a.type()) {
    case Type::Null: return true;
    case Type::Bool:
    case Type::Int: return a.intValue() == b.intValue();
    case Type::String: return a.text() == b.text();
    default: return false;
    }
}

} // namespace

Compiler::Compiler(std::shared_ptr<const Source> source, Arena &arena, const Settings &settings,
                   std::vector<std::string> &deprecations)
    : m_source(std::move(source))
    , m_arena(arena)
    , m_settings(settings)
    , m_deprecations(deprecations)
{}

std::unique_ptr<Unit> Compiler::compile(const ModuleNode &module)
{
    m_unit = std::make_unique<Unit>();
    m_unit->source = m_source;
    m_unit->text.reserve(m_source->code().size());
    m_unit->symbols = module.symbols;
    m_contextNames = std::make_shared<NameTable>();
    m_strategies = {defaultStrategy(m_settings.autoescape, m_source->name())};
    if (m_settings.extensions.has(Extension::Sandbox)) m_unit->uses = SandboxAnalysis(strategy()).analyse(module);

    m_unit->body = compileFunction({}, module.body, 1, nullptr, module.parent != nullptr);
    for (const BlockNode &block : module.blocks) {
        const auto known = std::find_if(m_blockStrategies.begin(), m_blockStrategies.end(),
                                        [&](const auto &entry) { return entry.first == block.name; });
        const std::string_view used = known == m_blockStrategies.end() ? strategy() : known->second;
        const std::uint32_t function = compileFunction(block.name, block.body, block.line, &used);
        m_unit->blocks.push_back({block.name, function});
    }
    for (const MacroNode &macro : module.macros)
        m_unit->macros.push_back({macro.name, compileMacro(macro)});
    if (module.parent) {
        m_unit->hasParent = true;
        m_unit->parentPlace = {module.parent->begin, module.parent->end, module.parent->line};
        if (module.parent->isConstant()) m_unit->constantParent = module.parent->value;
        m_unit->parent = compileParent(module.parent);
    }
    for (const TraitNode &trait : module.traits) {
        Trait entry{trait.name->value, {trait.name->begin, trait.name->end, trait.name->line}, {}};
        for (std::size_t i = 0; i < trait.blocks.size(); ++i)
            entry.aliases.emplace_back(trait.blocks[i], trait.aliases[i]);
        m_unit->traits.push_back(std::move(entry));
    }
    m_unit->isTraitable = isTraitable(module);
    for (Function &function : m_unit->functions)
        relocate(function);
    for (const ModuleNode *embedded : module.embedded)
        m_unit->embedded.push_back(Compiler(m_source, m_arena, m_settings, m_deprecations).compile(*embedded));
    return std::move(m_unit);
}

/// ModuleNode::compileIsTraitable(): a template that `use` may take: nothing but blocks.
bool Compiler::isTraitable(const ModuleNode &module) const
{
    if (module.parent || !module.macros.empty()) return false;
    const auto isEmpty = [](const Node *node) {
        return node->kind == NodeKind::Text || node->kind == NodeKind::BlockReference || node->kind == NodeKind::Nothing ||
               node->count == 0;
    };
    if (module.body->kind != NodeKind::Body) return isEmpty(module.body);
    return std::all_of(module.body->all().begin(), module.body->all().end(), isEmpty);
}

void Compiler::fail(const std::string &message, const Node &node) const
{
    throw Error(ErrorKind::Syntax, message)
        .withPlace(m_source->name(), node.line, m_source->column(node.begin), m_source->originalSpan(node.begin, node.end));
}

std::string_view Compiler::strategy() const
{
    return m_strategies.back();
}

std::uint32_t Compiler::compileFunction(std::string_view name, const Node *body, int line, const std::string_view *used,
                                        bool endsInParent)
{
    Builder builder;
    builder.function.name = name;
    builder.function.names = m_contextNames;
    builder.function.line = line;
    const FunctionScope scope(*this, builder);
    if (used) m_strategies.push_back(*used);
    if (!name.empty()) builder.debugLine = line;
    compileStatement(body);
    if (endsInParent) emit(Code::ParentDisplay, *body);
    emit(Code::End, *body);
    if (used) m_strategies.pop_back();
    return finish(builder);
}

std::uint32_t Compiler::compileMacro(const MacroNode &macro)
{
    Builder builder;
    builder.function.name = macro.name;
    builder.function.names = std::make_shared<NameTable>();
    builder.function.line = macro.line;
    const FunctionScope scope(*this, builder);
    builder.debugLine = macro.line;
    for (const std::string_view parameter : macro.parameters) {
        builder.function.parameters.push_back(nameRegister(parameter));
        builder.function.parameterNames.push_back(parameter);
    }
    builder.function.varargs = nameRegister("varargs");
    for (std::size_t i = 0; i < macro.defaults.size(); ++i) {
        if (macro.defaults[i]->implicit) continue;
        const std::size_t given = emit(Code::ParameterGiven, *macro.defaults[i], static_cast<Register>(i));
        compileInto(*macro.defaults[i], builder.function.parameters[i]);
        patch(given);
    }
    compileStatement(macro.body);
    emit(Code::End, *macro.body);
    return finish(builder);
}

std::uint32_t Compiler::compileParent(const Node *parent)
{
    Builder builder;
    builder.function.names = m_contextNames;
    builder.function.line = parent->line;
    const FunctionScope scope(*this, builder);
    builder.debugLine = parent->line;
    emit(Code::Return, *parent, 0, compileExpression(*parent));
    return finish(builder);
}

std::uint32_t Compiler::finish(Builder &builder)
{
    builder.function.registers = builder.mostTemporaries;
    m_unit->functions.push_back(std::move(builder.function));
    return static_cast<std::uint32_t>(m_unit->functions.size() - 1);
}

/// Numbers the registers: names, then constants, then temporaries.
void Compiler::relocate(Function &function) const
{
    const std::size_t names = function.names->size();
    const std::size_t constants = function.constants.size();
    const std::size_t total = names + constants + function.registers;
    if (names > NumberMask || constants > NumberMask || function.registers > NumberMask || total >= NoRegister)
        throw Error(ErrorKind::Limit, "The template is too large: it has more than 16383 variables or constants.")
            .withPlace(m_source->name(), function.line, 0, {});
    const auto number = [&](std::uint32_t reg) -> std::uint32_t {
        if (reg == NoRegister) return reg;
        const std::uint32_t plain = reg & NumberMask;
        if (reg & TemporaryBit) return static_cast<std::uint32_t>(names + constants + plain);
        return reg & ConstantBit ? static_cast<std::uint32_t>(names + plain) : plain;
    };
    for (Instruction &instruction : function.code) {
        const CodeInfo &info = infoOf(instruction.code);
        if (info.operands[0] != Operand::N) instruction.a = static_cast<std::uint16_t>(number(instruction.a));
        if (info.operands[1] != Operand::N) instruction.b = static_cast<std::uint16_t>(number(instruction.b));
        if (info.operands[2] != Operand::N) instruction.c = static_cast<std::uint16_t>(number(instruction.c));
        if (info.operands[4] != Operand::N) instruction.e = number(instruction.e);
    }
    function.registers = static_cast<std::uint16_t>(total);
}

std::size_t Compiler::emit(Code code, const Node &node, Register a, Register b, Register c, std::uint32_t d, std::uint32_t e)
{
    Function &function = m_builder->function;
    function.code.push_back({code, a, b, c, d, e});
    function.places.push_back({node.begin, node.end, m_builder->debugLine});
    return function.code.size() - 1;
}

/// Lets a jump lead to here.
void Compiler::patch(std::size_t instruction)
{
    m_builder->function.code[instruction].d = static_cast<std::uint32_t>(m_builder->function.code.size());
    m_builder->barrier = m_builder->function.code.size();
}

Compiler::Register Compiler::temporary()
{
    return temporaries(1);
}

Compiler::Register Compiler::temporaries(std::size_t count)
{
    const std::size_t first = m_builder->temporaries;
    if (first + count > NumberMask)
        throw Error(ErrorKind::Limit, "The template is too large: an expression needs more than 16383 registers.")
            .withPlace(m_source->name(), m_builder->debugLine, 0, {});
    m_builder->temporaries = static_cast<std::uint16_t>(first + count);
    m_builder->mostTemporaries = std::max(m_builder->mostTemporaries, m_builder->temporaries);
    return static_cast<Register>(first | TemporaryBit);
}

Compiler::Register Compiler::constantRegister(Value value)
{
    std::vector<Value> &constants = m_builder->function.constants;
    const std::size_t from = constants.size() > 64 ? constants.size() - 64 : 0; // a long list is not worth searching
    for (std::size_t i = from; i < constants.size(); ++i)
        if (isSameConstant(constants[i], value)) return static_cast<Register>(i | ConstantBit);
    if (constants.size() >= NumberMask)
        throw Error(ErrorKind::Limit, "The template is too large: it has more than 16383 constants.")
            .withPlace(m_source->name(), m_builder->debugLine, 0, {});
    constants.push_back(value);
    return static_cast<Register>((constants.size() - 1) | ConstantBit);
}

Compiler::Register Compiler::nameRegister(std::string_view name)
{
    if (m_builder->function.names->size() >= NumberMask && m_builder->function.names->find(name) < 0)
        throw Error(ErrorKind::Limit, "The template is too large: it has more than 16383 variables.")
            .withPlace(m_source->name(), m_builder->debugLine, 0, {});
    return m_builder->function.names->add(name);
}

std::uint32_t Compiler::string(std::string_view text)
{
    m_unit->strings.push_back(text);
    return static_cast<std::uint32_t>(m_unit->strings.size() - 1);
}

std::uint32_t Compiler::callableIndex(const Callable *callable)
{
    std::vector<const Callable *> &all = m_unit->callables;
    const auto known = std::find(all.begin(), all.end(), callable);
    if (known == all.end()) {
        all.push_back(callable);
        return static_cast<std::uint32_t>(all.size() - 1);
    }
    return static_cast<std::uint32_t>(known - all.begin());
}

} // namespace twig
