// SPDX-License-Identifier: MIT
#include "payload/rendersteps.h"

#include <algorithm>
#include <map>
#include <utility>

namespace targetdesk {

RenderMoment RenderSteps::at(std::size_t index) const
{
    const twig::Trace &trace = m_provenance.trace();
    const twig::TraceStep &step = trace.steps[index];
    const twig::TraceSite &site = trace.sites[step.site];
    RenderMoment moment;
    moment.kind = site.kind;
    moment.value = step.value;
    moment.templateName = site.templateName;
    moment.isOwnTemplate = site.templateName == m_provenance.templateName();
    moment.source = {site.span.offset, std::size_t{site.span.offset} + site.span.length};
    moment.line = site.line;
    const std::string &source = m_provenance.source();
    const bool isNamed = site.kind == twig::TraceSite::Kind::Set || site.kind == twig::TraceSite::Kind::Turn;
    if (moment.isOwnTemplate && !isNamed && site.span.offset <= source.size())
        moment.what = source.substr(site.span.offset, site.span.length);
    else
        moment.what = site.name;
    moment.printed = std::min(step.outputBefore, m_provenance.payload().size());
    moment.turns = turnsAt(index);
    moment.variables = variablesAt(index);
    return moment;
}

// A loop's variable goes with its loop; macros and blocks see their own.
std::vector<OriginStep> RenderSteps::variablesAt(std::size_t index) const
{
    const twig::Trace &trace = m_provenance.trace();
    const std::uint32_t call = trace.steps[index].call;
    std::vector<std::int32_t> around;
    for (std::int32_t at = trace.steps[index].turn; at >= 0; at = trace.turns[static_cast<std::size_t>(at)].parent)
        around.push_back(at);
    std::map<std::string, OriginStep> latest;
    for (std::size_t i = 0; i <= index; ++i) {
        const twig::TraceStep &step = trace.steps[i];
        const twig::TraceSite &site = trace.sites[step.site];
        if (step.call != call) continue;
        const bool isSet = site.kind == twig::TraceSite::Kind::Set;
        const bool isTurn =
            site.kind == twig::TraceSite::Kind::Turn && std::find(around.begin(), around.end(), step.turn) != around.end();
        if (isSet || isTurn) latest[site.name] = {site.name, isSet, site.line, step.value};
    }
    std::vector<OriginStep> variables;
    for (auto &[name, variable] : latest)
        variables.push_back(std::move(variable));
    return variables;
}

std::vector<OriginTurn> RenderSteps::turnsAt(std::size_t index) const
{
    const twig::Trace &trace = m_provenance.trace();
    std::vector<OriginTurn> turns;
    for (std::int32_t at = trace.steps[index].turn; at >= 0;) {
        const twig::LoopTurn &turn = trace.turns[static_cast<std::size_t>(at)];
        turns.push_back({trace.sites[turn.site].name, std::size_t{turn.index} + 1, turn.count, turn.key});
        at = turn.parent;
    }
    std::reverse(turns.begin(), turns.end());
    return turns;
}

} // namespace targetdesk
