// SPDX-License-Identifier: MIT
#include "twig/tracer.h"

#include "twig/runtime.h"

#include <algorithm>
#include <utility>

namespace twig {

namespace {

/// The position of a key in an array, or -1.
std::int64_t positionIn(const Array &array, const Value &key)
{
    if (key.isString()) return array.isPacked() ? -1 : array.positionOf(key.text());
    const std::int64_t wanted = key.intValue();
    if (array.isPacked()) return wanted >= 0 && wanted < array.size() ? wanted : -1;
    for (std::uint32_t i = 0; i < array.size(); ++i)
        if (array.keyAt(i).isInt() && array.keyAt(i).intValue() == wanted) return i;
    return -1;
}

/// Whether an instruction asks only if something is there, or what it leads to, and takes nothing of what is inside.
bool onlyLooks(Code code)
{
    switch (code) {
    case Code::JumpIfFalse:
    case Code::JumpIfTrue:
    case Code::JumpIfNull:
    case Code::JumpIfNotNull:
    case Code::Not:
    case Code::ToBool:
    case Code::IsDefined:
    case Code::IsNull:
    case Code::IsString:
    case Code::CheckName:
    case Code::JumpUnlessElements:
    case Code::Attribute:
    case Code::AttributeOf: return true;
    default: return false;
    }
}

} // namespace

void Tracer::enter(const Frame &frame)
{
    FrameOrigins origins;
    origins.slots = frame.registers;
    origins.registers.resize(frame.function->registers);
    origins.loops.resize(frame.function->loops);
    m_frames.push_back(std::move(origins));
    m_log.enter(frame);
}

void Tracer::leave()
{
    m_frames.pop_back();
    m_log.leave();
}

const std::vector<Origin> *Tracer::originsOf(const Value *slots) const
{
    for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame)
        if (frame->slots == slots) return &frame->registers;
    const auto known = m_snapshots.find(slots);
    return known == m_snapshots.end() ? nullptr : &known->second;
}

Origin Tracer::originInMap(const Array &map, const Value &key) const
{
    if (&map == m_roots[0] || &map == m_roots[1])
        return {m_book.path(key.isInt() ? "[" + std::to_string(key.intValue()) + "]" : std::string(key.text()), true), 0};
    if (m_elements.count(&map)) return elementOrigin(map, positionIn(map, key));
    const auto known = m_arrays.find(&map);
    if (known == m_arrays.end()) return {};
    return known->second.path ? Origin{m_book.child(known->second.path, key, true), 0} : known->second;
}

Origin Tracer::originIn(const Layer *layers, std::string_view name, bool &found) const
{
    for (; layers && !found; layers = layers->next) {
        if (layers->map) {
            const Value key = Array::key(name);
            found = layers->map->find(key) != nullptr;
            if (found) return originInMap(*layers->map, key);
        }
        if (!layers->scope) continue;
        const int slot = layers->scope->names->find(name);
        if (slot < 0) {
            const Origin origin = originIn(layers->scope->layers, name, found);
            if (found) return origin;
        } else if (!layers->scope->slots[slot].isAbsent()) {
            found = true;
            const std::vector<Origin> *origins = originsOf(layers->scope->slots);
            return origins ? (*origins)[static_cast<std::size_t>(slot)] : Origin{};
        }
    }
    return {};
}

bool Tracer::reachesContext(const Layer *layers) const
{
    for (; layers; layers = layers->next) {
        if (layers->map && layers->map == m_roots[0]) return true;
        if (layers->scope && reachesContext(layers->scope->layers)) return true;
    }
    return false;
}

void Tracer::resolveName(std::uint16_t slot, std::string_view name, const Layer *layers)
{
    if (name[0] == '#') return;
    bool found = false;
    const Origin origin = originIn(layers, name, found);
    if (found)
        current()[slot] = origin;
    else if (reachesContext(layers) || !m_roots[0])
        current()[slot] = {m_book.path(std::string(name), false), 0};
}

void Tracer::readOperands(const Instruction &instruction)
{
    const CodeInfo &info = infoOf(instruction.code);
    const bool whole = !onlyLooks(instruction.code);
    const std::uint32_t operands[] = {instruction.a, instruction.b, instruction.c, instruction.d, instruction.e};
    for (std::size_t i = 0; i < 5; ++i) {
        if (info.operands[i] == Operand::N || info.operands[i] == Operand::W || operands[i] == NoRegister) continue;
        const std::size_t count = info.operands[i] == Operand::B ? instruction.c : 1;
        for (std::size_t j = 0; j < count; ++j)
            m_book.read(current()[operands[i] + j], whole);
    }
}

void Tracer::derive(const Instruction &instruction, const Frame &frame)
{
    switch (instruction.code) {
    case Code::Move:
    case Code::MoveRaw: current()[instruction.a] = current()[instruction.b]; return;
    case Code::NewArray:
        m_elements.insert_or_assign(frame.registers[instruction.a].arrayValue(), std::vector<Origin>());
        current()[instruction.a] = {};
        return;
    case Code::ArrayAppend:
    case Code::ArraySet:
    case Code::ArraySpread: noteElements(instruction, frame); break;
    default: break;
    }
    const CodeInfo &info = infoOf(instruction.code);
    readOperands(instruction);
    const Origin origin = m_book.takeReads();
    const bool writes = info.operands[0] == Operand::W || info.operands[0] == Operand::M;
    if (writes && instruction.a != NoRegister) current()[instruction.a] = origin;
}

