// SPDX-License-Identifier: MIT
#include "payload/payload.h"

#include "payload/contextview.h"
#include "payload/jsonblame.h"
#include "payload/lint.h"
#include "payload/problemcodes.h"
#include "payload/schemacheck.h"
#include "payload/silentblank.h"
#include "payload/templatefixes.h"
#include "payload/templatemap.h"
#include "payload/templateproblem.h"
#include "twig/template.h"
#include "twig/value.h"
#include "workspace/jsonscanner.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <mutex>
#include <utility>

namespace targetdesk {

namespace {

using Clock = std::chrono::steady_clock;

Problem engineFailure(const std::exception &error)
{
    Problem problem;
    problem.code = code::Engine;
    problem.what = std::string("the template could not be rendered: ") + error.what();
    problem.remedy = "make the template or its context smaller";
    return problem;
}

/// What a lint found, or an error that comes of it, is told already.
bool isToldBy(const Problem &told, const Problem &lint)
{
    if (told.offset != lint.offset || told.templateName != lint.templateName) return false;
    const bool isError = told.kind == Problem::Kind::NotJson || told.kind == Problem::Kind::Schema;
    return told.code == lint.code || (isError && (lint.code == code::TruthPrinted || lint.code == code::ZonelessDateSent));
}

// What PHP says of a printed list, where we say it with a place.
void dropRepeatedWarnings(std::vector<Problem> &problems)
{
    const auto isSaid = [&](const Problem &message) {
        return message.code == code::EngineWarning && message.what.find("Array to string") != std::string::npos &&
               std::any_of(problems.begin(), problems.end(), [&](const Problem &one) {
                   return one.code == code::PrintedArray && one.line == message.line && one.templateName == message.templateName;
               });
    };
    std::vector<Problem> kept;
    for (const Problem &one : problems)
        if (!isSaid(one)) kept.push_back(one);
    problems = std::move(kept);
}

} // namespace

struct PayloadRenderer::Private
{
    twig::Environment environment;
    std::string name;
    std::string source;
    std::shared_ptr<const twig::Template> compiled;
    std::vector<twig::Global> globals;
    std::optional<Problem> problem;
    mutable std::once_flag mapIsMade;
    mutable std::unique_ptr<const TemplateMap> lazyMap;
    mutable std::once_flag lintIsMade;
    mutable std::vector<Problem> lazyLint; ///< of the template, whatever the context

    Private(std::string_view text, std::string templateName, twig::Settings settings, const Json &config)
        : environment(std::move(settings))
        , name(std::move(templateName))
        , source(text)
    {
        try {
            compiled = environment.compile(source, name);
            const Json variables = config.is_object() ? config : Json::object();
            globals.push_back({"config", twig::Context::parse(variables.dump())});
        } catch (const twig::Error &error) {
            problem = targetdesk::templateProblem(error);
            if (error.templateName() == name) mend(*problem, nullptr);
        } catch (const twig::ContextError &error) {
            problem = contextProblem(error, config.dump());
        } catch (const std::exception &error) {
            problem = engineFailure(error);
        }
    }

    /// Made when something is to be explained: the dispatcher's renders need none.
    const TemplateMap &map() const
    {
        std::call_once(mapIsMade, [this] { lazyMap = std::make_unique<const TemplateMap>(source); });
        return *lazyMap;
    }

    /// Adds the fixes to an error of the engine; the best is also the remedy where the engine has none.
    void mend(Problem &error, const ContextView *context) const
    {
        error.fixes = templateFixes(error, source, context);
        if (error.fixes.empty() || error.code != code::Syntax || error.remedy.empty()) return;
        error.remedy = error.fixes.front().title;
        error.remedy[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(error.remedy[0])));
    }

    Payload render(const twig::Context &context, const PayloadOptions &options) const;
    void explain(Payload &payload, const twig::Context &context, const PayloadOptions &options) const;
    void judge(Payload &payload, const twig::Context &context, const twig::RenderOptions &renderOptions) const;
    void compare(Payload &payload, const PayloadSchema &schema, const twig::Context &context,
                 const twig::RenderOptions &renderOptions) const;
    void traceLater(Payload &payload, const twig::Context &context, twig::RenderOptions renderOptions) const;
};

Payload PayloadRenderer::Private::render(const twig::Context &context, const PayloadOptions &options) const
{
    Payload payload;
    if (problem) {
        payload.problems.push_back(*problem);
        return payload;
    }
    twig::RenderOptions renderOptions;
    // Fixed here, so that a second, traced render prints the same.
    renderOptions.now = options.now.value_or(
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch().count());
    renderOptions.seed = options.seed.value_or(static_cast<std::uint32_t>(Clock::now().time_since_epoch().count()));
    renderOptions.globals = globals;
    renderOptions.trace = options.trace;
    renderOptions.cancelled = options.cancelled;
    const Clock::time_point start = Clock::now();
    try {
        twig::RenderResult result = environment.render(*compiled, context, renderOptions);
        payload.renderTime = Clock::now() - start;
        payload.rendered = true;
        payload.text = std::move(result.text);
        payload.trace = std::move(result.trace);
        for (const twig::Message &message : result.messages)
            payload.problems.push_back(messageProblem(message));
        payload.isJson = !options.wantsJson || !JsonScanner(payload.text).scan();
        if (!payload.isJson) judge(payload, context, renderOptions);
        if (options.schema && options.wantsJson && payload.isJson) compare(payload, *options.schema, context, renderOptions);
        if (options.trace) explain(payload, context, options);
        dropRepeatedWarnings(payload.problems);
    } catch (const twig::Error &error) {
        payload.problems.push_back(targetdesk::templateProblem(error));
        const ContextView view(context);
        if (error.templateName() == name) mend(payload.problems.back(), &view);
    } catch (const std::exception &error) {
        payload.problems.push_back(engineFailure(error));
    }
    return payload;
}

