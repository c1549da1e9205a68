// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"
#include "dispatchsession.h"

#include "dispatch/event.h"

#include <string>
#include <vector>

namespace targetdesk {

/// `targetdeskctl emit`: one event, to a running `serve` or straight into a store.
class EmitCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    Event readEvent() const;
    /// What a `serve` lets this in by.
    std::vector<WireHeader> credentials(const std::string &body) const;
    ExitCode post(const Event &event) const;
    ExitCode storeIt(const Event &event) const;

    DispatchSettings m_settings;
    std::string m_event;
    std::string m_context;
    std::string m_id;
    std::string m_to = "http://127.0.0.1:7080/events";
    std::string m_tokenSecret;
    std::string m_signatureSecret;
    bool m_drain = false;
    CLI::Option *m_toOption = nullptr;
    CLI::Option *m_storeOption = nullptr;
};

} // namespace targetdesk
