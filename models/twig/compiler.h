// SPDX-License-Identifier: MIT
#pragma once

#include "twig/code.h"
#include "twig/node.h"
#include "twig/safeanalysis.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace twig {

/// Tree to code. One use.
class Compiler
{
public:
    Compiler(std::shared_ptr<const Source> source, Arena &arena, const Settings &settings,
             std::vector<std::string> &deprecations);

    /// \throws Error (Syntax)
    std::unique_ptr<Unit> compile(const ModuleNode &module);

private:
    /// A register operand before the final numbering: the two highest bits say of which kind.
    using Register = std::uint16_t;
    static constexpr Register ConstantBit = 0x4000;
    static constexpr Register TemporaryBit = 0x8000;
    static constexpr std::uint16_t NumberMask = 0x3FFF;

    struct ActiveLoop
    {
        std::uint16_t number;
        bool fast; ///< `loop` is no variable, its fields are read from the loop itself
    };
    /// The function that is being compiled.
    struct Builder
    {
        Function function;
        Builder *outer = nullptr; ///< of an arrow function
        std::uint16_t temporaries = 0;
        std::uint16_t mostTemporaries = 0;
        std::vector<ActiveLoop> loops;
        std::uint16_t openLoops = 0;
        std::uint16_t openWiths = 0;
        Register local = NoRegister; ///< what {% apply %} captured
        std::size_t barrier = 0;     ///< no joining with instructions before this
        int debugLine = 0;           ///< the line that PHP's debug information would give
    };
    /// What a piece of the tree does with variables.
    struct Usage
    {
        std::vector<std::string_view> assigned;
        bool loopEscapes = false; ///< `loop` is needed as a variable
    };
    class Temporaries;
    class FunctionScope;

    // compiler.cpp: functions, registers, code
    std::uint32_t compileFunction(std::string_view name, const Node *body, int line, const std::string_view *strategy,
                                  bool endsInParent = false);
    std::uint32_t compileMacro(const MacroNode &macro);
    std::uint32_t compileParent(const Node *parent);
    std::uint32_t finish(Builder &builder);
    void relocate(Function &function) const;
    std::size_t emit(Code code, const Node &node, Register a = 0, Register b = 0, Register c = 0, std::uint32_t d = 0,
                     std::uint32_t e = 0);
    void patch(std::size_t instruction);
    Register temporary();
    Register temporaries(std::size_t count);
    Register constantRegister(Value value);
    Register nameRegister(std::string_view name);
    std::uint32_t string(std::string_view text);
    std::uint32_t callableIndex(const Callable *callable);
    bool isTraitable(const ModuleNode &module) const;
    [[noreturn]] void fail(const std::string &message, const Node &node) const;
    void mark(const Node &node) { m_builder->debugLine = node.line; }
    void setLine(int line) { m_builder->function.places.back().line = line; }
    static bool needsWholeContext(const Node *node);
    static bool mentions(const Node *node, std::string_view name);

    // statementcompiler.cpp
    void compileStatement(const Node *node);
    void compileText(const Node &node);
    void emitText(std::string_view text, const Node &node);
    void compilePrint(const Node &expression, const Node &place);
    void compileBranchPrint(const Node &expression, const Node &place);
    void printValue(const Node &expression, const Node &place);
    bool compileWrite(const Node &expression, const Node &place);
    /// The instruction that was emitted last prints an expression, which is that of `place` or a branch of it, if that is a
    /// Print.
    void markPrint(const Node &expression, const Node &place);
    void compileIf(const Node &node);
    void compileFor(const Node &node);
    void compileSet(const Node &node);
    void compileCapture(const Node *body, Register target, const Node &place);
    void compileInclude(const Node &node);
    void compileEmbed(const Node &node);
    void compileImport(const Node &node);
    void compileWith(const Node &node);
    void compileAutoEscape(const Node &node);
    void compileApply(const Node &node);
    void compileDeprecated(const Node &node);
    void compileSandbox(const Node &node);
    void compileOwnTag(const Node &node);
    void scan(const Node *node, Usage &usage, bool ownLoop) const;
    std::string_view strategy() const;

    // expressioncompiler.cpp
    Register compileExpression(const Node &node);
    void compileInto(const Node &node, Register target);
    void requireStack(const Node &node) const;
    Register compileName(const Node &node, bool lenient);
    Register checkedText(const Node &node, Register value);
    void compileAttribute(const Node &node, Register target, bool lenient, bool definedTest, const Node *strictBase = nullptr);
    bool compileLoopField(const Node &node, Register target);
    Register compileLenient(const Node &node);
    void compileDefined(const Node &node, Register target);
    void compileArray(const Node &node, Register target, bool allowHoles = false);
    void compileUnary(const Node &node, Register target);
    void compileBinary(const Node &node, Register target);
    void compileLogic(const Node &node, Register target);
    void compileConcat(const Node &node, Register target);
    void compileChoice(const Node &node, Register target);
    void compileFilter(const Node &node, Register target);
    void compileFunctionCall(const Node &node, Register target);
    void compileTest(const Node &node, Register target);
    void compileCall(const Node &node, const Callable &callable, const Node *value, Register target, bool checkDefined = false);
    void compileFiltered(const Node &value, const Callable &callable, Register target);
    std::vector<Value> namePartsOf(const Node &node, const Callable &callable) const;
    void compileDefault(const Node &node, Register target);
    void compileArrow(const Node &node, Register target);
    void compileAssign(const Node &node, Register target);
    void compileDestructure(const Node &node, Register target);
    void compileMacroCall(const Node &node, Register target, bool definedTest);
    void compileAffix(const Node &node, Register target);
    bool mayFail(const Node &node) const;
    static const Node *strictBaseOf(const Node &chain);
    void compileBlockCall(const Node &node, Register target, bool definedTest);
    void compileSpreadCall(const Node &node, const Callable &callable, const Node *value, const std::vector<Node *> &arguments,
                           Register target);
    void checkEnum(const Node &node) const;
    std::size_t compileCondition(const Node &node, Decision::Kind kind);
    Register symbolRegister(const Node &node);
    bool isStrict() const { return m_settings.strictVariables; }
    static bool needsList(const Callable &callable, const std::vector<Node *> &arguments);

    std::vector<Node *> orderArguments(const Node &node, const Callable &callable, const Node *value);

    std::shared_ptr<const Source> m_source;
    Arena &m_arena;
    const Settings &m_settings;
    std::vector<std::string> &m_deprecations;
    SafeAnalysis m_safety;
    std::unique_ptr<Unit> m_unit;
    std::shared_ptr<NameTable> m_contextNames; ///< of the body and the blocks
    Builder *m_builder = nullptr;
    std::vector<std::size_t> *m_nullJumps = nullptr; ///< out of the chain of attributes that is being compiled
    const Node *m_quiet = nullptr;                   ///< the attribute on the left of ?? or |default
    std::vector<std::string_view> m_strategies;      ///< the innermost last; empty: no escaping
    std::vector<std::pair<std::string_view, std::string_view>> m_blockStrategies;
};

} // namespace twig
