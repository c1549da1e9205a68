// SPDX-License-Identifier: MIT
#pragma once

#include "platforms/simulator.h"

#include <set>
#include <string>

namespace targetdesk {

/// Klaviyo's Create Event, `POST /api/events` (comms-platforms.md, section 1): key, revision, media type, required and unknown
/// fields, identifiers, phone numbers, the ledger of unique_id.
class KlaviyoSimulator : public Simulator
{
public:
    std::string name() const override { return "Klaviyo"; }
    std::string prefix() const override { return "klaviyo"; }
    bool listensAt(std::string_view path) const override;
    SimulatorAnswer answer(const IncomingRequest &request) override;
    std::vector<std::string> expectations() const override;

private:
    struct Fault
    {
        std::string pointer;
        std::string detail;
    };

    static SimulatorAnswer error(int status, const std::string &code, const std::string &title, const Fault &fault);
    static SimulatorAnswer checkHead(const IncomingRequest &request);
    static Fault checkBody(const Json &body);
    static Fault checkAttributes(const Json &attributes);
    static Fault checkProfile(const Json &profile);
    SimulatorAnswer accept(const Json &attributes);

    std::set<std::string> m_kept; ///< metric, profile, unique_id
};

} // namespace targetdesk
