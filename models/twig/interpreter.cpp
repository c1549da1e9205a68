// SPDX-License-Identifier: MIT
// The loop over the instructions. It is one long function on purpose: a switch that the compiler turns into one jump table, with
// short cuts for plain numbers and strings in it and everything else out of line.
#include "twig/interpreter.h"

#include "twig/attribute.h"
#include "twig/convert.h"
#include "twig/operations.h"
#include "twig/php/phperror.h"
#include "twig/tracer.h"

namespace twig {

namespace {

/// Whether Twig compiles a template and a line into what may fail.
bool placesItself(Code code)
{
    switch (code) {
    case Code::Attribute:
    case Code::AttributeOf:
    case Code::Method:
    case Code::CheckName:
    case Code::CheckText:
    case Code::CheckMacro:
    case Code::MacroCall:
    case Code::Include:
    case Code::LoadTemplate:
    case Code::Embed:
    case Code::Import:
    case Code::BlockDisplay:
    case Code::BlockCall:
    case Code::ParentCall: return true;
    default: return false;
    }
}

/// A template's body or a block: what Twig runs within a try.
bool isDisplayed(const Function &function)
{
    return function.varargs == NoRegister && function.parameters.empty() && function.captures.empty() && !function.seesAll;
}

/// An error without a place is where the template that is displayed was: for the macro of another one, at its call.
bool isFarFromDisplay(const Frame &frame)
{
    const Frame *displayed = &frame;
    while (displayed->caller && !isDisplayed(*displayed->function))
        displayed = displayed->caller;
    return displayed->instance->name() != frame.instance->name();
}

} // namespace

Value Interpreter::run()
{
    const std::size_t captures = m_runtime.captures().size();
    try {
        return m_runtime.tracer() ? loop<true>() : loop<false>();
    } catch (const Failure &failure) {
        if (!placesItself(m_frame.function->code[m_frame.position].code) && isFarFromDisplay(m_frame)) throw;
        throw placed(Error(failure.kind, failure.message));
    } catch (const PrintFailure &failure) {
        if (m_runtime.captures().size() > captures && isFarFromDisplay(m_frame)) {
            m_runtime.captures().resize(captures);
            throw php::PhpError("Error", failure.error.rawMessage());
        }
        failCapture(failure, captures);
    } catch (const php::PhpError &error) {
        if (isFarFromDisplay(m_frame)) throw;
        if (error.phpClass() == "Twig\\Error\\RuntimeError") throw placed(Error(ErrorKind::Runtime, error.message()));
        throw placed(wrapped(error.phpClass(), error.message()));
    } catch (const php::TextTooLong &text) {
        throw placed(Error(ErrorKind::Limit, "The template makes a text of more than " + std::to_string(text.limit) + " bytes."));
    } catch (const OutOfMemory &memory) {
        throw placed(Error(ErrorKind::Limit, "The template needs more than the " + std::to_string(memory.limit) +
                                                 " bytes of memory that it may use."));
    }
}

Error Interpreter::placed(Error error) const
{
    const Source &source = *unit().source;
    const Place &place = m_frame.function->places[m_frame.position];
    return error.withPlace(source.name(), place.line, source.column(place.begin), source.originalSpan(place.begin, place.end));
}

// A short cut for two ints that does not overflow, one for floats, and PHP's rules for the rest.
#define TWIG_ARITHMETIC(OP, BUILTIN, SYMBOL)                                                                                     \
    {                                                                                                                            \
        const Value &x = r[in.b];                                                                                                \
        const Value &y = r[in.c];                                                                                                \
        std::int64_t result;                                                                                                     \
        if (x.isInt() && y.isInt() && !BUILTIN(x.intValue(), y.intValue(), &result))                                             \
            r[in.a] = Value::integer(result);                                                                                    \
        else if (x.isDouble() && y.isDouble())                                                                                   \
            r[in.a] = Value::real(x.doubleValue() SYMBOL y.doubleValue());                                                       \
        else                                                                                                                     \
            r[in.a] = arithmetic(m_runtime, OP, x, y);                                                                           \
        break;                                                                                                                   \
    }

#define TWIG_COMPARISON(SYMBOL, SLOW)                                                                                            \
    {                                                                                                                            \
        const Value &x = r[in.b];                                                                                                \
        const Value &y = r[in.c];                                                                                                \
        if (x.isInt() && y.isInt())                                                                                              \
            r[in.a] = Value::boolean(x.intValue() SYMBOL y.intValue());                                                          \
        else if (x.isDouble() && y.isDouble())                                                                                   \
            r[in.a] = Value::boolean(x.doubleValue() SYMBOL y.doubleValue());                                                    \
        else                                                                                                                     \
            r[in.a] = Value::boolean(SLOW);                                                                                      \
        break;                                                                                                                   \
    }

template <bool Traced>
Value Interpreter::loop()
{
    const Instruction *const code = m_frame.function->code.data();
    Value *const r = m_frame.registers;
    std::string &out = m_runtime.output();
    const Unit &unit = this->unit();
    KeyCache *const caches = m_frame.instance->caches();
    std::uint32_t position = 0;
    while (true) {
        const Instruction &in = code[position];
        m_frame.position = position++;
        [[maybe_unused]] Before before;
        if constexpr (Traced) before = beforeStep(in);
        switch (in.code) {
        case Code::Text: out.append(unit.text, in.d, in.e); break;
        case Code::Print:
            if (r[in.b].isString()) {
                out += r[in.b].text();
                if (r[in.b].text().size() > LongText) m_runtime.checkOutput();
            } else {
                print(r[in.b]);
            }
            break;
        case Code::PrintEscaped:
            printEscaped(r[in.b], r[in.c]);
            m_runtime.checkOutput();
            break;
        case Code::Escape: r[in.a] = escape(r[in.b], r[in.c]); break;
        case Code::Move: r[in.a] = r[in.b].defined(); break;
        case Code::MoveRaw: r[in.a] = r[in.b]; break;
        case Code::CheckName:
            if (r[in.b].isAbsent()) fail("Variable \"" + std::string(unit.strings[in.d]) + "\" does not exist.");
            break;
        case Code::IsDefined: r[in.a] = Value::boolean(!r[in.b].isAbsent()); break;
        case Code::Attribute: {
            const Value &object = r[in.b];
            if (object.isArray() && !object.arrayValue()->isPacked() && !(in.c & AttributeFlag::DefinedTest)) {
                const Array &array = *object.arrayValue();
                KeyCache &cache = caches[in.e];
                if (cache.position < array.size() && array.entries()[cache.position].key.textData() == cache.key && cache.key &&
                    array.entries()[cache.position].key.isString()) {
                    r[in.a] = array.entries()[cache.position].value;
                    break;
                }
                const AttributeKey &key = unit.keys[in.d];
                const std::int64_t found = key.key.isString() ? array.positionOf(key.key.text()) : -1;
                if (found >= 0) {
                    cache = {array.entries()[found].key.textData(), static_cast<std::uint32_t>(found)};
                    r[in.a] = array.entries()[found].value;
                    break;
                }
            }
            r[in.a] = attribute(m_runtime, object, unit.keys[in.d], in.c);
            break;
        }
        case Code::AttributeOf: r[in.a] = attributeOf(in); break;
        case Code::Method: r[in.a] = method(in); break;
        case Code::Jump: position = in.d; continue;
        case Code::JumpIfFalse:
            if (in.c ? !toBool(r[in.b]) : !isTruthy(r[in.b])) position = in.d;
            break;
        case Code::JumpIfTrue:
            if (in.c ? toBool(r[in.b]) : isTruthy(r[in.b])) position = in.d;
            break;
        case Code::JumpIfNull:
            if (r[in.b].isNull()) position = in.d;
            break;
        case Code::JumpUnlessElements:
            if (!r[in.b].isArray() && !(r[in.b].isObject() && r[in.b].objectValue()->isArrayLike())) position = in.d;
            break;
        case Code::JumpIfNotNull:
            if (!r[in.b].isNull()) position = in.d;
            break;
        case Code::Not: r[in.a] = Value::boolean(!toBool(r[in.b])); break;
        case Code::ToBool: r[in.a] = Value::boolean(toBool(r[in.b])); break;
        case Code::Plain: r[in.a] = r[in.b].plain(); break;
        case Code::IsString: r[in.a] = Value::boolean(r[in.b].isPlainString()); break;
        case Code::Negate: r[in.a] = negate(m_runtime, r[in.b]); break;
        case Code::Plus: r[in.a] = arithmetic(m_runtime, Op::Multiply, r[in.b], Value::integer(1)); break;
        case Code::Add: TWIG_ARITHMETIC(Op::Add, __builtin_add_overflow, +)
        case Code::Subtract: TWIG_ARITHMETIC(Op::Subtract, __builtin_sub_overflow, -)
        case Code::Multiply: TWIG_ARITHMETIC(Op::Multiply, __builtin_mul_overflow, *)
        case Code::Divide: r[in.a] = arithmetic(m_runtime, Op::Divide, r[in.b], r[in.c]); break;
        case Code::FloorDivide: r[in.a] = arithmetic(m_runtime, Op::FloorDivide, r[in.b], r[in.c]); break;
        case Code::Modulo: r[in.a] = arithmetic(m_runtime, Op::Modulo, r[in.b], r[in.c]); break;
        case Code::Power: r[in.a] = arithmetic(m_runtime, Op::Power, r[in.b], r[in.c]); break;
        case Code::BitAnd: r[in.a] = arithmetic(m_runtime, Op::BitAnd, r[in.b], r[in.c]); break;
        case Code::BitOr: r[in.a] = arithmetic(m_runtime, Op::BitOr, r[in.b], r[in.c]); break;
        case Code::BitXor: r[in.a] = arithmetic(m_runtime, Op::BitXor, r[in.b], r[in.c]); break;
        case Code::Xor: r[in.a] = Value::boolean(toBool(r[in.b]) != toBool(r[in.c])); break;
        case Code::Equal: TWIG_COMPARISON(==, looselyEqual(m_runtime, x, y))
        case Code::NotEqual: TWIG_COMPARISON(!=, !looselyEqual(m_runtime, x, y))
        case Code::Less: TWIG_COMPARISON(<, compare(m_runtime, x, y) < 0)
        case Code::LessEqual: TWIG_COMPARISON(<=, compare(m_runtime, x, y) <= 0)
        case Code::Greater: TWIG_COMPARISON(>, compare(m_runtime, y, x) < 0)
        case Code::GreaterEqual: TWIG_COMPARISON(>=, compare(m_runtime, y, x) <= 0)
        case Code::Spaceship: r[in.a] = Value::integer(compare(m_runtime, r[in.b], r[in.c])); break;
        case Code::Same: r[in.a] = Value::boolean(identical(m_runtime, r[in.b], r[in.c])); break;
        case Code::NotSame: r[in.a] = Value::boolean(!identical(m_runtime, r[in.b], r[in.c])); break;
        case Code::In: r[in.a] = Value::boolean(contains(m_runtime, r[in.b], r[in.c])); break;
        case Code::NotIn: r[in.a] = Value::boolean(!contains(m_runtime, r[in.b], r[in.c])); break;
        case Code::Matches: r[in.a] = Value::integer(matches(in) ? 1 : 0); break;
        case Code::StartsWith:
            r[in.a] =
                Value::boolean(r[in.b].isPlainString() && r[in.c].isPlainString() && r[in.b].text().starts_with(r[in.c].text()));
            break;
        case Code::EndsWith:
            r[in.a] =
                Value::boolean(r[in.b].isPlainString() && r[in.c].isPlainString() && r[in.b].text().ends_with(r[in.c].text()));
            break;
        case Code::HasSome: r[in.a] = Value::boolean(someOrEvery(in, false)); break;
        case Code::HasEvery: r[in.a] = Value::boolean(someOrEvery(in, true)); break;
        case Code::Range: r[in.a] = range(m_runtime, r[in.b], r[in.c], Value::integer(1)); break;
        case Code::IsNull: r[in.a] = Value::boolean(r[in.b].isNull()); break;
        case Code::IsEven: r[in.a] = Value::boolean(remainder(m_runtime, r[in.b], Value::integer(2)) == 0); break;
        case Code::IsOdd: r[in.a] = Value::boolean(remainder(m_runtime, r[in.b], Value::integer(2)) != 0); break;
        case Code::IsDivisible: r[in.a] = Value::boolean(remainder(m_runtime, r[in.b], r[in.c]) == 0); break;
        case Code::Concat: r[in.a] = concat(m_runtime, r + in.b, in.c); break;
        case Code::NewArray: r[in.a] = Value::array(m_runtime.newArray(in.d)); break;
        case Code::ArrayAppend: const_cast<Array *>(r[in.a].arrayValue())->append(m_runtime.arena(), r[in.b].defined()); break;
        case Code::ArraySet: setElement(*const_cast<Array *>(r[in.a].arrayValue()), r[in.b], r[in.c]); break;
        case Code::ArraySpread: spread(*const_cast<Array *>(r[in.a].arrayValue()), r[in.b]); break;
        case Code::Call: r[in.a] = call(in); break;
        case Code::CallWrite:
            unit.callables[in.d]->write(m_runtime, {r + in.b, in.c}, out);
            m_runtime.checkOutput();
            break;
        case Code::CallSpread: r[in.a] = callSpread(in); break;
        case Code::MakeClosure: r[in.a] = m_runtime.makeClosure(m_frame, unit.functions[in.d], in); break;
        case Code::ForBegin:
            if (!beginLoop(in)) position = in.d;
            break;
        case Code::ForNext: {
            const LoopState &state = m_frame.loops[in.c];
            if (in.b != NoRegister) r[in.b] = state.array->keyAt(state.position);
            r[in.a] = state.array->valueAt(state.position).defined();
            break;
        }
        case Code::ForLoop: {
            LoopState &state = m_frame.loops[in.a];
            // a long body counts more, so that no limit is looked at too rarely
            m_runtime.step(1 + ((position - in.d) >> 6));
            m_runtime.checkOutput();
            if (++state.position < state.count) position = in.d;
            break;
        }
        case Code::LoopVariable: r[in.a] = loopVariable(m_frame.loops[in.b], static_cast<LoopField>(in.c)); break;
        case Code::LoopArray: r[in.a] = loopArray(m_frame.loops[in.b]); break;
        case Code::AdvanceLoop: r[in.a] = advancedLoop(r[in.a]); break;
        case Code::RestoreName:
            if (r[in.b].isAbsent()) r[in.a] = Value::absent();
            break;
        case Code::CaptureBegin:
            m_runtime.captures().push_back(out.size());
            if constexpr (Traced) m_runtime.tracer()->beginCapture();
            break;
        case Code::CaptureEnd: {
            const std::size_t mark = m_runtime.captures().back();
            m_runtime.captures().pop_back();
            const std::string_view text = m_runtime.takeOutput(mark);
            r[in.a] = text.empty() ? Value::string(text) : Value::markup(text);
            if constexpr (Traced) m_runtime.tracer()->endCapture(in.a, mark, text);
            break;
        }
        case Code::WithBegin: beginWith(in); break;
        case Code::WithEnd: endWith(); break;
        case Code::Include: include(in); break;
        case Code::LoadTemplate: r[in.a] = Value::boolean(loadIncluded(in) != nullptr); break;
        case Code::Embed: embed(in); break;
        case Code::BlockDisplay:
            m_runtime.displayBlock(*m_frame.instance, unit.strings[in.d], m_frame.scope, m_frame.blocks, true);
            break;
        case Code::ParentDisplay: m_runtime.displayParent(*m_frame.instance, m_frame.scope, m_frame.blocks); break;
        case Code::BlockCall: r[in.a] = blockCall(in); break;
        case Code::ParentCall: r[in.a] = parentCall(in); break;
        case Code::Import: import(in); break;
        case Code::MacroCall: r[in.a] = macroCall(in); break;
        case Code::CheckMacro: checkMacro(in); break;
        case Code::MacroDefined: {
            Instance *source = macroSource(in);
            r[in.a] = Value::boolean(source && m_runtime.hasMacro(*source, unit.strings[in.d], m_frame.scope));
            break;
        }
        case Code::ContextArray: r[in.a] = Value::array(m_frame.scope.toArray(m_runtime.arena())); break;
        case Code::PadArray: r[in.a] = padArray(in); break;
        case Code::SequenceItem: r[in.a] = sequenceItem(in); break;
        case Code::CheckText: r[in.a] = m_runtime.sandbox().checkText(r[in.b]); break;
        case Code::SandboxBegin: r[in.a] = Value::boolean(m_runtime.sandbox().set(true)); break;
        case Code::SandboxEnd: m_runtime.sandbox().set(r[in.b].isTrue()); break;
        case Code::ParameterGiven:
            if (m_frame.given >> in.a & 1) position = in.d;
            break;
        case Code::Deprecate: deprecate(in); break;
        case Code::Return: return r[in.b];
        case Code::End: m_runtime.checkOutput(); return Value::null();
        }
        if constexpr (Traced) trace(in, before);
    }
}

template Value Interpreter::loop<false>();
template Value Interpreter::loop<true>();

} // namespace twig
