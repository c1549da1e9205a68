// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include "dispatch/store.h"

#include <string>

namespace targetdesk {

/// `targetdeskctl deliveries`: what became of the events. Reads beside a running `serve`.
class DeliveriesCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    void list(const Store &store) const;
    void show(const Store &store) const;

    std::string m_id;
    std::string m_store;
    std::string m_state;
    DeliveryFilter m_filter;
    bool m_json = false;
};

} // namespace targetdesk
