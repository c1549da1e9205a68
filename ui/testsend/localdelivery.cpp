// SPDX-License-Identifier: MIT
#include "ui/testsend/localdelivery.h"

#include <QString>
#include <QUrl>

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
    std::string &tokenUrl = local.delivery.authentication.tokenUrl;
    if (isAddress(tokenUrl)) tokenUrl = base + pathOf(tokenUrl);
    if (local.url.empty()) local.url = base + "/sink/" + target.handle;
    return local;
}

} // namespace targetdesk
