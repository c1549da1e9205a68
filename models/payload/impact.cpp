// SPDX-License-Identifier: MIT
#include "payload/impact.h"

#include "payload/payload.h"
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
    void add(const std::vector<JsonChange> &changes)
    {
        std::set<std::string> seen; // a field counts once in a payload, however long its list
        for (const JsonChange &change : changes) {
            std::string path = withoutIndexes(change.path);
            if (!seen.insert(path).second) continue;
            const auto [entry, isNew] = m_places.emplace(path, m_fields.size());
            if (isNew) m_fields.push_back({std::move(path), 0, change});
            ++m_fields[entry->second].count;
        }
    }
    std::vector<ImpactField> take()
    {
        std::stable_sort(m_fields.begin(), m_fields.end(),
                         [](const ImpactField &a, const ImpactField &b) { return a.count > b.count; });
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

Impact impactOf(const Target &saved, const Target &edited, const std::vector<SentPayload> &sent,
                const std::atomic<bool> *cancelled)
{
    const PayloadRenderer before(saved);
    const PayloadRenderer after(edited);
    const bool isJson = expectsJson(edited);
    Impact impact;
    FieldCount fields;
    for (const SentPayload &payload : sent) {
        PayloadOptions options;
        options.now = payload.at;
        options.seed = 1; // the same for both
        options.cancelled = cancelled;
        options.wantsJson = expectsJson(saved);
        const Payload old = before.render(payload.context, options);
        options.wantsJson = isJson;
        const Payload now = after.render(payload.context, options);
        if (cancelled && *cancelled) break;
        ++impact.looked;
        if (!now.isGood()) {
            if (!old.isGood()) continue; // it was no better before
            ++impact.changed;
            ++impact.broken;
            impact.ids.push_back(payload.id);
            if (impact.firstBroken.empty()) {
                impact.firstBroken = payload.id;
                if (!now.problems.empty()) impact.problem = now.problems.front();
            }
            continue;
        }
        const std::vector<JsonChange> changes = changesOf(old.isGood() ? old.text : payload.body, now.text, isJson);
        if (changes.empty()) continue;
        ++impact.changed;
        impact.ids.push_back(payload.id);
        fields.add(changes);
    }
    impact.fields = fields.take();
    return impact;
}

} // namespace targetdesk
