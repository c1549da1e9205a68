// SPDX-License-Identifier: MIT
#include "dispatch/orderkey.h"

#include <QCryptographicHash>

namespace targetdesk {

namespace {

/// Longer than whatever names a profile.
constexpr std::size_t kLongestText = 200;

} // namespace

std::string orderKeyOf(const Json &value)
{
    return fitForIndex(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string fitForIndex(std::string text)
{
    if (text.size() <= kLongestText) return text;
    const QByteArrayView bytes(text.data(), static_cast<qsizetype>(text.size()));
    // No JSON begins like this.
    return "sha256:" + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace targetdesk
