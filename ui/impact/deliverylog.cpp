// SPDX-License-Identifier: MIT
#include "ui/impact/deliverylog.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <filesystem>

namespace targetdesk {

namespace {

/// Translations of functions without a class.
struct DeliveryLog
{
    Q_DECLARE_TR_FUNCTIONS(targetdesk::DeliveryLog)
};

} // namespace

QString readDeliveryLog(const std::string &spec, const std::function<void(const Store &)> &read)
{
    const std::string prefix = "sqlite:";
    const std::string file = spec.starts_with(prefix) ? spec.substr(prefix.size()) : spec;
    std::error_code ignored;
    if (file.empty() || !std::filesystem::exists(file, ignored))
        return DeliveryLog::tr("Nothing was delivered from here yet: there is no delivery log.");
    try {
        read(*openStore(spec, StoreMode::ReadOnly));
    } catch (const std::exception &error) {
        return DeliveryLog::tr("The delivery log cannot be read: %1").arg(QString::fromUtf8(error.what()));
    }
    return {};
}

QString noDeliveryText()
{
    return DeliveryLog::tr("The delivery log has no delivery of this target.");
}

QString sentTimeText(std::int64_t secondsUtc)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(secondsUtc), QLocale::ShortFormat);
}

} // namespace targetdesk
