// SPDX-License-Identifier: MIT
#pragma once

#include "payload/jsondiff.h"
#include "payload/payload.h"
#include "payload/problem.h"
#include "workspace/target.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// A payload that really went out, and what it was made of. A value.
struct SentPayload
{
    std::string id;           ///< of the delivery
    std::string event;        ///< name
    std::string context;      ///< JSON text of the event
    std::string body;         ///< the bytes that were sent
    std::int64_t at = 0;      ///< when, seconds since 1970, UTC
    bool isTimeOfSend = true; ///< false: no attempt is on record, `at` is when the delivery was made
};

/// A field that an edit changes, in which payloads, and as what in the first of them.
struct ImpactField
{
    std::string path;             ///< without the indexes of lists: `items[].sku`; empty: the whole payload
    std::vector<std::string> ids; ///< of the deliveries, in the order of the payloads
    JsonChange example;           ///< in the first of these
};

/// What an edit would have changed. A value.
struct Impact
{
    int looked = 0;                     ///< payloads
    int changed = 0;                    ///< of these
    int untimed = 0;                    ///< of those looked at: the time of sending is not known, so the delivery's counted
    std::vector<ImpactField> fields;    ///< the most frequent first
    std::vector<std::string> brokenIds; ///< of the deliveries, among the changed, that would no longer render, or be no JSON
    std::optional<Problem> problem;     ///< of the first of these

    int broken() const { return static_cast<int>(brokenIds.size()); }
};

/// One payload before and after an edit. A value.
struct ImpactSides
{
    std::string before; ///< what the saved target makes, or what was sent
    Payload after;
};

/// What an edit is measured with: renders payloads that were sent once more, at the time of the sending. Immutable; any number of
/// threads.
class ImpactScale
{
public:
    /// Compares a target as it is saved and as it is edited: only the edit counts, not what else has changed since the sending.
    /// Where the saved one does not render any more, what was sent is compared with.
    ImpactScale(const Target &saved, const Target &edited);
    /// Compares what was sent and what the target makes now.
    explicit ImpactScale(const Target &now);

    /// Stops early, with what it has, when `cancelled` becomes true.
    Impact of(const std::vector<SentPayload> &sent, const std::atomic<bool> *cancelled = nullptr) const;
    ImpactSides sides(const SentPayload &payload) const;

private:
    struct Rendered
    {
        std::optional<Payload> before; ///< absent: what was sent counts
        Payload after;
    };
    Rendered render(const SentPayload &payload, const std::atomic<bool> *cancelled) const;

    std::optional<PayloadRenderer> m_before;
    PayloadRenderer m_after;
    bool m_beforeIsJson = true;
    bool m_afterIsJson = true;
};

} // namespace targetdesk
