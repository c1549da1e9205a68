// SPDX-License-Identifier: MIT
#include "impactcommand.h"

#include "checkreport.h"
#include "commandinput.h"
#include "dispatchsession.h"
#include "texttable.h"

#include "dispatch/sentpayloads.h"
#include "workspace/jsonfile.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

namespace targetdesk {

namespace {

constexpr std::size_t MostInACell = 60; // bytes

/// One line of a value, shortened between two characters.
std::string cell(const std::string &json)
{
    if (json.empty()) return "(not there)";
    std::string line = json;
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20; }, ' ');
    if (line.size() <= MostInACell) return line;
    std::size_t end = MostInACell;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80)
        --end;
    return line.substr(0, end) + "…";
}

std::string countOf(const std::vector<std::string> &ids, int looked)
{
    return std::to_string(ids.size()) + " of " + std::to_string(looked);
}

// What was sent may have been no JSON.
Json valueOf(const std::string &text)
{
    return text.empty() ? Json() : Json::accept(text) ? Json::parse(text) : Json(text);
}

} // namespace

CLI::App *ImpactCommand::addTo(CLI::App &app)
{
    CLI::App *command =
        app.add_subcommand("impact", "Render a target's last real deliveries again: what would be different now?");
    command->add_option("--target", m_target, "Handle of the target")->type_name("HANDLE")->required();
    command->add_option("--workspace", m_workspace, "Folder that holds targetdesk.json")->type_name("DIR")->capture_default_str();
    command->add_option("--store", m_store, "Where the deliveries are (default: " + defaultStoreSpec() + ")")
        ->type_name("sqlite:FILE|postgresql://…");
    command->add_option("--template", m_template, "Compare the workspace's template with this one instead of with what was sent")
        ->type_name("FILE");
    command->add_option("--limit", m_limit, "At most so many deliveries, the newest first")
        ->check(CLI::Range(1, 1000000))
        ->capture_default_str();
    command->add_flag("--exact", m_exact, "Fail as well when a payload says something else to its receiver");
    command->add_flag("--json", m_json, "For machines");
    command->footer(
        "Each event is rendered as of the time its payload went out. Without --template what was sent is compared with what the\n"
        "workspace's target makes of the event now: what any edit since, of template or settings, has changed. With --template "
        "FILE\n"
        "only that edit counts: the workspace's template and FILE are rendered and compared.\n"
        "Only the store is read, nothing is sent, and a running `serve` is not disturbed.\n"
        "Exit codes: 0 all would still go out, 1 some would not (with --exact: or some would be different), 2 wrong usage.\n\n"
        "Examples:\n"
        "  targetdeskctl impact --workspace shop --target klaviyo-reward-issued\n"
        "  targetdeskctl impact --workspace shop --target klaviyo-reward-issued --template edited.json.twig --json\n"
        "  git show main:targets/sink.json.twig > old.twig && targetdeskctl impact --target sink --template old.twig --exact");
    return command;
}

ExitCode ImpactCommand::run()
{
    const Workspace workspace = workspaceAt(m_workspace);
    const Target &target = targetNamed(workspace, m_target);
    std::optional<ImpactScale> scale;
    if (m_template.empty()) {
        scale.emplace(target);
    } else {
        Target edited = target;
        try {
            edited.templateSource = withoutByteOrderMark(readFile(m_template));
        } catch (const WorkspaceError &error) {
            throw CommandError(error.what());
        }
        scale.emplace(target, edited);
    }
    Impact impact = scale->of(readSent());
    if (impact.problem && impact.problem->kind != Problem::Kind::Context) {
        const std::filesystem::path file = workspace.folder() / "targets" / (target.handle + ".json.twig");
        impact.problem->templateName = m_template.empty() ? file.string() : m_template;
    }
    printOut(m_json ? asJson(impact) : asText(impact));
    const bool fails = impact.broken() > 0 || (m_exact && impact.changed > 0);
    return fails ? ExitCode::CheckFailed : ExitCode::Good;
}

std::vector<SentPayload> ImpactCommand::readSent() const
{
    const std::unique_ptr<Store> store = openStoreFor(m_store, StoreMode::ReadOnly);
    try {
        return sentPayloads(*store, m_target, m_limit);
    } catch (const StoreError &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
}

std::string ImpactCommand::asText(const Impact &impact) const
{
    if (impact.looked == 0) return m_target + ": the store has no delivery of this target, so nothing was compared\n";
    std::string text = m_target + ": " + std::to_string(impact.changed) + " of the last " + std::to_string(impact.looked) +
                       " deliveries would be different, " + std::to_string(impact.broken()) + " would no longer go out\n";
    if (impact.untimed > 0)
        text += "The store does not say when " + std::to_string(impact.untimed) +
                " of them went out: they are rendered as of when they were made.\n";
    if (impact.broken() > 0) {
        text += "\nno longer: " + impact.brokenIds.front() +
                (impact.broken() > 1 ? " and " + std::to_string(impact.broken() - 1) + " more" : "") + "\n";
        if (impact.problem) text += impact.problem->text() + "\n";
    }
    if (impact.fields.empty()) return text;
    std::vector<std::vector<std::string>> rows = {{"FIELD", "DELIVERIES", "WAS", "WOULD BE", "FIRST IN"}};
    for (const ImpactField &field : impact.fields) {
        rows.push_back({field.path.empty() ? "(all)" : field.path, countOf(field.ids, impact.looked), cell(field.example.before),
                        cell(field.example.after), field.ids.front()});
    }
    return text + "\n" + textTable(rows);
}

std::string ImpactCommand::asJson(const Impact &impact) const
{
    Json json = {{"target", m_target},         {"looked", impact.looked},
                 {"changed", impact.changed},  {"untimed", impact.untimed},
                 {"broken", impact.brokenIds}, {"problem", impact.problem ? problemToJson(*impact.problem) : Json()},
                 {"fields", Json::array()}};
    for (const ImpactField &field : impact.fields) {
        Json one = {{"path", field.path}, {"deliveries", field.ids}};
        if (field.example.kind != JsonChange::Kind::Added) one["was"] = valueOf(field.example.before);
        if (field.example.kind != JsonChange::Kind::Removed) one["would_be"] = valueOf(field.example.after);
        json["fields"].push_back(std::move(one));
    }
    return jsonText(json, 2) + "\n";
}

} // namespace targetdesk
