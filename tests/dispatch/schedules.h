// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/scheduletime.h"
#include "workspace/fieldreader.h"

#include <QDateTime>

#include <string>
#include <vector>

namespace targetdesk {

inline TimePoint timeOf(const std::string &text)
{
    const QDateTime time = QDateTime::fromString(QString::fromStdString(text), Qt::ISODateWithMs);
    return TimePoint(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

/// As a reaction's file would have it.
inline ReactionSchedule scheduleOf(const Json &json)
{
    std::vector<FieldProblem> problems;
    Json unknown;
    ReactionSchedule schedule = readSchedule(json, "", problems, unknown);
    if (!problems.empty()) qFatal("%s", problems[0].what.c_str());
    return schedule;
}

} // namespace targetdesk
