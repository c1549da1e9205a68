// SPDX-License-Identifier: MIT
#pragma once

#include "platforms/simulator.h"

namespace targetdesk {

/// Campaign Monitor (comms-platforms.md, section 3): smart e-mail and subscribers.
class CampaignMonitorSimulator : public Simulator
{
public:
    std::string name() const override { return "Campaign Monitor"; }
    std::string prefix() const override { return "campaign-monitor"; }
    bool listensAt(std::string_view path) const override;
    SimulatorAnswer answer(const IncomingRequest &request) override;
    std::vector<std::string> expectations() const override;

private:
    static SimulatorAnswer error(int status, int code, const std::string &message);
    static SimulatorAnswer smartEmail(const Json &body, const std::string &id);
    static SimulatorAnswer subscriber(const Json &body);
};

} // namespace targetdesk
