// SPDX-License-Identifier: MIT
#pragma once

#include "payload/jsondiff.h"
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
    std::string id;      ///< of the delivery
    std::string event;   ///< name
    std::string context; ///< JSON text of the event
    std::string body;    ///< the bytes that were sent
    std::int64_t at = 0; ///< when, seconds since 1970, UTC
};

/// A field that an edit changes, in how many payloads, and as what in the first of them.
struct ImpactField
{
    std::string path; ///< without the indexes of lists: `items[].sku`; empty: the whole payload
    int count = 0;    ///< payloads
    JsonChange example;
};

/// What an edit would have changed. A value.
struct Impact
{
    int looked = 0;                  ///< payloads
    int changed = 0;                 ///< of these
    int broken = 0;                  ///< of these: no longer rendered, or no longer JSON
    std::vector<ImpactField> fields; ///< the most frequent first
    std::vector<std::string> ids;    ///< of the deliveries that change
    std::string firstBroken;         ///< id of a delivery; empty: none
    std::optional<Problem> problem;  ///< of firstBroken
};

/// Renders payloads that were sent again, with a target as it is saved and as it is edited, both at the time of the sending, and
/// compares the two: only the edit counts, not what else has changed since. Where the saved one does not render any more, what
/// was sent is compared with. Any thread; stops early, with what it has, when `cancelled` becomes true.
Impact impactOf(const Target &saved, const Target &edited, const std::vector<SentPayload> &sent,
                const std::atomic<bool> *cancelled = nullptr);

} // namespace targetdesk
