// SPDX-License-Identifier: MIT
#include "twig/code.h"

#include <utility>

namespace twig {

const CodeInfo &infoOf(Code code)
{
    static constexpr CodeInfo Infos[] = {
#define X(name, a, b, c, d, e) {#name, {Operand::a, Operand::b, Operand::c, Operand::d, Operand::e}},
        TWIG_CODES(X)
#undef X
    };
    return Infos[static_cast<std::size_t>(code)];
}

std::uint16_t NameTable::add(std::string_view name)
{
    const auto [entry, added] = m_slots.try_emplace(name, static_cast<std::uint16_t>(m_names.size()));
    if (added) m_names.push_back(name);
    return entry->second;
}

const Function *Unit::block(std::string_view name) const
{
    for (const NamedFunction &candidate : blocks)
        if (candidate.name == name) return &functions[candidate.function];
    return nullptr;
}

/// Macros are methods in PHP, whose names ignore case.
const Function *Unit::macro(std::string_view name) const
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c; };
    const auto same = [&](std::string_view other) {
        return std::equal(name.begin(), name.end(), other.begin(), other.end(),
                          [&](char a, char b) { return lower(a) == lower(b); });
    };
    for (const NamedFunction &candidate : macros)
        if (same(candidate.name)) return &functions[candidate.function];
    return nullptr;
}

CompiledTemplate::CompiledTemplate(std::shared_ptr<const Source> source, std::shared_ptr<Arena> arena, std::unique_ptr<Unit> unit,
                                   std::vector<Message> messages)
    : m_source(std::move(source))
    , m_arena(std::move(arena))
    , m_unit(std::move(unit))
    , m_messages(std::move(messages))
{}

CompiledTemplate::~CompiledTemplate() = default;

std::optional<Decision::Kind> decisionOf(const Instruction &instruction)
{
    switch (instruction.code) {
    case Code::ForBegin: return Decision::Kind::For;
    case Code::JumpIfFalse:
    case Code::JumpIfTrue:
    case Code::JumpIfNull:
    case Code::JumpIfNotNull:
        if (instruction.e == 0) return std::nullopt;
        return static_cast<Decision::Kind>((instruction.e & 0xFF) - 1);
    default: return std::nullopt;
    }
}

bool decidedYes(const Instruction &instruction, bool jumped)
{
    const bool jumpMeansYes = instruction.code != Code::ForBegin && (instruction.e & 0x100) != 0;
    return jumped == jumpMeansYes;
}

} // namespace twig
