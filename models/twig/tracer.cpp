// SPDX-License-Identifier: MIT
#include "twig/tracer.h"

#include "twig/runtime.h"

#include <algorithm>
#include <utility>

namespace twig {

namespace {

bool isPlainName(std::string_view text)
{
    if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    });
}

/// One step of a path, as one would write it.
std::string step(const Value &key)
{
    if (key.isInt()) return "[" + std::to_string(key.intValue()) + "]";
    const std::string text(key.text());
    return isPlainName(text) ? "." + text : "['" + text + "']";
}

} // namespace

void Tracer::enter(Frame &, std::size_t registers)
{
    m_frames.emplace_back();
    m_frames.back().registers.resize(registers);
}

void Tracer::leave()
{
    m_frames.pop_back();
}

std::uint32_t Tracer::path(std::string text, bool exists)
{
    if (const auto known = m_pathIds.find(text); known != m_pathIds.end()) {
        if (exists) m_paths[known->second].exists = true;
        return known->second;
    }
    const auto id = static_cast<std::uint32_t>(m_paths.size());
    m_paths.push_back({std::move(text), exists});
    m_pathIds.emplace(m_paths.back().text, id);
    return id;
}

std::size_t Tracer::StepHash::operator()(const Step &step) const
{
    const std::uint64_t hash = (step.key ^ (static_cast<std::uint64_t>(step.from) << 32 | step.length)) * 0x9E3779B97F4A7C15u;
    return static_cast<std::size_t>(hash ^ hash >> 32);
}

std::uint32_t Tracer::child(std::uint32_t from, const Value &key, bool exists)
{
    const Step wanted = key.isInt() ? Step{from, IntKey, static_cast<std::uint64_t>(key.intValue())}
                                    : Step{from, static_cast<std::uint32_t>(key.text().size()),
                                           static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(key.textData()))};
    const auto [entry, added] = m_children.try_emplace(wanted, 0);
    if (added)
        entry->second = path(m_paths[from].text + step(key), exists);
    else if (exists)
        m_paths[entry->second].exists = true;
    return entry->second;
}

std::uint32_t Tracer::internReads()
{
    std::sort(m_reads.begin(), m_reads.end());
    m_reads.erase(std::unique(m_reads.begin(), m_reads.end()), m_reads.end());
    std::uint32_t id = 0;
    if (m_reads.size() == 1 && m_paths[m_reads[0]].alone) {
        id = m_paths[m_reads[0]].alone;
    } else if (!m_reads.empty()) {
        const auto [entry, added] = m_setIds.try_emplace(m_reads, static_cast<std::uint32_t>(m_sets.size()));
        if (added) m_sets.push_back(m_reads);
        id = entry->second;
        if (m_reads.size() == 1) m_paths[m_reads[0]].alone = id;
    }
    m_reads.clear();
    return id;
}

void Tracer::addRead(Origin origin)
{
    if (origin.path) {
        m_reads.push_back(origin.path);
        if (!m_paths[origin.path].read) {
            m_paths[origin.path].read = true;
            m_readOrder.push_back(origin.path);
        }
    }
    m_reads.insert(m_reads.end(), m_sets[origin.set].begin(), m_sets[origin.set].end());
}

Tracer::Origin Tracer::unite(Origin a, Origin b)
{
    addRead(a);
    addRead(b);
    return {0, internReads()};
}

void Tracer::setName(std::uint16_t slot, std::string_view name, bool exists)
{
    if (name[0] != '#') current()[slot] = {path(std::string(name), exists), 0};
}

Tracer::Origin Tracer::originOfReads(const Instruction &instruction)
{
    const CodeInfo &info = infoOf(instruction.code);
    const std::uint32_t operands[] = {instruction.a, instruction.b, instruction.c, instruction.d, instruction.e};
    for (std::size_t i = 0; i < 5; ++i) {
        if (info.operands[i] == Operand::N || info.operands[i] == Operand::W || operands[i] == NoRegister) continue;
        const std::size_t count = info.operands[i] == Operand::B ? instruction.c : 1;
        for (std::size_t j = 0; j < count; ++j)
            addRead(current()[operands[i] + j]);
    }
    return {0, internReads()};
}

