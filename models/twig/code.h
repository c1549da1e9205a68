// SPDX-License-Identifier: MIT
#pragma once

#include "twig/arena.h"
#include "twig/callable.h"
#include "twig/environment.h"
#include "twig/source.h"
#include "twig/template.h"
#include "twig/trace.h"
#include "twig/value.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twig {

/// What an operand of an instruction is: nothing or a plain number (N), a register that is written (W), read (R), changed (M), or
/// the first of a run of read registers whose length stands in `c` (B).
enum class Operand : std::uint8_t { N, W, R, M, B };

// name, then the operands a, b, c, d, e.
// clang-format off
#define TWIG_CODES(X) \
    X(Text, N, N, N, N, N)            /* d: offset, e: length in Unit::text */ \
    X(Print, N, R, N, N, N) \
    X(PrintEscaped, N, R, R, N, N)    /* c: strategy */ \
    X(Escape, W, R, R, N, N) \
    X(Move, W, R, N, N, N)            /* undefined becomes null */ \
    X(MoveRaw, W, R, N, N, N)         /* undefined stays so */ \
    X(CheckName, N, R, N, N, N)       /* d: string */ \
    X(IsDefined, W, R, N, N, N) \
    X(Attribute, W, R, N, N, N)       /* c: flags, d: key, e: cache */ \
    X(AttributeOf, W, R, R, N, N)     /* d: flags */ \
    X(Method, W, R, R, N, R)          /* d: flags, e: arguments */ \
    X(Jump, N, N, N, N, N)            /* d: target */ \
    X(JumpIfFalse, N, R, N, N, N)     /* c: 1: Markup is an object, so true; e: decisionMark() or 0, here and below */ \
    X(JumpIfTrue, N, R, N, N, N) \
    X(JumpIfNull, N, R, N, N, N) \
    X(JumpUnlessElements, N, R, N, N, N) /* neither array nor ArrayAccess */ \
    X(JumpIfNotNull, N, R, N, N, N) \
    X(Not, W, R, N, N, N) \
    X(ToBool, W, R, N, N, N) \
    X(Plain, W, R, N, N, N)           /* Markup becomes a string */ \
    X(IsString, W, R, N, N, N) \
    X(Negate, W, R, N, N, N) \
    X(Plus, W, R, N, N, N) \
    X(Add, W, R, R, N, N) \
    X(Subtract, W, R, R, N, N) \
    X(Multiply, W, R, R, N, N) \
    X(Divide, W, R, R, N, N) \
    X(FloorDivide, W, R, R, N, N) \
    X(Modulo, W, R, R, N, N) \
    X(Power, W, R, R, N, N) \
    X(BitAnd, W, R, R, N, N) \
    X(BitOr, W, R, R, N, N) \
    X(BitXor, W, R, R, N, N) \
    X(Xor, W, R, R, N, N) \
    X(Equal, W, R, R, N, N) \
    X(NotEqual, W, R, R, N, N) \
    X(Less, W, R, R, N, N) \
    X(LessEqual, W, R, R, N, N) \
    X(Greater, W, R, R, N, N) \
    X(GreaterEqual, W, R, R, N, N) \
    X(Spaceship, W, R, R, N, N) \
    X(Same, W, R, R, N, N) \
    X(NotSame, W, R, R, N, N) \
    X(In, W, R, R, N, N) \
    X(NotIn, W, R, R, N, N) \
    X(Matches, W, R, R, N, N)         /* d: Unit::patterns + 1, or 0 */ \
    X(StartsWith, W, R, R, N, N) \
    X(EndsWith, W, R, R, N, N) \
    X(HasSome, W, R, R, N, N) \
    X(HasEvery, W, R, R, N, N) \
    X(Range, W, R, R, N, N) \
    X(IsNull, W, R, N, N, N) \
    X(IsEven, W, R, N, N, N) \
    X(IsOdd, W, R, N, N, N) \
    X(IsDivisible, W, R, R, N, N) \
    X(Concat, W, B, N, N, N)          /* c: count */ \
    X(NewArray, W, N, N, N, N)        /* d: capacity */ \
    X(ArrayAppend, M, R, N, N, N) \
    X(ArraySet, M, R, R, N, N)        /* b: key, c: value */ \
    X(ArraySpread, M, R, N, N, N) \
    X(Call, W, B, N, N, N)            /* c: count, d: Unit::callables */ \
    X(CallWrite, N, B, N, N, N) \
    X(CallSpread, W, R, N, N, N)      /* b: array of arguments */ \
    X(MakeClosure, W, N, N, N, N)     /* d: Unit::functions */ \
    X(ForBegin, N, R, N, N, N)        /* a: loop, d: where to when empty, e: 1: keep the parent context */ \
    X(ForNext, W, W, N, N, N)         /* a: value, b: key or NoRegister, c: loop */ \
    X(ForLoop, N, N, N, N, N)         /* a: loop, d: where to for another turn */ \
    X(LoopVariable, W, N, N, N, N)    /* b: loop, c: LoopField */ \
    X(LoopArray, W, N, N, N, N)       /* b: loop */ \
    X(AdvanceLoop, M, N, N, N, N)     /* counts on in a `loop` that the template has set itself */ \
    X(RestoreName, M, R, N, N, N)     /* undefined again if it was before */ \
    X(CaptureBegin, N, N, N, N, N) \
    X(CaptureEnd, W, N, N, N, N)      /* the captured text as Markup */ \
    X(WithBegin, N, R, N, N, N)       /* b: variables or NoRegister, c: 1: only */ \
    X(WithEnd, N, N, N, N, N) \
    X(Include, N, R, R, N, N)         /* b: template, c: variables or NoRegister, d: flags */ \
    X(LoadTemplate, W, R, N, N, N)    /* a: whether it is there, c: IncludeFlag */ \
    X(Embed, N, N, R, N, N)           /* c: variables or NoRegister, d: flags, e: Unit::embedded */ \
    X(BlockDisplay, N, N, N, N, N)    /* d: string */ \
    X(ParentDisplay, N, N, N, N, N)   /* the end of a body with {% extends %} */ \
    X(BlockCall, W, R, R, N, N)       /* b: name, c: template or NoRegister, d: 1: is it defined? */ \
    X(ParentCall, W, N, N, N, N)      /* d: string */ \
    X(Import, W, R, N, N, N)          /* a: local slot or NoRegister, b: template or NoRegister (_self), d: symbol */ \
    X(MacroCall, W, R, R, N, N)       /* b: array of arguments, c: template or NoRegister, d: string, e: symbol + 1 (global) or 0 */ \
    X(MacroDefined, W, N, R, N, N) \
    X(CheckMacro, N, N, R, N, N)      /* fails when there is none of that name */ \
    X(ContextArray, W, N, N, N, N) \
    X(CheckText, W, R, N, N, N)       /* the sandbox looks at what may become a text */ \
    X(SandboxBegin, W, N, N, N, N)    /* a: whether it was on */ \
    X(SandboxEnd, N, R, N, N, N) \
    X(PadArray, W, R, N, N, N)        /* d: how many elements at least */ \
    X(SequenceItem, W, R, N, N, N)    /* d: index */ \
    X(ParameterGiven, N, N, N, N, N)  /* a: which, d: where to when the caller gave it */ \
    X(Deprecate, N, R, R, N, R)       /* b: message, c: package, e: version, or NoRegister */ \
    X(Return, N, R, N, N, N) \
    X(End, N, N, N, N, N)
