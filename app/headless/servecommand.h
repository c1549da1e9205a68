// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"
#include "dispatchsession.h"

#include <string>

namespace targetdesk {

/// `targetdeskctl serve`: takes events over HTTP and on standard input, delivers them, until it is told to end.
class ServeCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    DispatchSettings m_settings;
    std::string m_listen = "127.0.0.1:7080";
    std::size_t m_maxBody = 1024 * 1024;
    int m_grace = 15;
    std::string m_keep;
    std::int64_t m_maxMegabytes = 0;
    bool m_drain = false;
    bool m_quiet = false;
};

} // namespace targetdesk
