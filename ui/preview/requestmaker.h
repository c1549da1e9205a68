// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/requestpreview.h"
#include "ui/work/workerthread.h"

#include <QString>

#include <memory>
#include <string>

namespace targetdesk {

/// What a request is to be made of.
struct RequestOrder
{
    Target target;
    DeliveryEnvironment environment;
    std::string payload;
    std::string event;
    bool isJson = true; ///< the payload
};

struct MadeRequest
{
    RequestOrder order;
    RequestPreview preview;
    QString whyNot; ///< there is none
};

/// Makes requests to look at, on a thread of its own: secrets come from files, and their key perhaps from a keychain that takes
/// its time. An order cancels the one before, which then tells nothing. User interface thread.
class RequestMaker : public WorkerThread
{
    Q_OBJECT
public:
    explicit RequestMaker(std::shared_ptr<const SecretSource> secrets, QObject *parent = nullptr);
    ~RequestMaker() override;

    void make(RequestOrder order);
    /// What was ordered is not wanted any more.
    using WorkerThread::cancel;

Q_SIGNALS:
    void made(const std::shared_ptr<const MadeRequest> &request);

private:
    const std::shared_ptr<const SecretSource> m_secrets;
};

} // namespace targetdesk
