// SPDX-License-Identifier: MIT
#include "dispatch/timepoint.h"

#include <QDateTime>
#include <QTimeZone>

namespace targetdesk {

TimePoint systemNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string isoText(TimePoint time)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), QTimeZone::UTC);
    return moment.toString(Qt::ISODateWithMs).toStdString();
}

} // namespace targetdesk
