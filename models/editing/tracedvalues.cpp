// SPDX-License-Identifier: MIT
#include "editing/tracedvalues.h"

#include <algorithm>

namespace targetdesk {

namespace {

std::string typeName(twig::TraceType type)
{
    switch (type) {
    case twig::TraceType::Undefined: return "not there";
    case twig::TraceType::Null: return "null";
    case twig::TraceType::Bool: return "true or false";
    case twig::TraceType::Int: return "whole number";
    case twig::TraceType::Float: return "number";
    case twig::TraceType::String: return "text";
    case twig::TraceType::Markup: return "text, not to be escaped";
    case twig::TraceType::List: return "list";
    case twig::TraceType::Mapping: return "mapping";
    case twig::TraceType::Object: return "object";
    }
    return {};
}

TracedValues::Value valueOf(const twig::TraceStep &step, const twig::Trace &trace)
{
    TracedValues::Value value;
    const bool isText = step.value.type == twig::TraceType::String || step.value.type == twig::TraceType::Markup;
    value.text = step.value.text + (step.value.isCut ? "…" : "");
    if (isText) value.text = '"' + value.text + '"';
    value.type = typeName(step.value.type);
    if (step.turn < 0) return value;
    const twig::LoopTurn &turn = trace.turns[static_cast<std::size_t>(step.turn)];
    value.turn = static_cast<int>(turn.index) + 1;
    value.turns = static_cast<int>(turn.count);
    return value;
}

} // namespace

TracedValues::TracedValues(const twig::Trace &trace, std::string_view source, const std::string &templateName)
{
    std::vector<std::size_t> returns; // bytes that the text in the editor does not have
    m_source.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r' && i + 1 < source.size() && source[i + 1] == '\n')
            returns.push_back(i);
        else
            m_source += source[i];
    }
    const auto moved = [&returns](std::size_t offset) {
        return offset - static_cast<std::size_t>(std::lower_bound(returns.begin(), returns.end(), offset) - returns.begin());
    };
    std::vector<int> indexes(trace.sites.size(), -1);
    for (std::size_t i = 0; i < trace.sites.size(); ++i) {
        const twig::TraceSite &site = trace.sites[i];
        if (site.templateName != templateName) continue;
        indexes[i] = static_cast<int>(m_sites.size());
        m_sites.push_back({moved(site.span.offset), moved(site.span.offset + site.span.length), site.kind, {}, 0});
    }
    for (const twig::TraceStep &step : trace.steps) {
        if (indexes[step.site] < 0) continue;
        Site &site = m_sites[static_cast<std::size_t>(indexes[step.site])];
        if (site.values.size() < keptValues) site.values.push_back(valueOf(step, trace));
        ++site.count;
    }
    std::stable_sort(m_sites.begin(), m_sites.end(),
                     [](const Site &a, const Site &b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
}

} // namespace targetdesk
