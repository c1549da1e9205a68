// SPDX-License-Identifier: MIT
#include "ui/testsend/localdelivery.h"

#include "platforms/receiver.h"
#include "platforms/simulatorsecrets.h"

namespace targetdesk {

namespace {

bool isAddress(const std::string &text)
{
    return text.rfind("http://", 0) == 0 || text.rfind("https://", 0) == 0;
}

/// Everything from the path on, "/" at least.
std::string pathOf(const std::string &address)
{
    const std::size_t host = address.find("://");
    const std::size_t path = host == std::string::npos ? std::string::npos : address.find('/', host + 3);
    return path == std::string::npos ? "/" : address.substr(path);
}

} // namespace

DeliveryEnvironment localEnvironment(const DeliveryEnvironment &environment, const std::string &base)
{
    DeliveryEnvironment local = environment;
    local.isProtected = false;
    for (auto &[name, value] : local.variables.items()) {
        if (value.is_string() && isAddress(value.get_ref<const std::string &>())) value = base;
    }
    return local;
}

Target localTarget(const Target &target, const std::string &base)
{
    Target local = target;
    // The receiver is on this machine, and has no secrets of anybody.
    local.delivery.connection = {};
    std::erase_if(local.delivery.signatures, [](const SignatureSettings &signature) {
        return signature.scheme == SignatureSettings::Scheme::StandardWebhooksEd25519;
    });
    std::string &tokenUrl = local.delivery.authentication.tokenUrl;
    if (isAddress(tokenUrl)) tokenUrl = base + pathOf(tokenUrl);
    if (local.url.empty()) local.url = base + "/sink/" + target.handle;
    return local;
}

void pointAtReceiver(Request &request, const std::string &handle, const std::string &base)
{
    const std::string path = pathOf(request.url);
    request.url = base + (Receiver::isSimulated(path.substr(0, path.find('?'))) ? path : "/sink/" + handle);
}

std::optional<std::string> LocalSecrets::secret(const std::string &name) const
{
    const auto &known = simulatorSecrets();
    const auto it = known.find(name);
    return it == known.end() ? "placeholder-" + name : it->second;
}

std::string LocalSecrets::remedy(const std::string &) const
{
    return {};
}

} // namespace targetdesk
