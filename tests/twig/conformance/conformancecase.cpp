// SPDX-License-Identifier: MIT
#include "conformancecase.h"

#include "taggeddata.h"
#include "testextension.h"

#include "twig/environment.h"
#include "twig/template.h"

#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>

namespace conformance {

namespace {

/// What this runner cannot provide (README.md says why): chance.
constexpr std::array<std::string_view, 1> unprovided = {"time-or-random"};
/// Cases that need classes of PHP.
constexpr std::array<std::string_view, 5> classCases = {
    "fixtures/functions/enum/valid", "fixtures/functions/enum_cases/valid", "fixtures/functions/enum_cases/invalid_enum",
    "fixtures/functions/enum_cases/invalid_enum_escaping", "fixtures/tests/constant"};

std::string read(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

bool isProvided(const Json &one)
{
    if (std::find(classCases.begin(), classCases.end(), one.value("name", std::string())) != classCases.end()) return false;
    for (const Json &need : one.value("needs", Json::array())) {
        if (std::find(unprovided.begin(), unprovided.end(), need.get<std::string>()) != unprovided.end()) return false;
    }
    return true;
}

twig::ExtensionSet extensionsOf(const Json &one)
{
    static const std::map<std::string, twig::Extension, std::less<>> extensions = {{"sandbox", twig::Extension::Sandbox},
                                                                                   {"extra-intl", twig::Extension::Intl},
                                                                                   {"extra-string", twig::Extension::String},
                                                                                   {"extra-html", twig::Extension::Html}};
    twig::ExtensionSet set = {twig::Extension::StringLoader, twig::Extension::Debug};
    for (const Json &need : one.value("needs", Json::array())) {
        const auto found = extensions.find(need.get<std::string>());
        if (found != extensions.end()) set.add(found->second);
    }
    return set;
}

bool needs(const Json &one, std::string_view what)
{
    const Json all = one.value("needs", Json::array());
    return std::find(all.begin(), all.end(), Json(what)) != all.end();
}

twig::Settings settingsOf(const Json &config)
{
    static const std::map<std::string, twig::Escaping> strategies = {{"html", twig::Escaping::Html},
                                                                     {"js", twig::Escaping::Js},
                                                                     {"css", twig::Escaping::Css},
                                                                     {"url", twig::Escaping::Url},
                                                                     {"html_attr", twig::Escaping::HtmlAttr},
                                                                     {"name", twig::Escaping::ByName}};
    twig::Settings settings;
    settings.profile = twig::Profile::Faithful;
    settings.autoescape = twig::Escaping::Html;
    if (config.contains("autoescape")) {
        settings.autoescape =
            config["autoescape"].is_string() ? strategies.at(config["autoescape"].get<std::string>()) : twig::Escaping::Off;
    }
    settings.strictVariables = config.value("strict_variables", false);
    settings.debug = config.value("debug", false);
    settings.timezone = config.value("timezone", "UTC");
    if (config.contains("engine_timezone")) settings.displayTimezone = config["engine_timezone"].get<std::string>();
    if (config.contains("date_format")) settings.dateFormat = config["date_format"].get<std::string>();
    if (config.contains("interval_format")) settings.intervalFormat = config["interval_format"].get<std::string>();
    if (config.contains("number_format")) {
        const Json &numbers = config["number_format"];
        settings.numberDecimals = numbers.at(0).get<int>();
        settings.numberDecimalPoint = numbers.at(1).get<std::string>();
        settings.numberThousandsSeparator = numbers.at(2).get<std::string>();
    }
    return settings;
}

/// "2026-03-02 03:15:00" as seconds since 1970, UTC.
std::int64_t instantOf(const std::string &text)
{
    std::tm time{};
    if (std::sscanf(text.c_str(), "%d-%d-%d %d:%d:%d", &time.tm_year, &time.tm_mon, &time.tm_mday, &time.tm_hour, &time.tm_min,
                    &time.tm_sec) != 6) {
        throw std::runtime_error("not a time: " + text);
    }
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    return timegm(&time);
}

std::string className(twig::ErrorKind kind)
{
    switch (kind) {
    case twig::ErrorKind::Syntax: return "SyntaxError";
    case twig::ErrorKind::Runtime: return "RuntimeError";
    case twig::ErrorKind::Loader: return "LoaderError";
    case twig::ErrorKind::Security: return "SecurityError";
    case twig::ErrorKind::Php: return "Error";
    case twig::ErrorKind::Limit: return "Limit";
    case twig::ErrorKind::Cancelled: return "Cancelled";
    }
    return {};
}

std::string described(const std::string &type, const std::string &message, const std::string &name, int line)
{
    return type + ": " + message + " (" + name + ":" + std::to_string(line) + ")";
}

struct Case
{
    std::map<std::string, std::string, std::less<>> templates;
    std::string main;
    twig::Context context;
    twig::RenderOptions options;
};

Case prepare(const Json &one, const Folders &folders)
{
    Case result;
    if (one.contains("template")) {
        result.main = one["template"].get<std::string>();
        result.templates[result.main] = read(folders.presets / result.main);
        result.context = twig::Context::parse(read(folders.contexts / one["context"].get<std::string>()));
    } else {
        result.main = one["main"].get<std::string>();
        for (const auto &[name, source] : one["templates"].items())
            result.templates[name] = source.get<std::string>();
        result.context = contextOf(one.value("data", Json::object()));
    }
    if (one.contains("now")) result.options.now = instantOf(one["now"].get<std::string>());
    const Json config = one.value("config", Json::object());
    if (config.contains("seed")) result.options.seed = config["seed"].get<std::uint32_t>();
    const Json globals = one.value("globals", Json::object());
    for (const auto &[name, value] : globals.items())
        result.options.globals.push_back({name, twig::Context::parse(value.dump())});
    return result;
}

Result judgeError(const Json &one, const twig::Error &error)
{
    Result result;
    result.got = described(className(error.kind()), error.rawMessage(), error.templateName(), error.line());
    if (!one.contains("exception")) {
        result.verdict = Verdict::Failed;
        result.expected = Json(one.value("expect", std::string("bytes"))).dump();
        return result;
    }
    const Json &wanted = one["exception"];
    const bool hasCause = wanted.contains("cause") && !wanted["cause"].is_null();
    const std::string raw = wanted.value("raw", wanted.value("message", std::string()));
    std::string type = wanted.value("type", std::string());
    if (type.starts_with("Security")) type = "SecurityError";
    const auto textOf = [&](const char *key) {
        return wanted.contains(key) && wanted[key].is_string() ? wanted[key].get<std::string>() : error.templateName();
    };
    const int line = wanted.contains("line") && wanted["line"].is_number() ? wanted["line"].get<int>() : error.line();
    const bool same = type == className(error.kind()) && (hasCause || raw == error.rawMessage()) && line == error.line() &&
                      textOf("template") == error.templateName();
    result.expected = described(type, raw, textOf("template"), line);
    result.verdict = same ? Verdict::Passed : Verdict::Failed;
    return result;
}

Result judgeText(const Json &one, const std::string &text)
{
    Result result;
    result.got = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    if (one.contains("exception")) {
        const Json &wanted = one["exception"];
        result.verdict = Verdict::Failed;
        result.expected = wanted.value("type", std::string()) + ": " + wanted.value("message", std::string());
        return result;
    }
    std::string expected;
    if (one.contains("expect_base64")) {
        const twig::Context decoded = contextOf({{"v", {{"$bytes", one["expect_base64"]}}}});
        const twig::Environment environment;
        expected = environment.render(*environment.compile("{{ v }}", "bytes"), decoded).text;
    } else {
        expected = one.at("expect").get<std::string>();
    }
    result.expected = Json(expected).dump(-1, ' ', false, Json::error_handler_t::replace);
    result.verdict = expected == text ? Verdict::Passed : Verdict::Failed;
    return result;
}

} // namespace

Result runCase(const Json &one, const Folders &folders)
{
    const Json config = one.value("config", Json::object());
    const std::string charset = config.value("charset", std::string("UTF-8"));
    if (!isProvided(one) || (charset != "UTF-8" && charset != "utf-8")) return {Verdict::Skipped, {}, {}};
    const Case prepared = prepare(one, folders);
    try {
        twig::Settings settings = settingsOf(config);
        settings.extensions = extensionsOf(one);
        if (needs(one, "test-extension")) settings.library = testExtension();
        settings.securityPolicy.functions = {"dump"};
        const twig::Environment environment(settings, std::make_shared<twig::ArrayLoader>(prepared.templates));
        return judgeText(one, environment.render(*environment.load(prepared.main), prepared.context, prepared.options).text);
    } catch (const twig::Error &error) {
        return judgeError(one, error);
    }
}

} // namespace conformance
