// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include "payload/impact.h"

#include <string>
#include <vector>

namespace targetdesk {

/// `targetdeskctl impact`: what a target's template makes of its last real deliveries.
class ImpactCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    std::vector<SentPayload> readSent() const;
    std::string asText(const Impact &impact) const;
    std::string asJson(const Impact &impact) const;

    std::string m_workspace = ".";
    std::string m_target;
    std::string m_store;
    std::string m_template;
    int m_limit = 200;
    bool m_exact = false;
    bool m_json = false;
};

} // namespace targetdesk
