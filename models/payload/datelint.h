// SPDX-License-Identifier: MIT
#pragma once

#include "payload/filtercall.h"
#include "payload/lintproblems.h"
#include "payload/printfixes.h"

#include <optional>
#include <set>
#include <string>

namespace targetdesk {

/// What the filter date makes of nothing, and of a date without a zone: in prints, in the values of {% set %}, and in what a
/// capture printed and was made into something else. And dates without a zone that are sent as they stand. All that is handed in
/// must outlive it. Pure; any thread.
class DateLint
{
public:
    DateLint(const LintInput &input, const PrintFixes &fixes, LintProblems &problems)
        : m_in(input)
        , m_fixes(fixes)
        , m_problems(problems)
    {}

    /// A print of the template, as it came out.
    void judgePrint(const twig::OutputPiece &piece, const TemplatePart &part);
    /// What ran and did not come out by itself; once the prints are judged.
    void judgeOthers();

private:
    /// What date was applied to.
    struct Operand
    {
        std::string path; ///< in the context
        bool exists = true;
        bool isNothing = false; ///< null, or not there
        std::string text;       ///< empty when it is no text
    };
    /// One call of the filter and the expression that it stands in.
    struct Use
    {
        LintPlace place;
        FilterCall date;
        std::size_t begin = 0; ///< of the expression, in the source
        std::size_t end = 0;
    };

    Operand operandAt(const twig::PathRead &read) const;
    std::optional<Operand> operandOf(const FilterCall &date, std::uint32_t site) const;
    std::string pathOf(const Operand &written) const;
    void judge(const Use &use, const Operand &operand);
    void nowForNothing(const Use &use, const Operand &operand);
    void dateWithoutZone(const Use &use, const std::string &path, bool shifts);
    void sentAsItStands(const twig::OutputPiece &piece, const TemplatePart &part);
    bool isMadeByDate(const twig::OutputPiece &piece, const TemplatePart &part) const;
    std::optional<QuickFix> withItsZone(const TemplatePart &part, const std::string &path, std::string &remedy) const;
    std::string written(const FilterCall &date) const { return std::string(date.operand(m_in.map)); }

    const LintInput &m_in;
    const PrintFixes &m_fixes;
    LintProblems &m_problems;
    std::set<std::size_t> m_printed; ///< begins of the parts that were judged as they came out
};

} // namespace targetdesk
