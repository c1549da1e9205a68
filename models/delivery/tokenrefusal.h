// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"
#include "delivery/response.h"

namespace targetdesk {

/// What a token endpoint answered that gave no token, as it may be shown and stored: status, timings, OAuth's `error` and
/// `error_description` (RFC 6749, section 5.2) as the body, and the headers that say when to ask again or what kind of answer it
/// was. The rest goes: such answers repeat the client's secret, or hold tokens in places that we do not know. Class Auth unless
/// the fault is our own; never "sent", as the delivery itself never left. `request` is what the endpoint was asked.
Response tokenRefusal(Response response, const Request &request);

} // namespace targetdesk
