// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"

#include <QString>

#include <functional>
#include <string>

namespace targetdesk {

/// Opens a store beside a running dispatcher, for reading, and calls `read` with it. Gives the reason, in words for the window,
/// when there is none yet or it cannot be read; else empty. Any thread.
QString readDeliveryLog(const std::string &spec, const std::function<void(const Store &)> &read);

/// That the log has no delivery of the target, in words for the window.
QString noDeliveryText();

/// “02.03.26 03:15”, in the reader's form and time zone.
QString sentTimeText(std::int64_t secondsUtc);

} // namespace targetdesk
