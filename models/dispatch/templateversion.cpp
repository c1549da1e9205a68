// SPDX-License-Identifier: MIT
#include "dispatch/templateversion.h"

#include <QCryptographicHash>

namespace targetdesk {

namespace {

constexpr qsizetype kIdDigits = 24;

std::string settingsLine(const Target &target)
{
    const DeliverySettings &delivery = target.delivery;
    const Json settings = {
        {"config", delivery.config},     {"strict_variables", delivery.strictVariables}, {"autoescape", delivery.autoescape},
        {"timezone", delivery.timezone}, {"extensions", target.twig.extensions},         {"locale", target.twig.locale}};
    return settings.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

TemplateVersion::TemplateVersion(const Target &target)
    : m_text(settingsLine(target) + '\n' + target.templateSource)
    , m_id(QCryptographicHash::hash(QByteArrayView(m_text.data(), static_cast<qsizetype>(m_text.size())),
                                    QCryptographicHash::Sha256)
               .toHex()
               .first(kIdDigits)
               .toStdString())
{}

std::optional<Target> TemplateVersion::restored(Target target, const std::string &text)
{
    const std::size_t end = text.find('\n');
    if (end == std::string::npos) return std::nullopt;
    try {
        const Json settings = Json::parse(text.substr(0, end));
        DeliverySettings &delivery = target.delivery;
        delivery.config = settings.at("config");
        delivery.strictVariables = settings.at("strict_variables").get<bool>();
        delivery.autoescape = settings.at("autoescape").get<std::string>();
        delivery.timezone = settings.at("timezone").get<std::string>();
        target.twig.extensions = settings.at("extensions").get<std::vector<std::string>>();
        target.twig.locale = settings.at("locale").get<std::string>();
    } catch (const Json::exception &) {
        return std::nullopt;
    }
    target.templateSource = text.substr(end + 1);
    return target;
}

} // namespace targetdesk