/// The array in register a has got one element more, or some.
void Tracer::noteElements(const Instruction &instruction, const Frame &frame)
{
    const Array *array = frame.registers[instruction.a].arrayValue();
    const auto known = m_elements.find(array);
    if (known == m_elements.end()) return;
    const std::uint16_t source = instruction.code == Code::ArraySet ? instruction.c : instruction.b;
    const std::size_t before = known->second.size();
    if (array->size() == before) { // a key came twice: which one is not worth knowing
        known->second.assign(before, {});
        return;
    }
    known->second.resize(array->size(), current()[source]);
}

Origin Tracer::elementOrigin(const Array &array, std::int64_t position) const
{
    const auto known = m_elements.find(&array);
    if (known == m_elements.end() || position < 0 || static_cast<std::size_t>(position) >= known->second.size()) return {};
    return known->second[static_cast<std::size_t>(position)];
}

Origin Tracer::childOf(Origin object, const Value &value, const Value &key, bool exists)
{
    if (object.path) return {m_book.child(object.path, key, exists), 0};
    if (value.isArray() && m_elements.count(value.arrayValue()))
        return elementOrigin(*value.arrayValue(), positionIn(*value.arrayValue(), key));
    return object;
}

void Tracer::attribute(const Instruction &instruction, const AttributeKey *key, const Frame &frame, const Value &object)
{
    const Origin from = current()[instruction.b];
    const bool exists = !frame.registers[instruction.a].isAbsent();
    if (key) {
        current()[instruction.a] = childOf(from, object, key->key, exists);
        return;
    }
    const Value &name = frame.registers[instruction.c];
    if (!name.isInt() && !name.isString()) {
        derive(instruction, frame);
        return;
    }
    // A text that spells an integer is an integer to an array.
    Origin origin = childOf(from, object, name.isString() ? Array::key(name.text()) : name, exists);
    m_book.read(current()[instruction.c], true);
    if (m_book.hasReads()) { // which element it is depends on the context, too
        m_book.read(origin, true);
        origin = m_book.takeReads();
    }
    current()[instruction.a] = origin;
}

void Tracer::beginLoop(const Instruction &instruction, const Frame &frame)
{
    Origin &sequence = m_frames.back().loops[instruction.a];
    sequence = current()[instruction.b];
    // A list that is empty or missing decides what is printed: it was read. Its elements were not, so far.
    m_book.read(sequence, false);
    m_book.takeReads();
    m_log.beginLoop(instruction.a);
    m_log.decide(instruction, frame.loops[instruction.a].count > 0);
}

void Tracer::element(const Instruction &instruction, const Frame &frame)
{
    const LoopState &state = frame.loops[instruction.c];
    const Value key = state.array->keyAt(state.position);
    const Origin sequence = m_frames.back().loops[instruction.c];
    current()[instruction.a] = childOf(sequence, Value::array(state.array), key, true);
    if (instruction.b != NoRegister) setOrigin(instruction.b, {});
    m_log.turn(instruction.c, frame, instruction, key, state.position, state.count);
}

void Tracer::beginWith(const Frame &frame)
{
    const auto names = static_cast<std::ptrdiff_t>(frame.scope.names->size());
    m_frames.back().withs.emplace_back(current().begin(), current().begin() + names);
}

void Tracer::endWith(const Frame &)
{
    const std::vector<Origin> &before = m_frames.back().withs.back();
    std::copy(before.begin(), before.end(), current().begin());
    m_frames.back().withs.pop_back();
}

void Tracer::makeClosure(const Instruction &instruction, const Function &function, const Value *slots, std::uint16_t names)
{
    const std::vector<std::uint16_t> &own = function.parameters;
    for (const auto &[outside, inside] : function.captures) // a parameter hides a variable of its name
        if (std::find(own.begin(), own.end(), inside) == own.end()) m_book.read(current()[outside], true);
    current()[instruction.a] = m_book.takeReads();
    if (slots) m_snapshots.insert_or_assign(slots, std::vector<Origin>(current().begin(), current().begin() + names));
}

void Tracer::noteArray(const Value &array, Origin origin)
{
    if (array.isArray() && !m_elements.count(array.arrayValue())) m_arrays.insert_or_assign(array.arrayValue(), origin);
}

void Tracer::print(const Frame &frame, const Instruction &instruction, std::size_t begin, std::size_t end)
{
    readOperands(instruction);
    const Origin origin = m_book.takeReads();
    if (instruction.code == Code::Print && frame.registers[instruction.b].isString() &&
        m_log.printCaptured(frame.registers[instruction.b].text(), begin))
        return;
    m_log.print(frame, begin, end, origin);
}

Origin Tracer::capture(std::size_t mark, std::size_t begin, std::string_view text)
{
    m_log.visitOrigins(mark, [this](Origin origin) { m_book.read(origin, true); });
    m_log.capture(mark, begin, text);
    return m_book.takeReads();
}

void Tracer::endCapture(std::uint16_t reg, std::size_t begin, std::string_view text)
{
    current()[reg] = capture(m_frames.back().captureMarks.back(), begin, text);
    m_frames.back().captureMarks.pop_back();
}

void Tracer::captureCall(const Instruction &instruction, std::size_t mark, std::size_t begin, std::string_view text)
{
    const Origin printed = capture(mark, begin, text);
    readOperands(instruction);
    m_book.read(printed, true);
    current()[instruction.a] = m_book.takeReads();
}

} // namespace twig
