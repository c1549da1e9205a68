// SPDX-License-Identifier: MIT
#include "delivery/requesttexts.h"

#include "delivery/requestbuilder.h"
#include "twig/template.h"

#include <string_view>

namespace targetdesk {

namespace {

twig::Settings strictSettings()
{
    twig::Settings settings;
    settings.strictVariables = true; // a header that lacks its value must not go out
    return settings;
}

bool isNameByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

} // namespace

RequestTexts::RequestTexts(const DeliveryEnvironment &environment, std::shared_ptr<const SecretSource> secrets)
    : m_environment(environment)
    , m_secrets(std::move(secrets))
{}

std::set<std::string> RequestTexts::namedSecrets(const std::string &source)
{
    constexpr std::string_view word = "secrets";
    std::set<std::string> names;
    for (std::size_t at = source.find(word); at != std::string::npos; at = source.find(word, at + 1)) {
        std::size_t next = at + word.size();
        if (at > 0 && (isNameByte(source[at - 1]) || source[at - 1] == '.')) continue;
        std::size_t end = next;
        if (next < source.size() && source[next] == '.') {
            end = ++next;
            while (end < source.size() && isNameByte(source[end]))
                ++end;
        } else if (next + 1 < source.size() && source[next] == '[' && (source[next + 1] == '\'' || source[next + 1] == '"')) {
            const char quote = source[next + 1];
            next += 2;
            end = source.find(quote, next);
            if (end == std::string::npos) continue;
        }
        if (end > next) names.insert(source.substr(next, end - next));
    }
    return names;
}

std::string RequestTexts::secret(const std::string &name, const std::string &place) const
{
    std::optional<std::string> value = m_secrets ? m_secrets->secret(name) : std::nullopt;
    if (!value) {
        Response response;
        response.errorClass = ErrorClass::Auth;
        response.error = place + ": the secret '" + name + "' is not known – " +
                         (m_secrets ? m_secrets->remedy(name) : std::string("no source of secrets is set up"));
        throw CredentialError(std::move(response));
    }
    return *value;
}

std::string RequestTexts::renderTwig(const std::string &source, const std::string &place, const Json &secretValues) const
{
    // Made here, for most requests have no template but their body's.
    const twig::Environment twig(strictSettings());
    twig::RenderOptions options;
    options.globals.push_back({"env", twig::Context::parse(m_environment.variables.dump())});
    options.globals.push_back({"secrets", twig::Context::parse(secretValues.dump())});
    return twig.render(*twig.compile(source, place), twig::Context(), options).text;
}

RequestText RequestTexts::render(const std::string &source, const std::string &place) const
{
    if (source.find("{{") == std::string::npos && source.find("{%") == std::string::npos &&
        source.find("{#") == std::string::npos) {
        return {source, false, {}};
    }
    const std::set<std::string> names = namedSecrets(source);
    Json values = Json::object();
    std::vector<std::string> secrets;
    for (const std::string &name : names) {
        secrets.push_back(secret(name, place));
        values[name] = secrets.back();
    }
    try {
        return {renderTwig(source, place, values), !names.empty(), std::move(secrets)};
    } catch (const twig::Error &error) {
        throw RequestError(
            place + ":" + std::to_string(error.line()) + ":" + std::to_string(error.column()) +
            ": error: " + (names.empty() ? error.rawMessage() : messageWithoutValues(source, place, names, error)) +
            " – `env` holds the variables of environments/" + m_environment.name + ".json, `secrets` the secrets by name");
    } catch (const Json::exception &) {
        throw RequestError(place + ": a secret is not UTF-8 text – store it as text");
    }
}

/// Twig quotes the values that it cannot use, and filters may have made something of them that no search would know. So its words
/// are those for a mask in place of each secret, where that fails at the same place.
std::string RequestTexts::messageWithoutValues(const std::string &source, const std::string &place,
                                               const std::set<std::string> &names, const twig::Error &error) const
{
    Json masks = Json::object();
    for (const std::string &name : names)
        masks[name] = "********";
    try {
        renderTwig(source, place, masks);
    } catch (const twig::Error &same) {
        if (same.line() == error.line() && same.column() == error.column()) return same.rawMessage();
    }
    // What stands before the first value is Twig's own.
    const std::string &message = error.rawMessage();
    return message.substr(0, message.find_first_of("\"'(`:0123456789")) + "… (values are left out: one may be a secret's)";
}

} // namespace targetdesk
