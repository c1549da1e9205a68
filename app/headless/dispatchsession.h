// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include "delivery/httpsender.h"
#include "dispatch/dispatcher.h"
#include "dispatch/store.h"
#include "workspace/workspace.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace targetdesk {

/// What `emit` and `serve` have in common on the command line.
struct DispatchSettings
{
    std::string workspace = ".";
    std::string environment; ///< empty: the workspace's default
    std::string store;       ///< empty: the default one
    int maxInFlight = 64;
    int maxPerTarget = 8;
    int reserveMegabytes = 0;                  ///< of disk, for what is queued when it gets full
    std::vector<std::string> allowedAddresses; ///< ranges that the address gate lets through for every target
    bool anyAddress = false;                   ///< no address gate

    void addWorkspaceTo(CLI::App &command);
    void addCapsTo(CLI::App &command);
    void addGateTo(CLI::App &command);
};

/// Workspace, store, sender and dispatcher, wired. Secrets come from the process environment.
class DispatchSession
{
public:
    /// Tells the workspace's problems on standard error. Throws CommandError for what is missing.
    DispatchSession(const DispatchSettings &settings, std::function<void(const std::string &)> log);

    Store &store() { return *m_store; }
    Dispatcher &dispatcher() { return *m_dispatcher; }
    HttpSender &sender() { return *m_sender; }
    /// Reads the workspace again; when that fails, or of the files of which it does, says why on standard error and keeps the old
    /// state.
    void reload();

private:
    AddressGate gate() const;
    Workspace openWorkspace() const;
    DeliveryEnvironment environmentOf(const Workspace &workspace) const;

    DispatchSettings m_settings;
    Workspace m_workspace; ///< as it was last read
    std::unique_ptr<Store> m_store;
    std::unique_ptr<HttpSender> m_sender;
    std::unique_ptr<Dispatcher> m_dispatcher;
};

/// What a command says of it: wrong usage when the address is wrong, else that the store cannot be used.
CommandError commandErrorOf(const StoreError &error);
/// The store that --store names, or the default one. Throws CommandError.
std::unique_ptr<Store> openStoreFor(const std::string &spec, StoreMode mode, std::int64_t reserveBytes = 0);

} // namespace targetdesk
