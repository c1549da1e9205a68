// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

namespace targetdesk {

/// `simulate`: the local receiver with its simulators, until it is told to end.
class SimulateCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    std::string m_listen = "127.0.0.1:7070";
    bool m_json = false;
};

} // namespace targetdesk
