// SPDX-License-Identifier: MIT
#pragma once

#include "payload/impact.h"
#include "ui/work/workerthread.h"
#include "workspace/target.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>

namespace targetdesk {

/// What the delivery log has of a target's newest delivered payload.
struct LastDelivery
{
    std::string target; ///< handle
    std::optional<SentPayload> payload;
    QString whyNot; ///< there is none, in words for the window
};

/// Which delivery to render, before and after which edit.
struct DeliveryQuestion
{
    std::string store; ///< as for openStore()
    std::string delivery;
    Target saved;
    Target edited;
};

struct DeliveryAnswer
{
    DeliveryQuestion question;
    std::optional<SentPayload> payload;
    ImpactSides sides; ///< of the payload
    QString whyNot;    ///< there is no payload, in words for the window
};

/// Reads single deliveries from the log, on a thread of its own and beside a running dispatcher. A question cancels the one
/// before, which then tells nothing. User interface thread.
class SentReader : public WorkerThread
{
    Q_OBJECT
public:
    explicit SentReader(QObject *parent = nullptr);
    ~SentReader() override;

    /// `store` is as for openStore(); empty: there is none.
    void readLast(const std::string &store, const std::string &target);
    void render(DeliveryQuestion question);

Q_SIGNALS:
    void lastRead(const std::shared_ptr<const LastDelivery> &last);
    void rendered(const std::shared_ptr<const DeliveryAnswer> &answer);
};

} // namespace targetdesk
