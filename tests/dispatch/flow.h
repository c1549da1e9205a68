// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/dispatcher.h"
#include "dispatch/store.h"

#include "testworkspace.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace targetdesk {

/// A dispatcher on a clock that a test moves.
struct Flow
{
    /// `spec`: the store, as for openStore().
    Flow(const std::string &spec, const TestWorkspace &workspace, DispatcherOptions options = {},
         TimePoint start = TimePoint(std::chrono::milliseconds(1'772'420'400'000)))
        : opened(openStore(spec))
        , store(*opened)
        , milliseconds(start.time_since_epoch().count())
    {
        options.clock = [this] { return TimePoint(std::chrono::milliseconds(milliseconds.load())); };
        options.seed = 1;
        dispatcher = std::make_unique<Dispatcher>(store, workspace.workspace(), DeliveryEnvironment(),
                                                  std::make_shared<MemorySecrets>(), sender, options);
    }

    /// On a SQLite file beside the workspace.
    explicit Flow(const TestWorkspace &workspace)
        : Flow("sqlite:" + workspace.path("queue.db").string(), workspace)
    {}

    void advance(std::chrono::milliseconds time)
    {
        milliseconds += time.count();
        dispatcher->wake();
    }
    /// Events to which the target of that handle listens.
    void accept(const std::string &handle, int count, const std::string &context = R"({"n": 1})")
    {
        emitEvents("event." + handle, count, context);
    }
    void emitEvent(const std::string &name, const std::string &context) { emitEvents(name, 1, context); }
    void emitEvents(const std::string &name, int count, const std::string &context)
    {
        Event event;
        event.source = "test";
        event.name = name;
        event.context = context;
        dispatcher->accept(std::vector<Event>(static_cast<std::size_t>(count), event));
    }
    std::int64_t count(DeliveryState state) const
    {
        const auto counts = store.counts();
        const auto found = counts.find(state);
        return found == counts.end() ? 0 : found->second;
    }
    TargetState stateOf(const std::string &target) const
    {
        for (const TargetState &state : store.targetStates()) {
            if (state.target == target) return state;
        }
        return {};
    }

    std::unique_ptr<Store> opened;
    Store &store;
    HttpSender sender;
    std::atomic<std::int64_t> milliseconds; ///< since 1970: what the clock says
    std::unique_ptr<Dispatcher> dispatcher;
};

} // namespace targetdesk
