// SPDX-License-Identifier: MIT
#pragma once

#include "platforms/simulator.h"

namespace targetdesk {

/// Takes anything and says what it saw; every path that no simulator knows ends here too.
class SinkSimulator : public Simulator
{
public:
    std::string name() const override { return "Sink"; }
    std::string prefix() const override { return "sink"; }
    bool listensAt(std::string_view) const override { return true; }
    SimulatorAnswer answer(const IncomingRequest &request) override;
    std::vector<std::string> expectations() const override;
};

} // namespace targetdesk
