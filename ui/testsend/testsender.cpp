// SPDX-License-Identifier: MIT
#include "ui/testsend/testsender.h"

#include "delivery/requestsigner.h"
#include "ui/testsend/localdelivery.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace targetdesk {

TestSender::TestSender(std::shared_ptr<const SecretSource> secrets, QObject *parent)
    : WorkerThread(u"test send"_s, QThread::InheritPriority, parent)
    , m_localSecrets(std::make_shared<LocalSecrets>())
    , m_builder(std::move(secrets), m_http)
    , m_localBuilder(m_localSecrets, m_http)
{}

TestSender::~TestSender()
{
    stop();
}

void TestSender::send(TestSend order)
{
    ++m_running;
    Q_EMIT started();
    post([this, order = std::move(order)] { run(order); });
}

// On the worker's thread.
void TestSender::run(const TestSend &order)
{
    auto result = std::make_shared<TestSendResult>();
    result->order = order;
    PayloadOptions options;
    options.trace = true;
    result->payload = PayloadRenderer(order.target).render(order.sample.text, options);
    if (!result->payload.isGood()) {
        result->error = tr("Nothing was sent: the payload is not good. The problems say why.");
        report(std::move(result));
        return;
    }
    const bool local = !order.receiver.empty();
    DeliveryInfo info;
    info.deliveryId = "test-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    info.event = order.sample.event;
    try {
        result->request =
            local ? m_localBuilder.build(localTarget(order.target, order.receiver),
                                         localEnvironment(order.environment, order.receiver), result->payload.text, info)
                  : m_builder.build(order.target, order.environment, result->payload.text, info);
        if (local) pointAtReceiver(*result->request, order.target.handle, order.receiver);
    } catch (const std::exception &error) {
        result->error = tr("Nothing was sent: %1").arg(QString::fromUtf8(error.what()));
        report(std::move(result));
        return;
    }
    signAnew(*result->request, std::chrono::system_clock::now()); // what is shown is what goes out
    result->response = m_http.sendAndWait(*result->request);
    if (result->response->status == 401) {
        if (local)
            m_localBuilder.dropToken(localTarget(order.target, order.receiver),
                                     localEnvironment(order.environment, order.receiver), *result->request);
        else
            m_builder.dropToken(order.target, order.environment, *result->request);
    }
    report(std::move(result));
}

void TestSender::report(std::shared_ptr<TestSendResult> result)
{
    QMetaObject::invokeMethod(this, [this, result = std::shared_ptr<const TestSendResult>(std::move(result))] {
        --m_running;
        Q_EMIT finished(result);
    });
}

} // namespace targetdesk
