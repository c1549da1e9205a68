// SPDX-License-Identifier: MIT
#include "ui/preview/requestmaker.h"

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

MadeRequest madeFrom(RequestOrder order, const std::shared_ptr<const SecretSource> &secrets)
{
    MadeRequest made;
    try {
        made.preview = previewRequest(order.target, order.environment, order.payload, {"preview", order.event, 1}, secrets);
    } catch (const std::exception &error) {
        made.whyNot = QString::fromUtf8(error.what());
    }
    made.order = std::move(order);
    return made;
}

} // namespace

RequestMaker::RequestMaker(std::shared_ptr<const SecretSource> secrets, QObject *parent)
    : WorkerThread(u"request preview"_s, QThread::InheritPriority, parent)
    , m_secrets(std::move(secrets))
{}

RequestMaker::~RequestMaker()
{
    stop();
}

void RequestMaker::make(RequestOrder order)
{
    post([this, order = std::move(order), cancelled = beginRun()] {
        if (cancelled->load()) return;
        auto request = std::make_shared<const MadeRequest>(madeFrom(order, m_secrets));
        QMetaObject::invokeMethod(this, [this, cancelled, request] {
            if (!cancelled->load()) Q_EMIT made(request);
        });
    });
}

} // namespace targetdesk
