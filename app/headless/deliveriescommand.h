// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"
#include "deliveryselector.h"

#include "dispatch/store.h"

#include <string>
#include <vector>

namespace targetdesk {

/// `targetdeskctl deliveries list|show|replay|cancel|resolve`: what became of the events, and what a person does about it.
/// Works beside a running `serve`.
class DeliveriesCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    void addList(CLI::App &command);
    void addShow(CLI::App &command);
    void addReplay(CLI::App &command);
    void addCancel(CLI::App &command);
    void addResolve(CLI::App &command);
    void addCommon(CLI::App &command);
    void list(const Store &store, const DeliveryFilter &filter) const;
    void show(const Store &store) const;
    ExitCode intervene(Intervention::Kind kind);

    std::string m_id;
    std::string m_store;
    DeliverySelector m_selector;
    int m_limit = 100;
    double m_perSecond = 0.0;
    bool m_json = false;
    bool m_rerender = false;
    bool m_now = false;
    bool m_follow = false;
    bool m_delivered = false;
    bool m_notDelivered = false;
    bool m_sendAgain = false;
    CLI::App *m_show = nullptr;
    CLI::App *m_replay = nullptr;
    CLI::App *m_cancel = nullptr;
    CLI::App *m_resolve = nullptr;
};

} // namespace targetdesk
