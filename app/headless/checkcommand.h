// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include <string>
#include <vector>

namespace targetdesk {

/// `targetdeskctl check`: every target with every sample of the events it is wired to.
class CheckCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    std::string m_workspace = ".";
    std::string m_format = "text";
    std::string m_now;
    std::string m_target;
    bool m_nasty = false;
    bool m_update = false;
};

} // namespace targetdesk
