// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include "dispatch/deliveryrecord.h"

#include <vector>

namespace targetdesk {

class Receiver;
class Workspace;

/// `demo`: the whole line on this machine, from six incentive events to three simulated platforms.
class DemoCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    std::vector<DeliveryDetail> deliver(const Workspace &workspace, const Receiver &receiver) const;
    void print(const std::vector<DeliveryDetail> &deliveries) const;

    std::string m_workspace;
    bool m_json = false;
};

} // namespace targetdesk
