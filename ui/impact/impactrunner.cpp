// SPDX-License-Identifier: MIT
#include "ui/impact/impactrunner.h"

#include "dispatch/sentpayloads.h"
#include "ui/impact/deliverylog.h"

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

ImpactResult resultOf(const ImpactRequest &request, const std::atomic<bool> &cancelled)
{
    ImpactResult result{request.saved, request.edited, {}, {}};
    if (cancelled.load()) return result; // an edit came before this one's turn
    std::vector<SentPayload> sent;
    result.whyNot = readDeliveryLog(request.store, [&](const Store &store) { sent = sentPayloads(store, request.saved.handle); });
    if (!sent.empty())
        result.impact = ImpactScale(request.saved, request.edited).of(sent, &cancelled);
    else if (result.whyNot.isEmpty())
        result.whyNot = noDeliveryText();
    return result;
}

} // namespace

ImpactRunner::ImpactRunner(QObject *parent)
    : WorkerThread(u"impact"_s, QThread::LowPriority, parent)
{}

ImpactRunner::~ImpactRunner()
{
    stop();
}

void ImpactRunner::run(ImpactRequest request)
{
    post([this, request = std::move(request), cancelled = beginRun()] {
        auto result = std::make_shared<const ImpactResult>(resultOf(request, *cancelled));
        QMetaObject::invokeMethod(this, [this, cancelled, result] {
            if (!cancelled->load()) Q_EMIT finished(result);
        });
    });
}

} // namespace targetdesk
