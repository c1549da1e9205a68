// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/httpanswer.h"
#include "dispatch/httprequest.h"
#include "dispatch/ingest.h"
#include "dispatch/store.h"

#include <exception>
#include <string>

namespace targetdesk {

/// What the front door says to senders: JSON, and no more of this side's affairs than a sender can act on; the log has the rest
/// (HttpAnswer::cause). Any thread.

/// Of /healthz; `trouble` is shown as it is: who looks after the queue asks there.
HttpAnswer healthAnswer(const std::string &trouble);
HttpAnswer refusalAnswer(int status, const std::string &what, const std::string &remedy);
HttpAnswer faultAnswer(const HttpFault &fault);
HttpAnswer badEventsAnswer(const IngestError &error);
/// 507 for a full disk, 503 for whatever else keeps the store from taking events, 500 for the rest.
HttpAnswer storeTroubleAnswer(const std::exception_ptr &error);
/// The same where the store was asked for numbers.
HttpAnswer noNumbersAnswer(const std::exception_ptr &error);
/// 202, or 409 for an id that was used before for other content.
HttpAnswer acceptAnswer(const AcceptResult &result);

} // namespace targetdesk
