// SPDX-License-Identifier: MIT
#include "dispatch/deliverytask.h"

#include "delivery/secretmask.h"
#include "dispatch/redaction.h"
#include "dispatch/renderfailure.h"

#include <algorithm>
#include <array>

namespace targetdesk {

namespace {

constexpr std::size_t kKeptBody = 4096;
constexpr std::string_view kMask = "***";
constexpr std::chrono::seconds kStoreAgain{5};
/// Also of what the matcher found wrong, which bindDelivery() writes.
constexpr char kMatchClass[] = "match";

Settlement refusal(const DeliveryTask &task, DeliveryState state, const std::string &errorClass, const std::string &reason)
{
    Settlement settlement;
    settlement.id = task.claimed.id;
    settlement.state = state;
    settlement.errorClass = errorClass;
    settlement.reason = reason;
    return settlement;
}

bool wantsJson(const Target &target)
{
    return target.delivery.contentType.find("json") != std::string::npos;
}

bool isSecretName(std::string name)
{
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array names = {"set-cookie", "authorization", "cookie", "x-api-key"};
    return std::ranges::find(names, name) != names.end();
}

/// With what became of the body, where that is not all: the head decides, and nobody else would tell.
std::string errorOf(const Response &response)
{
    if (response.error.empty() || response.note.empty()) return response.error + response.note;
    return response.error + " (" + response.note + ")";
}

AttemptRecord attemptOf(const DeliveryTask &task, const Response &response)
{
    AttemptRecord attempt;
    attempt.number = task.claimed.tries + 1;
    attempt.startedAt = task.startedAt;
    attempt.timings = response.timings;
    attempt.status = response.status;
    attempt.errorClass = response.errorClass == ErrorClass::None ? std::string() : errorClassName(response.errorClass);
    const SecretMask mask = task.request ? SecretMask(*task.request) : SecretMask();
    attempt.error = mask.masked(errorOf(response));
    attempt.remoteAddress = response.remoteAddress;
    attempt.connectionReused = response.connectionReused;
    attempt.responseHeaders = response.headers;
    attempt.responseBody =
        mask.masked(task.target ? redacted(response.body, task.target->delivery.redact) : response.body, kKeptBody);
    for (auto &[name, value] : attempt.responseHeaders) {
        value = isSecretName(name) ? std::string(kMask) : mask.masked(std::move(value));
    }
    return attempt;
}

/// What becomes of a delivery that is replayed before it was ever tried, when that is not to go out now.
std::optional<Settlement> insteadOfNow(const DeliveryTask &task, TimePoint now)
{
    const std::string &reaction = task.claimed.reaction;
    const Matcher &matcher = task.snapshot->matcher();
    if (!matcher.hasReaction(reaction) && task.claimed.hasScheduleKey) {
        return refusal(task, DeliveryState::Refused, kMatchClass,
                       "the reaction '" + reaction +
                           "' is no longer in the workspace, so nobody knows when this is due – add it "
                           "again and replay, or replay with --now");
    }
    const std::optional<ScheduledTime> time = matcher.moment(reaction, task.claimed.context, task.claimed.occurredAt);
    if (!time) return std::nullopt;
    if (time->isProblem) return refusal(task, DeliveryState::Refused, kMatchClass, "reaction '" + reaction + "': " + time->why);
    if (!time->at) return refusal(task, DeliveryState::Cancelled, {}, "reaction '" + reaction + "': " + time->why);
    if (*time->at <= now) return std::nullopt;
    Settlement wait = refusal(task, DeliveryState::Waiting, {}, waitsForItsTime(reaction));
    wait.dueAt = time->at;
    return wait;
}

void findAndRender(DeliveryTask &task, TimePoint now, const LoadTemplate &load)
{
    task.target = task.snapshot->target(task.claimed.target);
    if (!task.target && task.snapshot->matcher().unreadableTargets().contains(task.claimed.target)) {
        task.refusal = releaseOf(task, now + kStoreAgain); // claimed before that was known
        return;
    }
    if (!task.target) {
        task.refusal =
            refusal(task, DeliveryState::Cancelled, kTargetClass,
                    "the target '" + task.claimed.target + "' is no longer in the workspace – add it again and replay");
        return;
    }
    if (!task.target->delivery.isActive) {
        task.refusal = refusal(task, DeliveryState::Cancelled, kTargetClass, switchedOff(task.claimed.target));
        return;
    }
    if (task.claimed.mark.reckon) {
        task.refusal = insteadOfNow(task, now);
        if (task.refusal) return;
    }
    // A store of before format 6 does not say: what was delivered was not kept as it was, where the target redacts.
    const bool isRedacted =
        task.claimed.isRedacted.value_or(!task.target->delivery.redact.empty() && task.claimed.lastStatus / 100 == 2);
    // What never went out may be what was refused for its template or payload: a replay must not send it as it is.
    if (task.claimed.body && !isRedacted && task.claimed.tries > 0) {
        task.body = std::move(*task.claimed.body);
        return;
    }
    // Without a version: it was matched while the target's file could not be read, and its condition not be asked.
    if (task.claimed.templateVersion.empty() && task.claimed.tries == 0) {
        const std::string objection = task.snapshot->matcher().objection(task.claimed.target, task.claimed.context);
        if (!objection.empty()) {
            task.refusal = refusal(task, DeliveryState::Cancelled, "condition", objection);
            return;
        }
    }
    PayloadOptions options;
    options.now = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    options.wantsJson = wantsJson(*task.target);
    const VersionRenderer made = task.snapshot->renderer(task.claimed.target, task.claimed.templateVersion, load);
    task.isCurrent = made.renderer == &task.snapshot->renderer(task.claimed.target);
    task.claimed.templateVersion = made.version;
    Payload payload = made.renderer->render(task.claimed.context, options);
    if (payload.isGood()) {
        task.body = std::move(payload.text);
        task.renderedNow = true;
        return;
    }
    task.refusal = refusal(task, DeliveryState::Refused, payload.rendered ? "payload" : kTemplateClass,
                           renderFailure(payload, *made.renderer, *task.target));
    // For people to see; not in the place of bytes that went out, or a replay would take it for them.
    if (payload.rendered && task.claimed.tries == 0) task.refusal->body = std::move(payload.text);
}

/// No request for the task, and what that means.
void notBuilt(DeliveryTask &task, const std::exception_ptr &why, const TryInfo &info)
{
    try {
        std::rethrow_exception(why);
    } catch (const CredentialError &error) {
        if (error.response().errorClass == ErrorClass::Cancelled) {
            task.refusal = releaseOf(task, info.now);
            return;
        }
        task.startedAt = info.now;
        task.refusal = settlementOf(task, error.response(), judge(error.response(), *task.target, info));
        // A try before would fail without having been one.
        if (task.refusal->dueAt) task.refusal->dueAt = std::max(*task.refusal->dueAt, info.now + error.failsFor());
        if (error.cause() == CredentialError::Cause::Endpoint) task.noToken = error.response();
    } catch (const std::exception &error) {
        task.refusal = refusal(task, DeliveryState::Refused, errorClassName(ErrorClass::Request), error.what());
    }
    const bool isKept = task.claimed.tries == 0 || task.refusal->dueAt; // as above: what will not go out stays away
    if (task.renderedNow && isKept) task.refusal->body = task.body;
}

} // namespace

std::string waitsForItsTime(const std::string &reaction)
{
    return "waits for its time, as the reaction '" + reaction + "' says";
}

/// Receivers echo what they were sent, tokens and secret addresses included.
void maskSecrets(std::string &text, const DeliveryTask &task)
{
    if (task.request) text = masked(std::move(text), *task.request);
}

void renderTask(DeliveryTask &task, TimePoint now, const LoadTemplate &load)
{
    try {
        findAndRender(task, now, load);
    } catch (const StoreError &) {
        task.refusal = releaseOf(task, now + kStoreAgain); // the version's text could not be read: no fault of the delivery's
    } catch (const std::exception &error) {
        // Out of memory, say: one delivery's trouble, not the program's.
        const bool isTold = task.target && task.target->delivery.redact.empty();
        task.refusal = refusal(task, DeliveryState::Refused, kTemplateClass,
                               std::string("rendering failed") + (isTold ? std::string(": ") + error.what() : std::string()));
    }
}

void buildTask(DeliveryTask &task, RequestBuilder &builder, const TryInfo &info)
{
    try {
        task.request = builder.build(*task.target, task.snapshot->environment(), task.body,
                                     {task.claimed.id, task.claimed.event, info.tries});
    } catch (const std::exception &) {
        notBuilt(task, std::current_exception(), info);
    }
}

void buildWithToken(TaskPointer task, RequestBuilder &builder, int tries, std::function<TryInfo(const DeliveryTask &)> info,
                    std::function<void(TaskPointer)> made)
{
    // A std::function wants to be copied, so the task travels in a shared box.
    auto box = std::make_shared<TaskPointer>(std::move(task));
    const DeliveryTask &waiting = **box;
    builder.build(
        *waiting.target, waiting.snapshot->environment(), waiting.body, {waiting.claimed.id, waiting.claimed.event, tries},
        [box, info = std::move(info), made = std::move(made)](std::optional<Request> request, const std::exception_ptr &error) {
            (*box)->request = std::move(request);
            if (error) notBuilt(**box, error, info(**box));
            made(std::move(*box));
        });
}

Settlement settlementOf(const DeliveryTask &task, const Response &response, const Verdict &verdict)
{
    Settlement settlement;
    settlement.id = task.claimed.id;
    settlement.state = verdict.state;
    settlement.dueAt = verdict.dueAt;
    settlement.status = response.status;
    settlement.errorClass = response.errorClass == ErrorClass::None ? std::string() : errorClassName(response.errorClass);
    settlement.reason = verdict.reason;
    settlement.attempt = attemptOf(task, response);
    maskSecrets(settlement.reason, task);
    if (verdict.state == DeliveryState::Delivered && !task.target->delivery.redact.empty()) {
        settlement.body = redacted(task.body, task.target->delivery.redact);
        settlement.isRedacted = true;
    }
    return settlement;
}

Settlement releaseOf(const DeliveryTask &task, TimePoint now)
{
    Settlement settlement;
    settlement.id = task.claimed.id;
    settlement.state = DeliveryState::Ready;
    settlement.dueAt = now;
    settlement.status = task.claimed.lastStatus;
    settlement.errorClass = task.claimed.mark.text();
    if (task.renderedNow && !task.claimed.mark.rerender) settlement.body = task.body;
    return settlement;
}

} // namespace targetdesk
