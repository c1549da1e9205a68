// SPDX-License-Identifier: MIT
#include "delivery/requestpreview.h"

#include <algorithm>
#include <mutex>
#include <set>
#include <utility>

namespace targetdesk {

namespace {

constexpr const char *Mask = "********";

/// Has a mask for what nobody provides, and remembers its name.
class LenientSecrets : public SecretSource
{
public:
    explicit LenientSecrets(std::shared_ptr<const SecretSource> secrets)
        : m_secrets(std::move(secrets))
    {}

    std::optional<std::string> secret(const std::string &name) const override
    {
        if (auto found = m_secrets->secret(name)) return found;
        const std::lock_guard lock(m_mutex);
        m_missing.insert(name);
        return Mask;
    }
    std::string remedy(const std::string &name) const override { return m_secrets->remedy(name); }
    std::vector<std::string> missing() const
    {
        const std::lock_guard lock(m_mutex);
        return {m_missing.begin(), m_missing.end()};
    }

private:
    std::shared_ptr<const SecretSource> m_secrets;
    mutable std::mutex m_mutex;
    mutable std::set<std::string> m_missing; ///< guarded by m_mutex
};

/// A mask is no key: what it would sign for Standard Webhooks is left out. True when there was any.
bool removeUnsigned(Target &target, const SecretSource &secrets)
{
    return std::erase_if(target.delivery.signatures, [&](const SignatureSettings &signature) {
               if (signature.scheme == SignatureSettings::Scheme::Omneo) return false;
               // Each is asked for, so that each is named when it is missing.
               return std::ranges::count_if(signature.secrets,
                                            [&](const std::string &name) { return secrets.secret(name) == Mask; }) > 0;
           }) > 0;
}

} // namespace

RequestPreview previewRequest(const Target &target, const DeliveryEnvironment &environment, std::string body,
                              const DeliveryInfo &info, std::shared_ptr<const SecretSource> secrets)
{
    RequestPreview preview;
    Target shown = target;
    Authentication &auth = shown.delivery.authentication;
    if (auth.kind == Authentication::Kind::OAuth2) {
        preview.needsToken = true;
        auth.kind = Authentication::Kind::Bearer;
        auth.token = Mask;
    }
    const auto lenient = std::make_shared<LenientSecrets>(std::move(secrets));
    const bool hidesSignature = removeUnsigned(shown, *lenient);
    HttpSender sender; // never used: no token is fetched
    preview.request = RequestBuilder(lenient, sender).build(shown, environment, std::move(body), info);
    if (hidesSignature) preview.request.headers.push_back({"webhook-signature", Mask, true});
    preview.missing = lenient->missing();
    return preview;
}

} // namespace targetdesk
