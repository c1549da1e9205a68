// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"
#include "dispatchsession.h"

#include "dispatch/frontdoor.h"
#include "dispatch/spoolfolder.h"

#include <memory>
#include <string>
#include <vector>

namespace targetdesk {

/// `targetdeskctl serve`: takes events over HTTP and on standard input, delivers them, until it is told to end.
class ServeCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    FrontDoor frontDoor() const;
    void checkPlace() const;
    std::unique_ptr<SpoolFolder> spoolFor(Dispatcher &dispatcher) const;

    DispatchSettings m_settings;
    std::string m_listen = "127.0.0.1:7080";
    std::size_t m_maxBody = 1024 * 1024;
    int m_grace = 15;
    std::vector<std::string> m_tokenSecrets;
    std::vector<std::string> m_signatureSecrets;
    std::int64_t m_maxQueue = 1'000'000;
    std::string m_spool;
    std::string m_keep;
    std::int64_t m_maxMegabytes = 0;
    bool m_drain = false;
    bool m_quiet = false;
};

} // namespace targetdesk
