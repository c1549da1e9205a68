// SPDX-License-Identifier: MIT
#include "delivery/request.h"

#include "delivery/secretmask.h"

namespace targetdesk {

std::string masked(std::string text, const Request &request)
{
    return SecretMask(request).masked(std::move(text));
}

} // namespace targetdesk
