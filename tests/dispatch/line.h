// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/dispatcher.h"
#include "dispatch/store.h"

#include "testworkspace.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace targetdesk {

inline constexpr std::chrono::seconds kPatience{30};

inline Event eventFor(const std::string &handle, const std::string &context = R"({"n": 1})")
{
    Event event;
    event.source = "test";
    event.name = "event." + handle;
    event.context = context;
    return event;
}

/// Everything between an event and a receiver, on a workspace of the test's making.
struct Line
{
    /// `spec`: the store, as for openStore().
    Line(const std::string &spec, const TestWorkspace &workspace, DispatcherOptions options = {},
         std::shared_ptr<const SecretSource> secrets = std::make_shared<MemorySecrets>())
        : opened(openStore(spec))
        , store(*opened)
        , dispatcher(store, workspace.workspace(), {}, std::move(secrets), sender, std::move(options))
    {}

    /// On a SQLite file beside the workspace.
    explicit Line(const TestWorkspace &workspace, DispatcherOptions options = {},
                  std::shared_ptr<const SecretSource> secrets = std::make_shared<MemorySecrets>())
        : Line("sqlite:" + workspace.path("queue.db").string(), workspace, std::move(options), std::move(secrets))
    {}

    /// The only delivery of this target.
    DeliveryDetail detail(const std::string &target) const
    {
        DeliveryFilter filter;
        filter.target = target;
        const std::vector<DeliveryRecord> found = store.deliveries(filter);
        if (found.size() != 1) return {};
        return *store.delivery(found[0].id);
    }

    std::unique_ptr<Store> opened;
    Store &store;
    HttpSender sender;
    Dispatcher dispatcher;
};

} // namespace targetdesk
