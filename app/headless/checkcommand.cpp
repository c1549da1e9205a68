// SPDX-License-Identifier: MIT
#include "checkcommand.h"

#include "checkreport.h"
#include "commandinput.h"

#include "payload/checkrun.h"

#include <CLI/CLI.hpp>

namespace targetdesk {

CLI::App *CheckCommand::addTo(CLI::App &app)
{
    CLI::App *command = app.add_subcommand("check", "Render every target with every sample of the events it is wired to");
    command->add_option("--workspace", m_workspace, "Folder that holds targetdesk.json")->type_name("DIR")->capture_default_str();
    command->add_option("--format", m_format, "A table for people, JSON, or JUnit's XML for a CI server")
        ->check(CLI::IsMember({"text", "json", "junit"}))
        ->capture_default_str();
    command->add_option("--now", m_now, "What templates take for now, as 2026-03-02T03:15:00Z")->type_name("INSTANT");
    command->add_option("--target", m_target, "Only this target")->type_name("HANDLE");
    command->add_flag("--nasty", m_nasty,
                      "Also render each sample with every value that the template reads missing, null, quoted, huge, …");
    command->add_flag("--update", m_update, "Accept the payloads as they are: write them beside the targets");
    command->footer(
        "A target is wired to the events whose active reactions send to it; samples of an event's other names count too.\n"
        "Targets wired to nothing and events without samples are listed as skipped. Problems of the workspace's files count as\n"
        "failures; warnings, such as an expression that prints nothing because the context has no such path, do not.\n"
        "A payload that was accepted once (--update writes targets/HANDLE.expected/EVENT/SAMPLE.json) must stay what it is: a "
        "payload\n"
        "that says something else to a receiver fails. Give --now where templates print the date. So does a payload that does "
        "not fit\n"
        "the JSON Schema that the target names (\"schema\" under \"delivery\", a file of the workspace).\n"
        "Branches: each condition, ??, ?: and loop of a template can go two ways; the samples together should take both.\n"
        "Exit codes: 0 all good, 1 something failed, 2 wrong usage.\n\n"
        "Examples:\n"
        "  targetdeskctl check --workspace shop\n"
        "  targetdeskctl check --workspace shop --update\n"
        "  targetdeskctl check --workspace shop --nasty --target klaviyo-reward-issued\n"
        "  targetdeskctl check --workspace shop --now 2026-03-02T03:15:00Z --format junit > check.xml");
    return command;
}

ExitCode CheckCommand::run()
{
    CheckOptions options;
    if (!m_now.empty()) options.now = instantFrom(m_now);
    options.nasty = m_nasty;
    options.accept = m_update;
    options.target = m_target;
    const Workspace workspace = workspaceAt(m_workspace);
    if (!m_target.empty()) options.target = targetNamed(workspace, m_target).handle;
    const CheckRun result = runCheck(workspace, options);
    std::string report;
    if (m_format == "json") {
        report = checkAsJson(result);
    } else if (m_format == "junit") {
        report = checkAsJunit(result);
    } else {
        report = checkAsText(result);
    }
    printOut(report);
    return result.isGood() ? ExitCode::Good : ExitCode::CheckFailed;
}

} // namespace targetdesk
