// SPDX-License-Identifier: MIT
#include "payload/fixcheck.h"

#include "payload/jsondiff.h"
#include "payload/problemcodes.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>

namespace targetdesk {

namespace {

using Key = std::tuple<std::string, std::string, std::string>;

Key keyOf(const Problem &problem)
{
    return {problem.code, problem.contextPath, problem.what};
}

/// Where a place of the old source is in the new one; what was replaced begins where its replacement does.
std::size_t moved(std::size_t offset, const QuickFix &fix)
{
    std::ptrdiff_t shift = 0;
    for (const SourceEdit &edit : fix.edits) {
        if (edit.offset + edit.length > offset) {
            if (edit.offset < offset) return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(edit.offset) + shift);
            break;
        }
        shift += static_cast<std::ptrdiff_t>(edit.text.size()) - static_cast<std::ptrdiff_t>(edit.length);
    }
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(offset) + shift);
}

bool isSame(const Problem &one, const Problem &other)
{
    return one.code == other.code && one.offset == other.offset;
}

/// It is the same, or what the same edit mends and no person must decide: true prints 1 where false prints nothing.
bool isMendedBy(const Problem &one, const Problem &problem, const QuickFix &fix)
{
    const auto isFix = [&](const QuickFix &other) { return !other.byHandOnly && other.edits == fix.edits; };
    return isSame(one, problem) || (one.offset == problem.offset && std::any_of(one.fixes.begin(), one.fixes.end(), isFix));
}

const Problem *jsonProblem(const Payload &payload)
{
    const auto found = std::find_if(payload.problems.begin(), payload.problems.end(),
                                    [](const Problem &one) { return one.kind == Problem::Kind::NotJson; });
    return found == payload.problems.end() ? nullptr : &*found;
}

/// A scan stops at the first error, so one behind it is not new: it has less of the payload behind it.
bool isFurtherOn(const Payload &before, const Payload &after)
{
    const Problem *first = jsonProblem(before), *second = jsonProblem(after);
    if (first == nullptr || second == nullptr) return false;
    // Brackets are missed at the very end, though blamed where they open.
    if (second->code == code::UnclosedBracket) return first->code != code::UnclosedBracket;
    return after.text.size() - std::min(second->outputOffset, after.text.size()) <
           before.text.size() - std::min(first->outputOffset, before.text.size());
}

bool saysTheSame(const Payload &before, const Payload &after, bool wantsJson)
{
    if (before.text == after.text) return true;
    return wantsJson && after.isJson && jsonChanges(before.text, after.text).empty();
}

long countOf(const Problem &problem, const Payload &payload)
{
    return std::count_if(payload.problems.begin(), payload.problems.end(),
                         [&](const Problem &one) { return keyOf(one) == keyOf(problem); });
}

bool isStillThere(const Problem &problem, const QuickFix &fix, const Payload &before, const Payload &after)
{
    // All that a schema forbids is said at once, so one less must be said, wherever it stands now.
    if (problem.kind == Problem::Kind::Schema) return countOf(problem, after) >= std::max(countOf(problem, before), 1L);
    return std::any_of(after.problems.begin(), after.problems.end(), [&](const Problem &one) {
        return one.code == problem.code && one.offset == moved(problem.offset, fix) && one.what == problem.what;
    });
}

/// A problem that was not there, and did not hide behind the one that was mended.
const Problem *newProblem(const Payload &before, const Payload &after)
{
    std::set<Key> known;
    for (const Problem &one : before.problems)
        known.insert(keyOf(one));
    for (const Problem &one : after.problems) {
        // Only a payload that is JSON is held against the schema.
        if (one.kind == Problem::Kind::Schema && before.rendered && !before.isJson) continue;
        if (one.severity == Problem::Severity::Hint || known.count(keyOf(one)) > 0 ||
            (one.kind == Problem::Kind::NotJson && isFurtherOn(before, after)))
            continue;
        return &one;
    }
    return nullptr;
}

} // namespace

FixCheck::FixCheck(Target target, std::vector<FixSample> samples, PayloadOptions options)
    : m_target(std::move(target))
    , m_samples(std::move(samples))
    , m_options(std::move(options))
{
    m_options.trace = true;
    m_options.wantsJson = expectsJson(m_target);
    if (!m_options.now)
        m_options.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch().count();
    if (!m_options.seed) m_options.seed = 1;
}

FixVerdict FixCheck::check(std::string_view source, const Problem &problem, const QuickFix &fix)
{
    FixVerdict verdict;
    verdict.source = applied(source, fix);
    if (verdict.source == source) {
        verdict.reason = "it changes nothing";
        return verdict;
    }
    const Payloads &old = before(source);
    if (isCancelled()) return verdict;
    const Payloads now = render(verdict.source);
    if (isCancelled()) return verdict;
    FixVerdict judged = compare(old, now, problem, fix);
    judged.source = std::move(verdict.source);
    return judged;
}

FixVerdict FixCheck::compare(const Payloads &before, const Payloads &after, const Problem &problem, const QuickFix &fix) const
{
    FixVerdict verdict;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const std::string with = " with " + m_samples[i].name;
        const bool had = std::any_of(before[i].problems.begin(), before[i].problems.end(),
                                     [&](const Problem &one) { return isMendedBy(one, problem, fix); });
        if (had && isStillThere(problem, fix, before[i], after[i])) {
            verdict.reason = "the problem stays" + with;
            return verdict;
        }
        if (before[i].rendered && !after[i].rendered) {
            verdict.reason = "the template fails" + with + ": " + after[i].problems.front().what;
            return verdict;
        }
        if (const Problem *fresh = newProblem(before[i], after[i])) {
            verdict.reason = "something else is wrong then" + with + ": " + fresh->what;
            return verdict;
        }
        if (!had && before[i].isGood() && !saysTheSame(before[i], after[i], m_options.wantsJson)) {
            verdict.reason = "the payload changes" + with + ", where nothing was wrong";
            return verdict;
        }
    }
    verdict.isSafe = true;
    return verdict;
}

FixAllResult FixCheck::fixAll(std::string_view source, int most)
{
    FixAllResult result;
    result.source = source;
    for (bool goesOn = true; goesOn && !isCancelled();) {
        goesOn = false;
        std::set<Key> seen;
        result.remaining.clear();
        for (const Payload &payload : before(result.source))
            for (const Problem &problem : payload.problems)
                if (seen.insert(keyOf(problem)).second) result.remaining.push_back(problem);
        for (const Problem &problem : result.remaining) {
            if (goesOn || isCancelled() || static_cast<int>(result.titles.size()) >= most) break;
            for (const QuickFix &fix : problem.fixes) {
                if (fix.byHandOnly || isCancelled()) continue;
                FixVerdict verdict = check(result.source, problem, fix);
                if (!verdict.isSafe) continue;
                result.source = std::move(verdict.source);
                result.titles.push_back(fix.title);
                goesOn = true;
                break;
            }
        }
    }
    result.wasCancelled = isCancelled();
    return result;
}

FixCheck::Payloads FixCheck::render(std::string_view source) const
{
    Target target = m_target;
    target.templateSource = source;
    const PayloadRenderer renderer(target);
    Payloads payloads;
    for (const FixSample &sample : m_samples) {
        if (isCancelled()) break;
        payloads.push_back(renderer.render(sample.context, m_options));
    }
    return payloads;
}

const FixCheck::Payloads &FixCheck::before(std::string_view source)
{
    if (m_before.empty() || m_beforeSource != source) {
        m_beforeSource = source;
        m_before = render(source);
        if (isCancelled()) m_before.clear();
    }
    return m_before;
}

} // namespace targetdesk
