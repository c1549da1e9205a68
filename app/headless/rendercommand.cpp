// SPDX-License-Identifier: MIT
#include "rendercommand.h"

#include "checkreport.h"
#include "commandinput.h"

#include "workspace/jsonfile.h"

#include <CLI/CLI.hpp>

#include <QByteArray>
#include <QTimeZone>

#include <cstdio>
#include <filesystem>
#include <vector>

namespace targetdesk {

CLI::App *RenderCommand::addTo(CLI::App &app)
{
    CLI::App *command = app.add_subcommand("render", "Render a target, or a template file, with a context; print the payload");
    auto *target = command->add_option("TARGET", m_target, "Handle of a target in the workspace");
    command->add_option("--template", m_template, "A template file instead of a target")->type_name("FILE")->excludes(target);
    command->add_option("--context", m_context, "A sample of the workspace, a file with a JSON object, or - for standard input")
        ->type_name("EVENT[/NAME]|FILE")
        ->required();
    command->add_option("--workspace", m_workspace, "Folder that holds targetdesk.json")->type_name("DIR")->capture_default_str();
    command->add_flag("--strict", m_strict, "Unknown variables are errors (Twig's strict_variables)");
    m_autoescapeOption = command->add_option("--autoescape", m_autoescape, "Escaping of what is printed; off is right for JSON")
                             ->check(CLI::IsMember({"html", "js", "css", "url", "html_attr", "name", "off"}));
    command->add_option("--now", m_now, "What the template takes for now, as 2026-03-02T03:15:00Z")->type_name("INSTANT");
    command->add_option("--timezone", m_timezone, "Time zone that dates are shown in, as Australia/Melbourne")->type_name("ZONE");
    command->add_option("--extension", m_extensions, "Twig extension to switch on beside those of the workspace; may be repeated")
        ->type_name("NAME")
        ->check(CLI::IsMember(std::vector<std::string>(twigExtensionNames().begin(), twigExtensionNames().end())));
    command->add_option("--locale", m_locale, "Language of the extension intl, as de or de_CH")->type_name("LOCALE");
    command->add_option("--seed", m_seed, "Makes random() repeat itself")->type_name("NUMBER");
    command->add_option("--config", m_config, "The template's `config`: JSON, or a file with it")->type_name("FILE|JSON");
    command->add_flag("--text", m_text, "The payload need not be JSON");
    command->add_flag("--blanks", m_blanks,
                      "Also warn of expressions that print nothing because the context has no such path, and of what will hurt");
    command->add_flag("--json", m_json, "Problems on standard error as JSON objects, one per line");
    command->footer(
        "The payload's bytes go to standard output and nothing else does; what is wrong is said on standard error as\n"
        "FILE:LINE:COLUMN: error: what (context path) – remedy. A payload that does not fit the target's JSON Schema is told of, "
        "too.\n"
        "Exit codes: 0 good, 2 wrong usage, 3 template error, 4 the payload is not JSON (it is printed all the same).\n\n"
        "Examples:\n"
        "  targetdeskctl render klaviyo-reward-issued --context reward.issued\n"
        "  targetdeskctl render klaviyo-reward-issued --context reward.issued/awkward --workspace shop\n"
        "  targetdeskctl render --template t.json.twig --context c.json --now 2026-03-02T03:15:00Z");
    return command;
}

ExitCode RenderCommand::run()
{
    if (m_target.empty() && m_template.empty())
        throw CommandError("nothing to render – name a target, or a template with --template FILE");
    Job job = m_template.empty() ? jobOfTarget() : jobOfTemplate();
    applyOptions(job);
    PayloadOptions options;
    if (!m_now.empty()) options.now = instantFrom(m_now);
    options.seed = m_seed;
    options.wantsJson = job.wantsJson;
    options.trace = m_blanks;
    options.schema = job.schema;

    const std::string name = std::filesystem::path(job.templateFile).filename().string();
    const PayloadRenderer renderer(job.source, name, job.settings, job.config);
    const Payload payload = renderer.render(job.sample.text, options);
    printOut(payload.text);
    explain(payload, job);
    if (payload.isGood()) return ExitCode::Good;
    if (payload.rendered) return ExitCode::NotJson;
    const bool isContext = !payload.problems.empty() && payload.problems.front().kind == Problem::Kind::Context;
    return isContext ? ExitCode::WrongUsage : ExitCode::TemplateError;
}

RenderCommand::Job RenderCommand::jobOfTarget() const
{
    const Workspace workspace = workspaceAt(m_workspace);
    const Target &target = targetNamed(workspace, m_target);
    Job job;
    job.source = target.templateSource;
    job.templateFile = (workspace.folder() / "targets" / (target.handle + ".json.twig")).string();
    job.settings = twigSettings(target);
    job.config = target.delivery.config;
    job.wantsJson = expectsJson(target);
    job.schema = PayloadSchema::of(target, workspace.folder());
    job.sample = namesFile(m_context) ? sampleFromFile(m_context) : sampleNamed(workspace, m_context);
    return job;
}

RenderCommand::Job RenderCommand::jobOfTemplate() const
{
    Job job;
    try {
        job.source = withoutByteOrderMark(readFile(m_template));
    } catch (const WorkspaceError &error) {
        throw CommandError(error.what());
    }
    job.templateFile = m_template;
    job.sample = namesFile(m_context) ? sampleFromFile(m_context) : sampleNamed(workspaceAt(m_workspace), m_context);
    return job;
}

void RenderCommand::applyOptions(Job &job) const
{
    if (m_strict) job.settings.strictVariables = true;
    if (m_autoescapeOption->count() > 0) job.settings.autoescape = escapingNamed(m_autoescape).value_or(twig::Escaping::Off);
    if (!m_timezone.empty()) {
        if (!QTimeZone::isTimeZoneIdAvailable(QByteArray::fromStdString(m_timezone)))
            throw CommandError("there is no time zone '" + m_timezone + "' – write it as Australia/Melbourne or UTC");
        job.settings.displayTimezone = m_timezone;
    }
    for (const std::string &name : m_extensions)
        if (const auto extension = twig::extensionNamed(name)) job.settings.extensions.add(*extension);
    if (!m_locale.empty()) job.settings.locale = m_locale;
    if (!m_config.empty()) job.config = readConfig();
    if (m_text) job.wantsJson = false;
}

Json RenderCommand::readConfig() const
{
    const bool isText =
        m_config.find_first_not_of(" \t\r\n") != std::string::npos && m_config[m_config.find_first_not_of(" \t\r\n")] == '{';
    try {
        return isText ? parseJsonObject(m_config, "--config") : parseJsonObject(readFile(m_config), m_config);
    } catch (const WorkspaceError &error) {
        throw CommandError(error.what());
    }
}

void RenderCommand::explain(const Payload &payload, const Job &job) const
{
    for (Problem problem : payload.problems) {
        problem.templateName = problem.kind == Problem::Kind::Context ? job.sample.file.string() : job.templateFile;
        const std::string text = m_json ? jsonText(problemToJson(problem)) : problem.text();
        std::fprintf(stderr, "%s\n", text.c_str());
    }
}

} // namespace targetdesk