void Tracer::derive(const Instruction &instruction)
{
    const CodeInfo &info = infoOf(instruction.code);
    if (instruction.code == Code::Move || instruction.code == Code::MoveRaw) {
        current()[instruction.a] = current()[instruction.b];
        return;
    }
    const Origin origin = originOfReads(instruction);
    const bool writes = info.operands[0] == Operand::W || info.operands[0] == Operand::M;
    if (writes && instruction.a != NoRegister) current()[instruction.a] = origin;
}

void Tracer::attribute(const Instruction &instruction, const AttributeKey *key, const Value &keyValue, bool exists)
{
    const Origin object = current()[instruction.b];
    if (!object.path) {
        derive(instruction);
        return;
    }
    const Value plain = key ? key->key : keyValue;
    Origin origin{child(object.path, plain, exists), 0};
    if (!key) {
        addRead(current()[instruction.c]);
        if (!m_reads.empty()) {
            addRead(origin);
            origin = {0, internReads()};
        }
    }
    current()[instruction.a] = origin;
}

void Tracer::beginLoop(std::uint16_t loop, std::uint16_t sequence)
{
    std::vector<Origin> &loops = m_frames.back().loops;
    if (loops.size() <= loop) loops.resize(loop + 1u);
    loops[loop] = current()[sequence];
    // A list that is empty or missing decides what is printed: it was read.
    addRead(loops[loop]);
    m_reads.clear();
}

void Tracer::element(std::uint16_t target, std::uint16_t, std::int64_t loop, const Value &key)
{
    const Origin sequence = m_frames.back().loops[static_cast<std::size_t>(loop)];
    if (sequence.path)
        current()[target] = {child(sequence.path, key, true), 0};
    else
        current()[target] = sequence;
}

const Tracer::PlaceText &Tracer::placeText(const Source &source, const Place &place)
{
    const auto [entry, added] = m_places.try_emplace(&place);
    if (added) entry->second = {source.originalSpan(place.begin, place.end), source.column(place.begin)};
    return entry->second;
}

void Tracer::addPiece(std::size_t begin, std::size_t end, const Source &source, const Place &place, bool literal, Origin origin)
{
    // An expression that printed nothing is a piece too: the silent blank, and what JSON misses there.
    if (begin == end && literal) return;
    OutputPiece piece;
    piece.begin = begin;
    piece.end = end;
    piece.templateName = source.name();
    const PlaceText &text = placeText(source, place);
    piece.span = text.span;
    piece.line = place.line;
    piece.column = text.column;
    piece.literal = literal;
    m_pieces.push_back(std::move(piece));
    m_pieceOrigins.push_back(origin);
}

void Tracer::print(std::size_t begin, std::size_t end, const Source &source, const Place &place, const Instruction &instruction)
{
    addPiece(begin, end, source, place, false, originOfReads(instruction));
}

void Tracer::text(std::size_t begin, std::size_t end, const Source &source, const Place &place)
{
    addPiece(begin, end, source, place, true, {});
}

Tracer::Origin Tracer::takeOutput(std::size_t size)
{
    while (!m_pieces.empty() && m_pieces.back().end > size) {
        addRead(m_pieceOrigins.back());
        m_pieces.pop_back();
        m_pieceOrigins.pop_back();
    }
    return {0, internReads()};
}

Trace Tracer::finish(std::size_t)
{
    Trace trace;
    trace.paths.reserve(m_readOrder.size());
    const auto readOf = [this](std::uint32_t id) { return PathRead{m_paths[id].text, m_paths[id].exists}; };
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const std::vector<std::uint32_t> &set = m_sets[m_pieceOrigins[i].set];
        m_pieces[i].paths.reserve(set.size());
        for (const std::uint32_t id : set)
            m_pieces[i].paths.push_back(readOf(id));
    }
    trace.pieces = std::move(m_pieces);
    for (const std::uint32_t id : m_readOrder)
        trace.paths.push_back(readOf(id));
    return trace;
}

} // namespace twig
