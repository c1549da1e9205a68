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
    const auto [entry, added] = m_pathIds.try_emplace(std::move(text), static_cast<std::uint32_t>(m_paths.size()));
    if (added) {
        m_paths.push_back({entry->first, exists});
        m_read.resize(m_paths.size());
    } else if (exists) {
        m_paths[entry->second].exists = true;
    }
    return entry->second;
}

std::uint32_t Tracer::intern(std::vector<std::uint32_t> paths)
{
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    if (paths.empty()) return 0;
    const auto [entry, added] = m_setIds.try_emplace(paths, static_cast<std::uint32_t>(m_sets.size()));
    if (added) m_sets.push_back(std::move(paths));
    return entry->second;
}

void Tracer::addRead(Origin origin, std::vector<std::uint32_t> &paths)
{
    if (origin.path) {
        paths.push_back(origin.path);
        if (m_read.size() < m_paths.size()) m_read.resize(m_paths.size());
        if (!m_read[origin.path]) {
            m_read[origin.path] = true;
            m_readOrder.push_back(origin.path);
        }
    }
    paths.insert(paths.end(), m_sets[origin.set].begin(), m_sets[origin.set].end());
}

Tracer::Origin Tracer::unite(Origin a, Origin b)
{
    std::vector<std::uint32_t> paths;
    addRead(a, paths);
    addRead(b, paths);
    return {0, intern(std::move(paths))};
}

void Tracer::setName(std::uint16_t slot, std::string_view name, bool exists)
{
    if (name[0] != '#') current()[slot] = {path(std::string(name), exists), 0};
}

Tracer::Origin Tracer::originOfReads(const Instruction &instruction)
{
    const CodeInfo &info = infoOf(instruction.code);
    std::vector<std::uint32_t> paths;
    const std::uint32_t operands[] = {instruction.a, instruction.b, instruction.c, instruction.d, instruction.e};
    for (std::size_t i = 0; i < 5; ++i) {
        if (info.operands[i] == Operand::N || info.operands[i] == Operand::W || operands[i] == NoRegister) continue;
        const std::size_t count = info.operands[i] == Operand::B ? instruction.c : 1;
        for (std::size_t j = 0; j < count; ++j)
            addRead(current()[operands[i] + j], paths);
    }
    return {0, intern(std::move(paths))};
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
    Origin origin{path(m_paths[object.path].text + step(plain), exists), 0};
    if (!key) {
        std::vector<std::uint32_t> paths;
        addRead(current()[instruction.c], paths);
        if (!paths.empty()) {
            paths.push_back(origin.path);
            addRead(origin, paths);
            origin = {0, intern(std::move(paths))};
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
    std::vector<std::uint32_t> ignored;
    addRead(loops[loop], ignored);
}

void Tracer::element(std::uint16_t target, std::uint16_t, std::int64_t loop, const Value &key)
{
    const Origin sequence = m_frames.back().loops[static_cast<std::size_t>(loop)];
    if (sequence.path)
        current()[target] = {path(m_paths[sequence.path].text + step(key), true), 0};
    else
        current()[target] = sequence;
}

void Tracer::addPiece(std::size_t begin, std::size_t end, const Source &source, const Place &place, bool literal, Origin origin)
{
    // An expression that printed nothing is a piece too: the silent blank, and what JSON misses there.
    if (begin == end && literal) return;
    OutputPiece piece;
    piece.begin = begin;
    piece.end = end;
    piece.templateName = source.name();
    piece.span = source.originalSpan(place.begin, place.end);
    piece.line = place.line;
    piece.column = source.column(place.begin);
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
    std::vector<std::uint32_t> paths;
    while (!m_pieces.empty() && m_pieces.back().end > size) {
        addRead(m_pieceOrigins.back(), paths);
        m_pieces.pop_back();
        m_pieceOrigins.pop_back();
    }
    return {0, intern(std::move(paths))};
}

Trace Tracer::finish(std::size_t)
{
    Trace trace;
    const auto readOf = [this](std::uint32_t id) { return PathRead{m_paths[id].text, m_paths[id].exists}; };
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        for (const std::uint32_t id : m_sets[m_pieceOrigins[i].set])
            m_pieces[i].paths.push_back(readOf(id));
    }
    trace.pieces = std::move(m_pieces);
    for (const std::uint32_t id : m_readOrder)
        trace.paths.push_back(readOf(id));
    return trace;
}

} // namespace twig