// clang-format on

enum class Code : std::uint16_t {
#define X(name, a, b, c, d, e) name,
    TWIG_CODES(X)
#undef X
};

struct CodeInfo
{
    std::string_view name;
    Operand operands[5];
};
const CodeInfo &infoOf(Code code);

/// One step, 16 bytes. Registers are positions in the frame: names, constants, temporaries.
struct Instruction
{
    Code code;
    std::uint16_t a = 0;
    std::uint16_t b = 0;
    std::uint16_t c = 0;
    std::uint32_t d = 0;
    std::uint32_t e = 0;
};
static_assert(sizeof(Instruction) == 16);

inline constexpr std::uint16_t NoRegister = 0xFFFF;

/// What stands in `e` of a conditional jump that is a decision of the template's author; 0 in one that only the compiler made.
constexpr std::uint32_t decisionMark(Decision::Kind kind, bool jumpMeansYes)
{
    return (static_cast<std::uint32_t>(kind) + 1) | (jumpMeansYes ? 0x100u : 0u);
}
/// Nothing when the instruction decides nothing.
std::optional<Decision::Kind> decisionOf(const Instruction &instruction);
/// Which way it went, given whether it jumped.
bool decidedYes(const Instruction &instruction, bool jumped);

namespace AttributeFlag {
inline constexpr std::uint16_t DefinedTest = 1;
inline constexpr std::uint16_t Strict = 2; ///< absent is an error
inline constexpr std::uint16_t ArrayAccess = 4;
inline constexpr std::uint16_t Optimized = 8; ///< Twig compiles to plain PHP: $a[$b] ?? null
inline constexpr std::uint16_t Quiet = 32;    ///< what the sandbox refuses is not there: the left of ?? and |default
} // namespace AttributeFlag

/// Beside those in the operand of Code::Method: written with brackets, a.b(c).
inline constexpr std::uint32_t MethodCall = 16;

namespace IncludeFlag {
inline constexpr std::uint32_t Only = 1;
inline constexpr std::uint32_t IgnoreMissing = 2;
} // namespace IncludeFlag

enum class LoopField : std::uint16_t { Index, Index0, RevIndex, RevIndex0, First, Last, Length };

