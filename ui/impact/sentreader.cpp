// SPDX-License-Identifier: MIT
#include "ui/impact/sentreader.h"

#include "dispatch/sentpayloads.h"
#include "ui/impact/deliverylog.h"

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

LastDelivery lastOf(const std::string &spec, const std::string &target)
{
    LastDelivery last;
    last.target = target;
    last.whyNot = readDeliveryLog(spec, [&last, &target](const Store &store) {
        std::vector<SentPayload> sent = sentPayloads(store, target, 1);
        if (!sent.empty()) last.payload = std::move(sent.front());
    });
    if (!last.payload && last.whyNot.isEmpty()) last.whyNot = noDeliveryText();
    return last;
}

DeliveryAnswer answerTo(DeliveryQuestion question)
{
    DeliveryAnswer answer;
    answer.whyNot = readDeliveryLog(
        question.store, [&answer, &question](const Store &store) { answer.payload = sentPayload(store, question.delivery); });
    if (answer.payload)
        answer.sides = ImpactScale(question.saved, question.edited).sides(*answer.payload);
    else if (answer.whyNot.isEmpty())
        answer.whyNot = SentReader::tr("The delivery log does not have this delivery any more.");
    answer.question = std::move(question);
    return answer;
}

} // namespace

SentReader::SentReader(QObject *parent)
    : WorkerThread(u"delivery log"_s, QThread::InheritPriority, parent)
{}

SentReader::~SentReader()
{
    stop();
}

void SentReader::readLast(const std::string &store, const std::string &target)
{
    post([this, store, target, cancelled = beginRun()] {
        if (cancelled->load()) return;
        auto last = std::make_shared<const LastDelivery>(lastOf(store, target));
        QMetaObject::invokeMethod(this, [this, cancelled, last] {
            if (!cancelled->load()) Q_EMIT lastRead(last);
        });
    });
}

void SentReader::render(DeliveryQuestion question)
{
    post([this, question = std::move(question), cancelled = beginRun()] {
        if (cancelled->load()) return;
        auto answer = std::make_shared<const DeliveryAnswer>(answerTo(question));
        QMetaObject::invokeMethod(this, [this, cancelled, answer] {
            if (!cancelled->load()) Q_EMIT rendered(answer);
        });
    });
}

} // namespace targetdesk
