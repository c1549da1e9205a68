// SPDX-License-Identifier: MIT
#include "ui/impact/impactrunner.h"

#include "dispatch/sentpayloads.h"

#include <filesystem>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

ImpactResult resultOf(const ImpactRequest &request, const std::atomic<bool> &cancelled)
{
    ImpactResult result;
    result.target = request.saved.handle;
    if (cancelled.load()) return result; // an edit came before this one's turn
    const std::string prefix = "sqlite:";
    const std::string file = request.store.starts_with(prefix) ? request.store.substr(prefix.size()) : request.store;
    std::error_code ignored;
    if (file.empty() || !std::filesystem::exists(file, ignored)) {
        result.whyNot = ImpactRunner::tr("Nothing was delivered from here yet: there is no delivery log.");
        return result;
    }
    try {
        const std::unique_ptr<Store> store = openStore(request.store, StoreMode::ReadOnly);
        const std::vector<SentPayload> sent = sentPayloads(*store, request.saved.handle);
        if (sent.empty())
            result.whyNot = ImpactRunner::tr("The delivery log has no delivery of this target.");
        else
            result.impact = impactOf(request.saved, request.edited, sent, &cancelled);
    } catch (const std::exception &error) {
        result.whyNot = ImpactRunner::tr("The delivery log cannot be read: %1").arg(QString::fromUtf8(error.what()));
    }
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
