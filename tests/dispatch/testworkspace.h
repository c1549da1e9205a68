// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/workspace.h"

#include <QTemporaryDir>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace targetdesk {

/// A workspace in a temporary folder, where every target listens to an event of its own name.
class TestWorkspace
{
public:
    TestWorkspace()
    {
        std::filesystem::path folder = path("workspace");
        m_workspace = Workspace::create(folder, "Test");
    }

    /// Adds a target and a reaction to `event.<handle>`. Retries come soon; `change` may alter the target.
    void add(const std::string &handle, const std::string &url, const std::string &templateSource,
             const std::function<void(Target &)> &change = {})
    {
        Target target;
        target.name = handle;
        target.handle = handle;
        target.url = url;
        target.templateSource = templateSource;
        target.delivery.retry.firstDelay = std::chrono::milliseconds(20);
        target.delivery.retry.factor = 1.0;
        if (change) change(target);
        m_workspace.saveTarget(target);
        listen("event." + handle, handle);
    }

    /// Its reaction stays.
    void remove(const std::string &handle) { m_workspace.removeTarget(handle); }

    /// One more reaction.
    void listen(const std::string &event, const std::string &handle, const std::optional<ReactionSchedule> &schedule = {})
    {
        Reaction reaction;
        reaction.fileName = event + "-" + handle + ".json";
        reaction.name = event;
        reaction.trigger = event;
        reaction.schedule = schedule;
        Action send;
        send.name = "target.send";
        send.sortOrder = 1;
        send.setTargetHandle(handle);
        reaction.actions.push_back(send);
        m_workspace.saveReaction(reaction);
    }

    const Workspace &workspace() const { return m_workspace; }
    std::filesystem::path path(const std::string &name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private:
    QTemporaryDir m_folder;
    Workspace m_workspace;
};

} // namespace targetdesk
