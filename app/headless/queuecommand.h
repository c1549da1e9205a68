// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include "dispatch/store.h"

#include <string>

namespace targetdesk {

/// `targetdeskctl queue status|notices|pause|resume|enable`: how the targets stand, and what a person does about it.
/// Works beside a running `serve`.
class QueueCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    void addCommon(CLI::App &command);
    CLI::App *addTargetCommand(CLI::App &command, const std::string &name, const std::string &help);
    void status(const Store &store) const;
    void notices(const Store &store) const;
    void refuseUnknown(const Store &store) const;
    ExitCode intervene(TargetIntervention::Kind kind) const;

    std::string m_store;
    std::string m_target;
    std::string m_workspace;
    int m_limit = 50;
    bool m_force = false;
    bool m_json = false;
    CLI::App *m_notices = nullptr;
    CLI::App *m_pause = nullptr;
    CLI::App *m_resume = nullptr;
    CLI::App *m_enable = nullptr;
};

} // namespace targetdesk
