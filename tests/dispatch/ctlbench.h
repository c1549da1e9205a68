// SPDX-License-Identifier: MIT
#pragma once

#include "ctlprocess.h"
#include "sink.h"
#include "storekinds.h"
#include "testworkspace.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// What a test class of the program's commands has before it: an empty store of either kind, a receiver and a workspace.
class CtlBench
{
protected:
    struct Outcome
    {
        int code = -1;
        std::string output;
        std::string errors;
        Json json() const { return Json::parse(output, nullptr, false); }
    };

    /// Everything anew, for init(). Returns why there is none, for QSKIP; else empty. Whose `behaviour` uses members of the test
    /// class ends the receiver before them.
    std::string reset(bool isPostgres, Sink::Behaviour behaviour)
    {
        if (std::string why = m_kinds.next(isPostgres); !why.empty()) return why;
        m_sink = std::make_unique<Sink>(std::move(behaviour));
        m_workspace = std::make_unique<TestWorkspace>();
        m_store = m_kinds.spec();
        return {};
    }
    /// With a target that is taken and one that is refused.
    std::string resetWithGoodAndBad(bool isPostgres)
    {
        std::string why = reset(isPostgres, [](const Sink::Received &request) {
            return request.path == "/bad" ? Sink::Answer{400, {}, "no email"} : Sink::Answer{202, {}, {}};
        });
        if (!why.empty()) return why;
        m_workspace->add("good", m_sink->url("/good"), R"({"n": {{ n|json_encode }}})");
        m_workspace->add("bad", m_sink->url("/bad"), R"({"n": {{ n }}})");
        return {};
    }
    /// `serve` on a port that is free.
    std::vector<std::string> serve(const std::vector<std::string> &more = {}) const
    {
        std::vector<std::string> arguments = {
            "serve", "--workspace", m_workspace->path("workspace").string(), "--store", m_store, "--listen", "127.0.0.1:0"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    /// A command about the store.
    Outcome run(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.end(), {"--store", m_store});
        CtlProcess process(arguments);
        const int code = process.wait();
        return {code, process.output(), process.errors()};
    }
    /// `serve` that delivers these lines and ends.
    void deliver(const std::string &lines) const
    {
        CtlProcess process(serve({"--drain", "--quiet"}));
        process.write(lines);
        process.closeInput();
        QCOMPARE(process.wait(), 0);
    }

    StoreKinds m_kinds;
    std::string m_store;
    std::unique_ptr<Sink> m_sink;
    std::unique_ptr<TestWorkspace> m_workspace;
};

} // namespace targetdesk
