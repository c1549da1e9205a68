// SPDX-License-Identifier: MIT
#include "dispatchsession.h"

#include "delivery/secretvault.h"
#include "dispatch/postgresaddress.h"
#include "dispatch/scheduletime.h"
#include "dispatch/walcheck.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace targetdesk {

namespace {

/// The log of a SQLite store whose last transaction is damaged, in words. Empty: it is not.
std::string cutOffLog(const std::filesystem::path &store)
{
    const std::string log = store.string() + "-wal";
    const std::optional<WalDamage> damage = damageOfWal(log);
    if (!damage || damage->isAcknowledged) return {}; // or refused by the store
    return log + ": the last change is cut off at byte " + std::to_string(damage->offset) +
           " and left out – nothing acknowledged is lost when the power failed; if it did not, look at the disk, and have senders"
           " repeat what they sent last";
}

/// A SQLite store that is gone from beside what an earlier run left, in words. Empty: it is there, or never was.
std::string goneStore(const std::filesystem::path &store)
{
    std::error_code error;
    if (std::filesystem::exists(store, error)) return {};
    std::string left;
    for (const char *suffix : {".reserve", ".wake", ".lock"}) {
        const std::filesystem::path file = store.string() + suffix;
        if (std::filesystem::exists(file, error)) left += (left.empty() ? "" : ", ") + file.filename().string();
    }
    if (left.empty()) return {};
    return store.string() + ": a new store is made; an earlier one was here: " + left +
           " – if it was not meant to go, end this program and put the file back, with its -wal";
}

/// To be asked before the store is opened. Throws CommandError.
std::vector<std::string> warningsOf(const std::string &spec)
{
    if (PostgresAddress::matches(spec)) return {};
    try {
        const std::filesystem::path store = sqliteFileOf(spec);
        std::vector<std::string> warnings = {cutOffLog(store), goneStore(store)};
        std::erase(warnings, "");
        return warnings;
    } catch (const StoreError &error) {
        throw commandErrorOf(error);
    }
}

void tellHeld(const Workspace &workspace)
{
    for (const std::string &handle : workspace.unreadableTargets())
        std::fprintf(stderr, "targets/%s.json: deliveries to '%s' are held until it can be read\n", handle.c_str(),
                     handle.c_str());
}

} // namespace

void DispatchSettings::addWorkspaceTo(CLI::App &command)
{
    command.add_option("--workspace", workspace, "Folder with targets and reactions")->type_name("DIR")->capture_default_str();
    command.add_option("--environment", environment, "Environment for headers and URLs (default: the workspace's own)")
        ->type_name("NAME");
}

void DispatchSettings::addCapsTo(CLI::App &command)
{
    command.add_option("--max-in-flight", maxInFlight, "Requests on the wire at a time; a crash may repeat as many")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    command.add_option("--max-per-target", maxPerTarget, "Of these, to one target")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
}

void DispatchSettings::addGateTo(CLI::App &command)
{
    command
        .add_option("--allow-addresses", allowedAddresses,
                    "A range that targets may connect to although it is not public, as 10.1.0.0/16; may be repeated")
        ->type_name("CIDR");
    command.add_flag(
        "--any-address", anyAddress,
        "Let targets connect anywhere. Otherwise private, link-local and other special addresses are blocked, but for"
        " localhost, 127.… and [::1] where a target's URL says so itself");
}

CommandError commandErrorOf(const StoreError &error)
{
    const bool isUsage = error.kind() == StoreError::Kind::WrongAddress;
    return CommandError(error.what(), isUsage ? ExitCode::WrongUsage : ExitCode::CheckFailed);
}

std::unique_ptr<Store> openStoreFor(const std::string &spec, StoreMode mode, std::int64_t reserveBytes)
{
    try {
        return openStore(spec.empty() ? defaultStoreSpec() : spec, mode, reserveBytes);
    } catch (const StoreError &error) {
        throw commandErrorOf(error);
    }
}

DispatchSession::DispatchSession(const DispatchSettings &settings, std::function<void(const std::string &)> log)
    : m_settings(settings)
{
    m_workspace = openWorkspace();
    const Workspace &workspace = m_workspace;
    tellHeld(workspace);
    const DeliveryEnvironment environment = environmentOf(workspace);
    const std::vector<std::string> warnings = warningsOf(settings.store.empty() ? defaultStoreSpec() : settings.store);
    m_store = openStoreFor(settings.store, StoreMode::ReadWrite, std::int64_t{settings.reserveMegabytes} * 1024 * 1024);
    for (const std::string &warning : warnings)
        std::fprintf(stderr, "targetdeskctl: warning: %s\n", warning.c_str());
    HttpSender::Options senderOptions;
    senderOptions.maxInFlight = settings.maxInFlight;
    senderOptions.maxPerHost = settings.maxInFlight; // the dispatcher caps by target
    senderOptions.gate = gate();
    m_sender = std::make_unique<HttpSender>(senderOptions);
    DispatcherOptions options;
    options.maxInFlight = settings.maxInFlight;
    options.maxPerTarget = settings.maxPerTarget;
    options.log = std::move(log);
    options.uptime = systemUptime;
    m_dispatcher = std::make_unique<Dispatcher>(*m_store, workspace, environment, systemSecrets(), *m_sender, options);
}

AddressGate DispatchSession::gate() const
{
    AddressGate gate;
    gate.isOn = !m_settings.anyAddress;
    for (const std::string &text : m_settings.allowedAddresses) {
        const std::optional<AddressRange> range = AddressRange::parse(text);
        if (!range) throw CommandError("'" + text + "' is no range of addresses – write 10.1.0.0/16 or fd00::/8");
        gate.allowed.push_back(*range);
    }
    return gate;
}

void DispatchSession::reload()
{
    try {
        Workspace workspace = openWorkspace();
        for (const std::filesystem::path &file : workspace.keepUnreadable(m_workspace))
            std::fprintf(stderr, "%s: stays as it was until it can be read\n", file.c_str());
        tellHeld(workspace);
        m_dispatcher->setWorkspace(workspace, environmentOf(workspace));
        m_workspace = std::move(workspace);
        std::fprintf(stderr, "targetdeskctl: the workspace was read again\n");
    } catch (const std::exception &error) {
        std::fprintf(stderr, "targetdeskctl: the workspace stays as it was: %s\n", error.what());
    }
}

Workspace DispatchSession::openWorkspace() const
{
    try {
        Workspace workspace = Workspace::open(m_settings.workspace);
        for (const WorkspaceProblem &problem : workspace.problems())
            std::fprintf(stderr, "%s\n", problem.text().c_str());
        for (const Reaction &reaction : workspace.reactions()) {
            const std::string fault = reaction.schedule ? scheduleFault(*reaction.schedule) : std::string();
            if (!fault.empty())
                std::fprintf(stderr, "reactions/%s: its schedule: %s\n", reaction.fileName.c_str(), fault.c_str());
        }
        return workspace;
    } catch (const WorkspaceError &error) {
        throw CommandError(error.what());
    }
}

DeliveryEnvironment DispatchSession::environmentOf(const Workspace &workspace) const
{
    const std::string name = m_settings.environment.empty() ? workspace.defaultEnvironment() : m_settings.environment;
    if (name.empty()) return {};
    if (const DeliveryEnvironment *found = workspace.environment(name)) return *found;
    throw CommandError("the workspace has no environment '" + name + "' – add environments/" + name +
                       ".json, or name another one with --environment");
}

} // namespace targetdesk