// What a person wants to know beside errors.
void PayloadRenderer::Private::explain(Payload &payload, const twig::Context &context, const PayloadOptions &options) const
{
    const ContextView view(context);
    const std::string &zone = environment.settings().displayTimezone;
    const auto add = [&](std::vector<Problem> found) {
        std::move(found.begin(), found.end(), std::back_inserter(payload.problems));
    };
    add(silentBlanks(payload.trace, map(), name, view, options.elsewhere.get()));
    for (Problem &found : outputLint({map(), payload.trace, payload.text, name, view, zone, options.wantsJson})) {
        const bool isSaid = std::any_of(payload.problems.begin(), payload.problems.end(),
                                        [&](const Problem &one) { return isToldBy(one, found); });
        if (!isSaid) payload.problems.push_back(std::move(found));
    }
    // What the compiler said once for all renders.
    for (const twig::Message &message : compiled->messages())
        payload.problems.push_back(messageProblem(message));
    std::call_once(lintIsMade, [&] { lazyLint = templateLint(map(), name, zone); });
    add(lazyLint);
}

// Renders once more to know what printed what, when the first render was not traced.
void PayloadRenderer::Private::traceLater(Payload &payload, const twig::Context &context, twig::RenderOptions renderOptions) const
{
    if (renderOptions.trace || !payload.trace.pieces.empty()) return;
    renderOptions.trace = true;
    twig::RenderResult traced = environment.render(*compiled, context, renderOptions);
    if (traced.text == payload.text) payload.trace = std::move(traced.trace);
}

void PayloadRenderer::Private::compare(Payload &payload, const PayloadSchema &schema, const twig::Context &context,
                                       const twig::RenderOptions &renderOptions) const
{
    payload.fitsSchema = schema.problem().empty() && schema.check(payload.text).empty();
    if (payload.fitsSchema) return;
    traceLater(payload, context, renderOptions);
    for (Problem &found : schemaProblems(schema, payload.text, payload.trace, map(), name, ContextView(context)))
        payload.problems.push_back(std::move(found));
}

// Finds who made the text unusable; the error comes before warnings.
void PayloadRenderer::Private::judge(Payload &payload, const twig::Context &context,
                                     const twig::RenderOptions &renderOptions) const
{
    traceLater(payload, context, renderOptions);
    const ContextView view(context);
    if (auto blamed = JsonBlame(payload.text, payload.trace, map(), name, view).find())
        payload.problems.insert(payload.problems.begin(), std::move(*blamed));
}

PayloadRenderer::PayloadRenderer(const Target &target)
    : PayloadRenderer(target.templateSource, target.handle + ".json.twig", twigSettings(target), target.delivery.config)
{}

PayloadRenderer::PayloadRenderer(std::string_view source, std::string name, twig::Settings settings, const Json &config)
    : d(std::make_unique<Private>(source, std::move(name), std::move(settings), config))
{}

PayloadRenderer::~PayloadRenderer() = default;
PayloadRenderer::PayloadRenderer(PayloadRenderer &&) noexcept = default;
PayloadRenderer &PayloadRenderer::operator=(PayloadRenderer &&) noexcept = default;

Payload PayloadRenderer::render(std::string_view contextText, const PayloadOptions &options) const
{
    try {
        return render(twig::Context::parse(contextText), options);
    } catch (const twig::ContextError &error) {
        Payload payload;
        payload.problems.push_back(contextProblem(error, contextText));
        return payload;
    }
}

Payload PayloadRenderer::render(const twig::Context &context, const PayloadOptions &options) const
{
    if (context.root().isArray()) return d->render(context, options);
    Payload payload;
    Problem problem;
    problem.kind = Problem::Kind::Context;
    problem.code = code::ContextNoObject;
    problem.templateName = "context";
    problem.line = problem.column = 1;
    problem.what = "the context is no JSON object";
    problem.remedy = "wrap it in { }: its keys are the template's variables";
    payload.problems.push_back(std::move(problem));
    return payload;
}

const std::optional<Problem> &PayloadRenderer::templateProblem() const
{
    return d->problem;
}

bool expectsJson(const Target &target)
{
    const std::string &type = target.delivery.contentType;
    return type.empty() || type.find("json") != std::string::npos;
}

std::optional<twig::Escaping> escapingNamed(std::string_view word)
{
    constexpr std::pair<std::string_view, twig::Escaping> words[] = {
        {"", twig::Escaping::Off},
        {"off", twig::Escaping::Off},
        {"html", twig::Escaping::Html},
        {"js", twig::Escaping::Js},
        {"css", twig::Escaping::Css},
        {"url", twig::Escaping::Url},
        {"html_attr", twig::Escaping::HtmlAttr},
        {"name", twig::Escaping::ByName},
    };
    for (const auto &[name, escaping] : words) {
        if (name == word) return escaping;
    }
    return std::nullopt;
}

twig::Settings twigSettings(const Target &target)
{
    twig::Settings settings;
    settings.autoescape = escapingNamed(target.delivery.autoescape).value_or(twig::Escaping::Off);
    settings.strictVariables = target.delivery.strictVariables;
    settings.displayTimezone = target.delivery.timezone;
    settings.locale = target.twig.locale;
    for (const std::string &name : target.twig.extensions)
        if (const auto extension = twig::extensionNamed(name)) settings.extensions.add(*extension);
    return settings;
}

} // namespace targetdesk
