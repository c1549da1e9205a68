// SPDX-License-Identifier: MIT
#pragma once

#include "payload/payloadschema.h"
#include "payload/problem.h"
#include "twig/environment.h"
#include "workspace/target.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

class PathCensus;

/// What a render produced and what is to say about it. A value.
struct Payload
{
    bool rendered = false;  ///< false: a template or context error; `text` is empty
    bool isJson = false;    ///< the text is JSON, or JSON was not wanted
    bool fitsSchema = true; ///< there was none to fit, or it does
    std::string text;       ///< the exact bytes that would be sent
    std::vector<Problem> problems;
    twig::Trace trace; ///< only when asked for, or when the text is not JSON
    std::chrono::nanoseconds renderTime{0};

    /// Rendered, and JSON where JSON is wanted: it can be sent.
    bool isGood() const { return rendered && isJson; }
};

struct PayloadOptions
{
    std::optional<std::int64_t> now; ///< seconds since 1970, UTC
    std::optional<std::uint32_t> seed;
    bool wantsJson = true;
    bool trace = false; ///< also finds silent blanks and what will hurt
    const std::atomic<bool> *cancelled = nullptr;
    /// What a payload that is JSON must fit, for previews and checks; the dispatcher sends without asking. Null: nothing.
    std::shared_ptr<const PayloadSchema> schema;
    /// What other samples have, for the words about silent blanks; null: not known.
    std::shared_ptr<const PathCensus> elsewhere;
};

/// Render + check, the middle of the line: preview, check, test send and dispatcher all come through here.
/// Holds the compiled template of one target; immutable, any number of threads.
class PayloadRenderer
{
public:
    /// Compiles the target's template with its settings. A template that does not compile is no exception: every
    /// render then gives that problem.
    explicit PayloadRenderer(const Target &target);
    /// A template without a target (`render --template FILE`).
    PayloadRenderer(std::string_view source, std::string name, twig::Settings settings, const Json &config = Json::object());
    ~PayloadRenderer();
    PayloadRenderer(PayloadRenderer &&) noexcept;
    PayloadRenderer &operator=(PayloadRenderer &&) noexcept;

    /// `contextText` is the event's context as JSON text.
    Payload render(std::string_view contextText, const PayloadOptions &options = {}) const;
    /// The same with a context that was parsed before, for many targets of one event.
    Payload render(const twig::Context &context, const PayloadOptions &options = {}) const;

    /// The compile error, when there is one.
    const std::optional<Problem> &templateProblem() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// True unless the target's content type says that its body is something else than JSON.
bool expectsJson(const Target &target);

/// Twig's escaping strategy by the word used in files and on command lines ("" and "off": none); nothing for another word.
std::optional<twig::Escaping> escapingNamed(std::string_view word);

/// The Twig settings that a target's delivery settings name. Its time zone is the one that dates are shown in; dates without a
/// zone are read as UTC.
twig::Settings twigSettings(const Target &target);

} // namespace targetdesk
