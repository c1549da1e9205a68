// SPDX-License-Identifier: MIT
// What the traced run tells the tracer about each instruction.
#include "twig/interpreter.h"

#include "twig/convert.h"
#include "twig/tracer.h"
#include "twig/valuetext.h"

namespace twig {

namespace {

/// A test or operator as one writes it; empty for an instruction that is neither.
std::pair<TraceSite::Kind, std::string_view> siteFor(Code code)
{
    constexpr auto Operator = TraceSite::Kind::Operator;
    constexpr auto Test = TraceSite::Kind::Test;
    switch (code) {
    case Code::Not: return {Operator, "not"};
    case Code::Negate: return {Operator, "-"};
    case Code::Plus: return {Operator, "+"};
    case Code::Add: return {Operator, "+"};
    case Code::Subtract: return {Operator, "-"};
    case Code::Multiply: return {Operator, "*"};
    case Code::Divide: return {Operator, "/"};
    case Code::FloorDivide: return {Operator, "//"};
    case Code::Modulo: return {Operator, "%"};
    case Code::Power: return {Operator, "**"};
    case Code::BitAnd: return {Operator, "b-and"};
    case Code::BitOr: return {Operator, "b-or"};
    case Code::BitXor: return {Operator, "b-xor"};
    case Code::Xor: return {Operator, "xor"};
    case Code::Equal: return {Operator, "=="};
    case Code::NotEqual: return {Operator, "!="};
    case Code::Less: return {Operator, "<"};
    case Code::LessEqual: return {Operator, "<="};
    case Code::Greater: return {Operator, ">"};
    case Code::GreaterEqual: return {Operator, ">="};
    case Code::Spaceship: return {Operator, "<=>"};
    case Code::Same: return {Operator, "==="};
    case Code::NotSame: return {Operator, "!=="};
    case Code::In: return {Operator, "in"};
    case Code::NotIn: return {Operator, "not in"};
    case Code::Matches: return {Operator, "matches"};
    case Code::StartsWith: return {Operator, "starts with"};
    case Code::EndsWith: return {Operator, "ends with"};
    case Code::HasSome: return {Operator, "has some"};
    case Code::HasEvery: return {Operator, "has every"};
    case Code::Range: return {Operator, ".."};
    case Code::Concat: return {Operator, "~"};
    case Code::IsDefined: return {Test, "defined"};
    case Code::IsNull: return {Test, "null"};
    case Code::IsEven: return {Test, "even"};
    case Code::IsOdd: return {Test, "odd"};
    case Code::IsDivisible: return {Test, "divisible by"};
    default: return {Operator, {}};
    }
}

/// The compiler ends an array literal with a move behind one of these.
bool isArrayStep(Code code)
{
    return code == Code::NewArray || code == Code::ArrayAppend || code == Code::ArraySet || code == Code::ArraySpread;
}

TraceSite::Kind siteKind(SymbolInfo::Kind kind)
{
    return kind == SymbolInfo::Kind::Filter     ? TraceSite::Kind::Filter
           : kind == SymbolInfo::Kind::Function ? TraceSite::Kind::Function
                                                : TraceSite::Kind::Test;
}

} // namespace

Interpreter::Before Interpreter::beforeStep(const Instruction &in)
{
    Before before;
    before.output = m_runtime.output().size();
    before.mark = m_runtime.tracer()->log().mark();
    if (in.code == Code::Attribute || in.code == Code::AttributeOf) before.object = at(in.b);
    return before;
}

/// Whether a conditional jump leads away, asked again: a jump to the next instruction cannot be seen.
bool Interpreter::jumps(const Instruction &in) const
{
    const Value &value = m_frame.registers[in.b];
    switch (in.code) {
    case Code::JumpIfFalse: return in.c ? !toBool(value) : !isTruthy(value);
    case Code::JumpIfTrue: return in.c ? toBool(value) : isTruthy(value);
    case Code::JumpIfNull: return value.isNull();
    default: return !value.isNull();
    }
}

/// Notes what the instruction made, when that is something that people can follow.
void Interpreter::traceValueStep(const Instruction &in, const Before &before)
{
    TraceLog &log = m_runtime.tracer()->log();
    const auto note = [&](TraceSite::Kind kind, std::string_view name) {
        log.step(kind, name, m_frame, before.output, traceValue(at(in.a)));
    };
    switch (in.code) {
    case Code::Attribute: note(TraceSite::Kind::Attribute, unit().keys[in.d].text); return;
    case Code::AttributeOf: note(TraceSite::Kind::Attribute, {}); return;
    case Code::Method: note(TraceSite::Kind::Attribute, at(in.c).isString() ? at(in.c).text() : std::string_view()); return;
    case Code::Call:
    case Code::CallSpread: note(siteKind(unit().callables[in.d]->kind), unit().callables[in.d]->name); return;
    case Code::Escape: note(TraceSite::Kind::Filter, "escape"); return;
    case Code::MacroCall: note(TraceSite::Kind::Macro, unit().strings[in.d]); return;
    case Code::BlockCall: note(TraceSite::Kind::Block, at(in.b).isString() ? at(in.b).text() : std::string_view()); return;
    case Code::ParentCall: note(TraceSite::Kind::Block, unit().strings[in.d]); return;
    case Code::Move:
    case Code::CaptureEnd: {
        const std::vector<std::string_view> &names = m_frame.scope.names->names();
        if (in.a < names.size() && names[in.a][0] != '#') note(TraceSite::Kind::Set, names[in.a]);
        return;
    }
    case Code::MoveRaw: // the last step of an array literal
        if (&in != m_frame.function->code.data() && isArrayStep((&in)[-1].code)) note(TraceSite::Kind::Array, {});
        return;
    default: break;
    }
    if (const auto [kind, name] = siteFor(in.code); !name.empty()) note(kind, name);
}

void Interpreter::trace(const Instruction &in, const Before &before)
{
    Tracer &tracer = *m_runtime.tracer();
    TraceLog &log = tracer.log();
    const std::size_t size = m_runtime.output().size();
    switch (in.code) {
    case Code::Text: log.text(m_frame, before.output, size); return;
    case Code::Print:
    case Code::PrintEscaped:
        log.step(TraceSite::Kind::Print, {}, m_frame, before.output, traceValue(at(in.b)));
        tracer.print(m_frame, in, before.output, size);
        return;
    case Code::CallWrite: {
        const std::string_view printed = std::string_view(m_runtime.output()).substr(before.output);
        log.step(TraceSite::Kind::Filter, unit().callables[in.d]->name, m_frame, before.output, traceText(printed));
        tracer.print(m_frame, in, before.output, size);
        return;
    }
    case Code::Attribute: tracer.attribute(in, &unit().keys[in.d], m_frame, before.object); break;
    case Code::AttributeOf: tracer.attribute(in, nullptr, m_frame, before.object); break;
    case Code::ForBegin: tracer.beginLoop(in, m_frame); break;
    case Code::ForNext:
        tracer.element(in, m_frame);
        log.step(TraceSite::Kind::Turn, m_frame.scope.names->names()[in.a], m_frame, before.output, traceValue(at(in.a)));
        break;
    case Code::ForLoop:
        if (m_frame.loops[in.a].position >= m_frame.loops[in.a].count) log.endLoop(in.a);
        break;
    case Code::JumpIfFalse:
    case Code::JumpIfTrue:
    case Code::JumpIfNull:
    case Code::JumpIfNotNull:
        tracer.derive(in, m_frame);
        if (decisionOf(in)) {
            const bool yes = decidedYes(in, jumps(in));
            log.decide(in, yes);
            log.step(TraceSite::Kind::Condition, {}, m_frame, before.output, traceValue(Value::boolean(yes)));
        }
        break;
    case Code::BlockCall:
    case Code::ParentCall:
    case Code::MacroCall:
        tracer.captureCall(in, before.mark, before.output, at(in.a).isString() ? at(in.a).text() : std::string_view());
        break;
    case Code::Call:
        if (unit().callables[in.d]->usesContext && log.mark() > before.mark)
            tracer.captureCall(in, before.mark, before.output, at(in.a).isString() ? at(in.a).text() : std::string_view());
        else
            tracer.derive(in, m_frame);
        break;
    case Code::MakeClosure:
    case Code::CaptureEnd:
    case Code::RestoreName:
    case Code::AdvanceLoop:
    case Code::Include:
    case Code::Embed:
    case Code::BlockDisplay:
    case Code::ParentDisplay: break; // set where they happen
    default: tracer.derive(in, m_frame); break;
    }
    traceValueStep(in, before);
}

} // namespace twig