/// Where in the source an instruction comes from. The line is Twig's, which {% line %} can change.
struct Place
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::int32_t line = 0;
};

/// What a print stands for in a trace, when its own place is only a part of it.
struct PrintPlace
{
    Place whole;           ///< all that stands between `{{` and `}}`
    bool isBranch = false; ///< one of several that print for it: `a` of `x ? a : b`
};

/// The variables that a function mentions, each with a register.
class NameTable
{
public:
    std::uint16_t add(std::string_view name);
    /// -1 when it is not mentioned.
    int find(std::string_view name) const
    {
        const auto found = m_slots.find(name);
        return found == m_slots.end() ? -1 : found->second;
    }
    std::uint16_t size() const { return static_cast<std::uint16_t>(m_names.size()); }
    const std::vector<std::string_view> &names() const { return m_names; }

private:
    std::vector<std::string_view> m_names;
    std::unordered_map<std::string_view, std::uint16_t> m_slots;
};

/// The body of a template, a block, a macro, an arrow function, or the expression of {% extends %}.
struct Function
{
    std::string_view name;
    std::vector<Instruction> code;
    std::vector<Place> places;                  ///< one for each instruction
    std::map<std::uint32_t, PrintPlace> prints; ///< by instruction that prints, where that place is another one
    std::vector<Value> constants;
    std::shared_ptr<NameTable> names; ///< body, blocks and parent share one
    std::uint16_t registers = 0;      ///< in all
    std::uint16_t loops = 0;
    std::uint16_t withs = 0;
    std::vector<std::uint16_t> parameters;                         ///< slots, of a macro or an arrow function
    std::vector<std::string_view> parameterNames;                  ///< of a macro
    std::vector<std::pair<std::uint16_t, std::uint16_t>> captures; ///< of an arrow function: slot outside, slot inside
    std::uint16_t varargs = NoRegister;                            ///< of a macro
    bool seesAll = false;                                          ///< an arrow function that may look at any variable
    int line = 0;
};

struct NamedFunction
{
    std::string_view name;
    std::uint32_t function;
};

struct Trait
{
    Value name;
    Place place;
    std::vector<std::pair<std::string_view, std::string_view>> aliases; ///< block, its name here
};

struct UsedName
{
    std::string_view name;
    Place place; ///< where it is first used
};

/// What a sandbox may forbid, in the order in which Twig finds it.
struct SecurityUses
{
    std::vector<UsedName> tags;
    std::vector<UsedName> filters;
    std::vector<UsedName> functions;
};

struct AttributeKey
{
    Value key;             ///< as PHP's array key
    std::string_view text; ///< as the template has it
};

/// A compiled module: a template or the inside of an embed. Immutable.
struct Unit
{
    std::shared_ptr<const Source> source;
    std::string text; ///< all literal text
    std::vector<Function> functions;
    std::uint32_t body = 0;
    bool hasParent = false;
    std::uint32_t parent = 0; ///< the function that evaluates the expression of {% extends %}
    Value constantParent;     ///< a string, when it is constant
    Place parentPlace;
    std::vector<NamedFunction> blocks;
    std::vector<NamedFunction> macros;
    std::vector<Trait> traits;
    std::vector<std::unique_ptr<Unit>> embedded;
    std::vector<const Callable *> callables;
    std::vector<AttributeKey> keys;
    std::vector<std::string_view> strings;
    std::vector<std::shared_ptr<const class Regex>> patterns;
    SecurityUses uses; ///< only with the sandbox extension
    std::uint32_t caches = 0;
    std::int32_t symbols = 0;
    bool isTraitable = false;

    const Function *block(std::string_view name) const;
    const Function *macro(std::string_view name) const;
};

/// What Environment::compile() gives. Immutable but for a hint, so that threads may share it.
class CompiledTemplate : public Template
{
public:
    CompiledTemplate(std::shared_ptr<const Source> source, std::shared_ptr<Arena> arena, std::unique_ptr<Unit> unit,
                     std::vector<Message> messages);
    ~CompiledTemplate() override;

    const std::string &name() const override { return m_source->name(); }
    std::string_view source() const override { return m_source->text(); }
    const std::vector<Message> &messages() const override { return m_messages; }
    const Unit &unit() const { return *m_unit; }

    /// How many bytes the last render printed: the next one is likely to be of that size.
    std::size_t expectedOutput() const { return m_expectedOutput.load(std::memory_order_relaxed); }
    void expectOutput(std::size_t bytes) const { m_expectedOutput.store(bytes, std::memory_order_relaxed); }

private:
    std::shared_ptr<const Source> m_source;
    std::shared_ptr<Arena> m_arena; ///< constants, names
    std::unique_ptr<Unit> m_unit;
    std::vector<Message> m_messages;
    mutable std::atomic<std::size_t> m_expectedOutput{0};
};

} // namespace twig
