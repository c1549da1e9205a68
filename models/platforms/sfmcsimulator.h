// SPDX-License-Identifier: MIT
#pragma once

#include "platforms/simulator.h"

#include <chrono>
#include <map>
#include <set>
#include <string>

namespace targetdesk {

/// Salesforce Marketing Cloud (comms-platforms.md, section 2): the token call, journey entry events, transactional e-mail.
class SfmcSimulator : public Simulator
{
public:
    std::string name() const override { return "Salesforce Marketing Cloud"; }
    std::string prefix() const override { return "sfmc"; }
    bool listensAt(std::string_view path) const override;
    SimulatorAnswer answer(const IncomingRequest &request) override;
    std::vector<std::string> expectations() const override;

private:
    static SimulatorAnswer error(int status, int code, const std::string &message);
    SimulatorAnswer token(const IncomingRequest &request);
    static SimulatorAnswer entryEvent(const Json &body);
    SimulatorAnswer message(const Json &body, const std::string &key);
    bool isAuthorized(const IncomingRequest &request) const;

    std::map<std::string, std::chrono::steady_clock::time_point> m_tokens; ///< with their ends
    std::set<std::string> m_messageKeys;
};

} // namespace targetdesk
