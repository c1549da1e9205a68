// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"
#include "delivery/requestbuilder.h"
#include "delivery/secretsource.h"

#include <memory>
#include <string>
#include <vector>

namespace targetdesk {

/// A request as it would be sent, without sending or asking anybody for anything.
struct RequestPreview
{
    Request request;
    std::vector<std::string> missing; ///< secrets that nobody provides; a mask stands for them
    bool needsToken = false;          ///< an OAuth2 token is fetched when it is sent; a mask stands for it
};

/// Made by RequestBuilder, as for sending. Throws RequestError where sending would fail for another reason than a missing
/// secret. No network; quick.
RequestPreview previewRequest(const Target &target, const DeliveryEnvironment &environment, std::string body,
                              const DeliveryInfo &info, std::shared_ptr<const SecretSource> secrets);

} // namespace targetdesk
