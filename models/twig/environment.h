// SPDX-License-Identifier: MIT
#pragma once

#include "twig/context.h"
#include "twig/error.h"
#include "twig/extension.h"
#include "twig/library.h"
#include "twig/loader.h"
#include "twig/php/rounding.h"
#include "twig/securitypolicy.h"
#include "twig/trace.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twig {

class Template;

/// Twig's escaping strategies. JSON templates want Off (the default); `{% autoescape %}` works either way.
enum class Escaping { Off, Html, Js, Css, Url, HtmlAttr, ByName };

/// Which set of documented differences from PHP is in force (docs: models/twig/DIFFERENCES.md).
enum class Profile {
    Payload, ///< as PHP, but json_encode keeps a context's `{}` and numbers beyond 64 bits
    Faithful ///< as PHP in all
};

struct Settings
{
    Escaping autoescape = Escaping::Off;
    bool strictVariables = false;
    /// dump() shows something only then.
    bool debug = false;
    Profile profile = Profile::Payload;
    /// Beside Twig's core: none, as in a new Twig\Environment.
    ExtensionSet extensions;
    /// Filters, functions, tests and tags of one's own; null: none.
    std::shared_ptr<const Library> library;
    /// What a template in the sandbox may use: one that {% sandbox %} or include(sandboxed: true) brings in.
    SecurityPolicy securityPolicy;
    /// Every template is in the sandbox. Brings Extension::Sandbox with it.
    bool sandboxed = false;
    /// PHP's default time zone (date_default_timezone_set): in it, dates without a zone are read.
    std::string timezone = "UTC";
    /// Twig's own (CoreExtension::setTimezone), in which dates are shown; empty: the same.
    std::string displayTimezone;
    std::string dateFormat = "F j, Y H:i";
    std::string intervalFormat = "%d days";
    /// The language and country of the extension "intl" where a template names none: "en", "de_CH". Never the process's own.
    std::string locale = "en";
    int numberDecimals = 0;
    std::string numberDecimalPoint = ".";
    std::string numberThousandsSeparator = ",";
    /// How |round and |number_format round: as PHP 8.4, or as the versions before it did.
    php::RoundingRule rounding = php::RoundingRule::Php84;
};

/// What a render may use at most. Going over throws Error of kind Limit. What one step of work takes is known before it is done:
/// nothing is built first and measured then.
struct Limits
{
    std::uint64_t steps = 10'000'000;     ///< loop turns and calls; one over much data counts as many
    std::uint64_t loopTurns = 5'000'000;  ///< of all loops together, counted when a loop begins
    std::size_t outputBytes = 8u << 20;   ///< of rendered text
    std::size_t textBytes = 16u << 20;    ///< of one text
    std::uint32_t arrayItems = 1'000'000; ///< of one array
    std::size_t memoryBytes = 128u << 20; ///< of values made while rendering
    int depth = 128;                      ///< includes, macros, blocks inside one another
    std::chrono::milliseconds time{2000}; ///< wall clock; 0: no limit
};

/// A name that templates see unless their context has it too, such as `config`, `env` or `secrets`.
struct Global
{
    std::string name;
    Context value;
};

struct RenderOptions
{
    /// The instant that `now` means, as seconds since 1970 in UTC; absent: the clock.
    std::optional<std::int64_t> now;
    /// Seed of random(); absent: from the clock.
    std::optional<std::uint32_t> seed;
    std::vector<Global> globals;
    Limits limits;
    bool trace = false;
    /// Of a trace: at most so many pieces, and steps, turns of loops and calls each. Behind it only the output is covered.
    std::size_t traceLimit = 200'000;
    /// Checked now and then; when it turns true the render ends with an Error of kind Cancelled. Not owned, may be null.
    const std::atomic<bool> *cancelled = nullptr;
};

/// What PHP's Twig would have said on the side: a warning ("Array to string conversion") or a deprecation.
struct Message
{
    enum class Level { Warning, Deprecation };
    Level level = Level::Warning;
    std::string text;
    std::string templateName;
    int line = 0;
};

struct RenderResult
{
    std::string text;
    std::vector<Message> messages;
    Trace trace;
};

/// Compiles and renders. Immutable after construction, so one environment serves any number of threads.
class Environment
{
public:
    explicit Environment(Settings settings = {}, std::shared_ptr<const Loader> loader = {});
    ~Environment();
    Environment(const Environment &) = delete;
    Environment &operator=(const Environment &) = delete;

    const Settings &settings() const;

    /// Compiles a source. Throws Error (Syntax).
    std::shared_ptr<const Template> compile(std::string_view source, std::string name) const;
    /// Compiles what the loader has under this name. Throws Error (Loader, Syntax).
    std::shared_ptr<const Template> load(const std::string &name) const;

    /// Renders. Throws Error (Runtime, Loader, Security, Limit, Cancelled). Runs on the caller's thread.
    RenderResult render(const Template &compiled, const Context &context, const RenderOptions &options = {}) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace twig
