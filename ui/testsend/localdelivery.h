// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"
#include "delivery/secretsource.h"
#include "workspace/deliveryenvironment.h"
#include "workspace/target.h"

#include <string>

namespace targetdesk {

/// A test send goes to the local receiver: same payload, headers and signature, another host. These make the copies that
/// send there; nothing of a test send leaves the machine, and no real secret is used.

/// Every variable that is an address points at the receiver (`base` is `http://127.0.0.1:PORT`).
DeliveryEnvironment localEnvironment(const DeliveryEnvironment &environment, const std::string &base);

/// A token address that is written out points at the receiver too.
Target localTarget(const Target &target, const std::string &base);

/// Keeps the path when one of the simulators listens there, else `/sink/<handle>`; the host is the receiver's.
void pointAtReceiver(Request &request, const std::string &handle, const std::string &base);

/// What secrets are in a test send: the simulators' own, and a placeholder for any other name. The local receiver never sees
/// a real one.
class LocalSecrets : public SecretSource
{
public:
    std::optional<std::string> secret(const std::string &name) const override;
    std::string remedy(const std::string &name) const override;
};

} // namespace targetdesk
