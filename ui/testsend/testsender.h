// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"
#include "delivery/requestbuilder.h"
#include "payload/payload.h"
#include "ui/work/workerthread.h"
#include "workspace/sample.h"

#include <QString>

#include <memory>
#include <optional>

namespace targetdesk {

/// One test send as it is ordered.
struct TestSend
{
    Target target;
    Sample sample;
    DeliveryEnvironment environment;
    std::string receiver; ///< base address of the local receiver; empty: the target's own URL
};

/// What came of it.
struct TestSendResult
{
    TestSend order;
    Payload payload;
    std::optional<Request> request;   ///< absent when there was none to send
    std::optional<Response> response; ///< absent when nothing was sent
    QString error;                    ///< why nothing was sent; empty otherwise

    bool wasSent() const { return response.has_value(); }
};

/// Renders, checks, builds the request and sends it, off the user interface thread, with the same parts as the dispatcher.
/// A payload that is not good is not sent. User interface thread.
class TestSender : public WorkerThread
{
    Q_OBJECT
public:
    explicit TestSender(std::shared_ptr<const SecretSource> secrets, QObject *parent = nullptr);
    ~TestSender() override;

    void send(TestSend order);
    bool isBusy() const { return m_running > 0; }

Q_SIGNALS:
    void started();
    void finished(const std::shared_ptr<const TestSendResult> &result);

private:
    void run(const TestSend &order);
    void report(std::shared_ptr<TestSendResult> result);

    std::shared_ptr<const SecretSource> m_localSecrets;
    HttpSender m_http;
    RequestBuilder m_builder;
    RequestBuilder m_localBuilder;
    int m_running = 0;
};

} // namespace targetdesk
