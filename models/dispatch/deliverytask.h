// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/requestbuilder.h"
#include "dispatch/retryrules.h"
#include "dispatch/snapshot.h"
#include "dispatch/store.h"

#include <functional>
#include <memory>
#include <optional>

namespace targetdesk {

/// A claimed delivery on its way through the workers. Handed from thread to thread, never shared.
struct DeliveryTask
{
    ClaimedDelivery claimed;
    std::shared_ptr<const Snapshot> snapshot; ///< keeps `target` alive
    const Target *target = nullptr;           ///< null when the workspace no longer has it
    TimePoint startedAt{};

    std::string body;
    bool renderedNow = false; ///< the bytes are not in the store yet
    bool isCurrent = false;   ///< with the template that the target has now
    std::optional<Request> request;
    std::optional<Settlement> refusal; ///< why there is no request, and what that means for the delivery
    std::optional<Response> noToken;   ///< why the token endpoint gave none: counts for the target
};

using TaskPointer = std::unique_ptr<DeliveryTask>;

/// The error class of a template that cannot be rendered.
inline constexpr char kTemplateClass[] = "template";

/// The error class of what is cancelled because its target is gone or off, which a replay brings back unasked.
inline constexpr char kTargetClass[] = "target";

/// Why a delivery of this reaction, a file name, waits: for people.
std::string waitsForItsTime(const std::string &reaction);

/// Finds the target and renders the payload, unless an earlier try did, with the template that the target had when the event was
/// matched. On trouble `refusal` is set.
void renderTask(DeliveryTask &task, TimePoint now, const LoadTemplate &load);
/// Makes the request of a target that needs no token. On trouble `refusal` is set.
void buildTask(DeliveryTask &task, RequestBuilder &builder, const TryInfo &info);
/// Makes the request when there is a token for it: `made` is called with the task as RequestBuilder::build() says. `info` is
/// asked for when it is known that there will be none.
void buildWithToken(TaskPointer task, RequestBuilder &builder, int tries, std::function<TryInfo(const DeliveryTask &)> info,
                    std::function<void(TaskPointer)> made);

/// Takes the secrets that the task's request carried out of what its receiver is said to have answered.
void maskSecrets(std::string &text, const DeliveryTask &task);
/// What is written down about a try and its answer. Secrets that the request carried are masked.
Settlement settlementOf(const DeliveryTask &task, const Response &response, const Verdict &verdict);
/// The delivery goes back to the queue as if nothing had been.
Settlement releaseOf(const DeliveryTask &task, TimePoint now);

} // namespace targetdesk
