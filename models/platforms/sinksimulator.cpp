// SPDX-License-Identifier: MIT
#include "platforms/sinksimulator.h"

namespace targetdesk {

SimulatorAnswer SinkSimulator::answer(const IncomingRequest &request)
{
    const bool isJson = Json::accept(request.body);
    return json(200,
                {{"received", true},
                 {"method", request.method},
                 {"path", request.path},
                 {"bytes", request.body.size()},
                 {"json", isJson}},
                isJson ? "the sink takes anything" : "the sink takes anything; this body is not JSON");
}

std::vector<std::string> SinkSimulator::expectations() const
{
    return {"any method, /sink/… and every path that no simulator knows: 200"};
}

} // namespace targetdesk
