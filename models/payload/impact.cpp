// SPDX-License-Identifier: MIT
#include "payload/impact.h"

#include "workspace/json.h"

#include <algorithm>
#include <map>
#include <set>

namespace targetdesk {

namespace {

/// Counts changes by field, in the order in which the fields turned up.
class FieldCount
{
public:
    void add(const std::vector<JsonChange> &changes, const std::string &id)
    {
        std::set<std::string> seen; // a field counts once in a payload, however long its list
        for (const JsonChange &change : changes) {
            std::string path = withoutIndexes(change.path);
            if (!seen.insert(path).second) continue;
            const auto [entry, isNew] = m_places.emplace(path, m_fields.size());
            if (isNew) m_fields.push_back({std::move(path), {}, change});
            m_fields[entry->second].ids.push_back(id);
        }
    }
    std::vector<ImpactField> take()
    {
        std::stable_sort(m_fields.begin(), m_fields.end(),
                         [](const ImpactField &a, const ImpactField &b) { return a.ids.size() > b.ids.size(); });
        return std::move(m_fields);
    }

private:
    std::vector<ImpactField> m_fields;
    std::map<std::string, std::size_t> m_places;
};

// The new text is what is wanted; the old one may have been no JSON.
std::vector<JsonChange> changesOf(const std::string &before, const std::string &after, bool isJson)
{
    if (before == after) return {};
    if (isJson && Json::accept(before)) return jsonChanges(before, after);
    return {{JsonChange::Kind::Changed, {}, before, after}};
}

} // namespace

ImpactScale::ImpactScale(const Target &saved, const Target &edited)
    : m_before(PayloadRenderer(saved))
    , m_after(edited)
    , m_beforeIsJson(expectsJson(saved))
    , m_afterIsJson(expectsJson(edited))
{}

ImpactScale::ImpactScale(const Target &now)
    : m_after(now)
    , m_afterIsJson(expectsJson(now))
{}

ImpactScale::Rendered ImpactScale::render(const SentPayload &payload, const std::atomic<bool> *cancelled) const
{
    PayloadOptions options;
    options.now = payload.at;
    options.seed = 1; // the same for both
    options.cancelled = cancelled;
    Rendered both;
    if (m_before) {
        options.wantsJson = m_beforeIsJson;
        both.before = m_before->render(payload.context, options);
    }
    options.wantsJson = m_afterIsJson;
    both.after = m_after.render(payload.context, options);
    return both;
}

ImpactSides ImpactScale::sides(const SentPayload &payload) const
{
    Rendered both = render(payload, nullptr);
    const bool asSent = !both.before || !both.before->isGood();
    return {asSent ? payload.body : std::move(both.before->text), std::move(both.after)};
}

Impact ImpactScale::of(const std::vector<SentPayload> &sent, const std::atomic<bool> *cancelled) const
{
    Impact impact;
    FieldCount fields;
    for (const SentPayload &payload : sent) {
        const Rendered both = render(payload, cancelled);
        if (cancelled && *cancelled) break;
        ++impact.looked;
        if (!payload.isTimeOfSend) ++impact.untimed;
        const Payload &after = both.after;
        if (!after.isGood()) {
            if (both.before && !both.before->isGood()) continue; // it was no better before
            ++impact.changed;
            impact.brokenIds.push_back(payload.id);
            if (impact.broken() == 1 && !after.problems.empty()) impact.problem = after.problems.front();
            continue;
        }
        const bool asSent = !both.before || !both.before->isGood();
        const std::vector<JsonChange> changes = changesOf(asSent ? payload.body : both.before->text, after.text, m_afterIsJson);
        if (changes.empty()) continue;
        ++impact.changed;
        fields.add(changes, payload.id);
    }
    impact.fields = fields.take();
    return impact;
}

} // namespace targetdesk
