// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"
#include "workspace/target.h"

#include <cstdint>
#include <string>

namespace targetdesk {

/// What a request can be copied as.
enum class RequestForm : std::uint8_t {
    Curl,              ///< a command for a POSIX shell
    Httpie,            ///< a command for a POSIX shell, HTTPie 3
    ApiBody,           ///< the body of Omneo's POST /targets, the template escaped
    PhpReceiver,       ///< a page that takes the request
    JavaScriptReceiver ///< a Node.js server that takes the request
};

/// The request as text to paste. Secrets are not in it: in commands a variable of the shell stands for each (its name in the
/// text), receivers read theirs from the environment. The body is used byte for byte; a receiver names at most its first 20
/// fields. Pure; any thread.
std::string requestAs(RequestForm form, const Request &request, const Target &target);

} // namespace targetdesk
