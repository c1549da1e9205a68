// SPDX-License-Identifier: MIT
// twig_conformance [--list-failures N] [--presets DIR] [--contexts DIR] FILE…
// Runs recorded cases of what real Twig prints, one JSON object a line, and says which ones come out otherwise.
#include "twig/contextbuilder.h"
#include "twig/environment.h"
#include "twig/loader.h"
#include "twig/object.h"
#include "twig/php/datetime.h"
#include "twig/php/phperror.h"
#include "twig/template.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <optional>
#include <set>
#include <sstream>
#include <string>

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

namespace {

struct Options
{
    std::size_t listed = std::numeric_limits<std::size_t>::max();
    fs::path presets;
    fs::path contexts;
    std::vector<fs::path> files;
};

struct Tally
{
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t skipped = 0;
};

/// What came of a case, and what should have.
struct Outcome
{
    std::string text;
    std::optional<twig::Error> error;
};

std::string decodeBase64(std::string_view text)
{
    static constexpr std::string_view Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t digit = Digits.find(c);
        if (digit == std::string_view::npos) break;
        bits = bits << 6 | static_cast<unsigned>(digit);
        if ((count += 6) < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xFF);
    }
    return out;
}

std::string readFile(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The tagged values of a case's data.
class Values
{
public:
    explicit Values(twig::ContextBuilder &builder)
        : m_builder(builder)
    {}

    twig::Value make(const Json &json)
    {
        switch (json.type()) {
        case Json::value_t::boolean: return twig::Value::boolean(json.get<bool>());
        case Json::value_t::number_integer: return twig::Value::integer(json.get<std::int64_t>());
        case Json::value_t::number_unsigned: {
            const auto number = json.get<std::uint64_t>();
            if (number > static_cast<std::uint64_t>(INT64_MAX)) return twig::Value::real(static_cast<double>(number));
            return twig::Value::integer(static_cast<std::int64_t>(number));
        }
        case Json::value_t::number_float: return twig::Value::real(json.get<double>());
        case Json::value_t::string: return m_builder.text(json.get_ref<const std::string &>());
        case Json::value_t::array: {
            twig::Array *array = twig::Array::create(m_builder.arena());
            for (const Json &item : json)
                array->append(m_builder.arena(), make(item));
            return twig::Value::array(array);
        }
        case Json::value_t::object:
            if (!json.empty() && json.begin().key().starts_with('$')) return makeTagged(json);
            return twig::Value::array(makeMap(json));
        default: return twig::Value::null();
        }
    }

private:
    twig::Array *makeMap(const Json &json)
    {
        twig::Array *array = twig::Array::create(m_builder.arena());
        for (const auto &[key, value] : json.items())
            array->set(m_builder.arena(), m_builder.key(key), make(value));
        return array;
    }
    twig::Value makeTagged(const Json &json)
    {
        using Kind = twig::Object::Kind;
        twig::Arena &arena = m_builder.arena();
        const std::string tag = json.begin().key();
        const Json &content = json.begin().value();
        if (tag == "$float") {
            const std::string name = content.get<std::string>();
            if (name == "NAN") return twig::Value::real(std::numeric_limits<double>::quiet_NaN());
            const double infinity = std::numeric_limits<double>::infinity();
            return twig::Value::real(name == "INF" ? infinity : -infinity);
        }
        if (tag == "$bytes") return m_builder.text(decodeBase64(content.get<std::string>()));
        if (tag == "$markup") return twig::Value::markup(arena.copy(content.get<std::string>()));
        if (tag == "$date") {
            const twig::php::Zone zone = twig::php::Zone::parse(json.at("tz").get<std::string>());
            const auto date = twig::php::DateTime::parse(content.get<std::string>(), zone, {});
            return twig::Value::object(arena.create<twig::DateObject>(date, json.value("immutable", false)));
        }
        if (tag == "$timezone")
            return twig::Value::object(arena.create<twig::ZoneObject>(twig::php::Zone::parse(content.get<std::string>())));
        if (tag == "$interval") return twig::Value::object(arena.create<twig::IntervalObject>(makeInterval(content)));
        if (tag == "$template")
            return twig::Value::object(
                arena.create<twig::TemplateObject>(m_builder.text(content.get<std::string>()).text(), nullptr));
        const Kind kind = tag == "$object" ? Kind::Bag : tag == "$arrayObject" ? Kind::ArrayObject : Kind::ArrayIterator;
        const std::string_view name = kind == Kind::Bag           ? "stdClass"
                                      : kind == Kind::ArrayObject ? "ArrayObject"
                                                                  : "ArrayIterator";
        const twig::Value elements = make(content);
        return twig::Value::object(arena.create<twig::ArrayBackedObject>(kind, name, elements.arrayValue()));
    }
    static twig::php::DateInterval makeInterval(const Json &json)
    {
        twig::php::DateInterval interval;
        interval.years = json.value("y", 0);
        interval.months = json.value("m", 0);
        interval.days = json.value("d", 0);
        interval.hours = json.value("h", 0);
        interval.minutes = json.value("i", 0);
        interval.seconds = json.value("s", 0);
        interval.microseconds = static_cast<std::int64_t>(json.value("f", 0.0) * 1e6);
        interval.invert = json.contains("invert") && json["invert"] != 0 && json["invert"] != false;
        if (json.contains("days") && json["days"].is_number()) interval.totalDays = json["days"].get<std::int64_t>();
        return interval;
    }

    twig::ContextBuilder &m_builder;
};

twig::Context contextOf(const Json &data)
{
    twig::ContextBuilder builder;
    const twig::Value root = Values(builder).make(data);
    return builder.finish(root);
}

twig::Escaping escapingOf(const Json &config)
{
    if (!config.contains("autoescape")) return twig::Escaping::Html;
    const Json &value = config["autoescape"];
    if (!value.is_string()) return value == false ? twig::Escaping::Off : twig::Escaping::Html;
    const std::string name = value.get<std::string>();
    if (name == "js") return twig::Escaping::Js;
    if (name == "css") return twig::Escaping::Css;
    if (name == "url") return twig::Escaping::Url;
    if (name == "html_attr") return twig::Escaping::HtmlAttr;
    return name == "name" ? twig::Escaping::ByName : twig::Escaping::Html;
}

twig::Settings settingsOf(const Json &config)
{
    twig::Settings settings;
    settings.profile = twig::Profile::Faithful;
    settings.autoescape = escapingOf(config);
    settings.strictVariables = config.value("strict_variables", false);
    settings.timezone = config.value("timezone", "UTC");
    settings.displayTimezone = config.value("engine_timezone", "");
    if (config.contains("date_format") && config["date_format"].is_string())
        settings.dateFormat = config["date_format"].get<std::string>();
    if (config.contains("interval_format") && config["interval_format"].is_string())
        settings.intervalFormat = config["interval_format"].get<std::string>();
    if (config.contains("number_format") && config["number_format"].is_array()) {
        settings.numberDecimals = config["number_format"][0].get<int>();
        settings.numberDecimalPoint = config["number_format"][1].get<std::string>();
        settings.numberThousandsSeparator = config["number_format"][2].get<std::string>();
    }
    return settings;
}

/// Features outside the language that this runner cannot provide.
std::string unprovided(const Json &test)
{
    static const std::set<std::string> Absent = {"php-enum",       "test-classes", "debug",      "sandbox",      "extra-intl",
                                                 "test-extension", "extra-string", "extra-html", "string-loader"};
    const Json needs = test.value("needs", Json::array());
    for (const Json &need : needs)
        if (Absent.count(need.get<std::string>())) return need.get<std::string>();
    const bool isExample = std::find(needs.begin(), needs.end(), "time-or-random") != needs.end();
    if (isExample && !test.value("config", Json::object()).contains("seed")) return "time-or-random";
    const std::string charset = test.value("config", Json::object()).value("charset", "UTF-8");
    return charset == "UTF-8" ? "" : "charset " + charset;
}

Outcome run(const twig::Settings &settings, const std::shared_ptr<const twig::Loader> &loader, const std::string &name,
            const twig::Context &context, const twig::RenderOptions &options)
{
    Outcome outcome;
    try {
        const twig::Environment environment(settings, loader);
        outcome.text = environment.render(*environment.load(name), context, options).text;
    } catch (const twig::Error &error) {
        outcome.error = error;
    }
    return outcome;
}

std::string typeOf(const twig::Error &error)
{
    switch (error.kind()) {
    case twig::ErrorKind::Syntax: return "SyntaxError";
    case twig::ErrorKind::Runtime: return "RuntimeError";
    case twig::ErrorKind::Loader: return "LoaderError";
    case twig::ErrorKind::Security: return "SecurityError";
    case twig::ErrorKind::Limit: return "Limit";
    case twig::ErrorKind::Cancelled: return "Cancelled";
    }
    return {};
}

std::string describe(const std::string &type, const std::string &message, const std::string &name, int line)
{
    return type + ": " + message + " [" + name + ":" + std::to_string(line) + "]";
}

/// "expected / got" where they differ, else nothing.
std::optional<std::pair<std::string, std::string>> difference(const Json &test, const Outcome &outcome)
{
    const std::string got = outcome.error ? describe(typeOf(*outcome.error), outcome.error->rawMessage(),
                                                     outcome.error->templateName(), outcome.error->line())
                                          : Json(outcome.text).dump(-1, ' ', false, Json::error_handler_t::replace);
    if (!test.contains("exception")) {
        const std::string expected =
            test.contains("expect") ? test["expect"].get<std::string>() : decodeBase64(test["expect_base64"].get<std::string>());
        if (!outcome.error && outcome.text == expected) return std::nullopt;
        return std::pair(Json(expected).dump(-1, ' ', false, Json::error_handler_t::replace), got);
    }
    const Json &exception = test["exception"];
    const bool isPhps = exception.contains("cause");
    const auto text = [&](const char *key) {
        return exception.contains(key) && exception[key].is_string() ? exception[key].get<std::string>() : std::string();
    };
    const int line = exception.contains("line") && exception["line"].is_number() ? std::max(0, exception["line"].get<int>()) : 0;
    const bool equal = outcome.error && typeOf(*outcome.error) == text("type") && outcome.error->line() == line &&
                       outcome.error->templateName() == text("template") &&
                       (isPhps || outcome.error->rawMessage() == text("raw"));
    if (equal) return std::nullopt;
    return std::pair(describe(text("type"), text("raw"), text("template"), line) + (isPhps ? " (PHP's words)" : ""), got);
}

Outcome runCase(const Json &test, const Options &options)
{
    twig::RenderOptions renderOptions;
    renderOptions.limits.time = std::chrono::seconds(10);
    const Json config = test.value("config", Json::object());
    if (config.contains("seed")) renderOptions.seed = config["seed"].get<std::uint32_t>();
    if (test.contains("template")) {
        auto loader = std::make_shared<twig::ArrayLoader>();
        const std::string name = test["template"].get<std::string>();
        loader->set(name, readFile(options.presets / name));
        const auto context = twig::Context::parse(readFile(options.contexts / test["context"].get<std::string>()));
        const auto now = twig::php::DateTime::parse(test["now"].get<std::string>(), twig::php::Zone::utc(), {});
        renderOptions.now = now.instant().seconds;
        return run(settingsOf(config), loader, name, context, renderOptions);
    }
    auto loader = std::make_shared<twig::ArrayLoader>();
    for (const auto &[name, source] : test["templates"].items())
        loader->set(name, source.get<std::string>());
    const Json globals = test.value("globals", Json::object());
    for (const auto &[name, value] : globals.items())
        renderOptions.globals.push_back({name, contextOf(value)});
    return run(settingsOf(config), loader, test["main"].get<std::string>(), contextOf(test["data"]), renderOptions);
}

void runFile(const fs::path &path, Options options, Tally &tally)
{
    const fs::path reference = path.parent_path() / ".." / "reference";
    if (options.presets.empty()) options.presets = reference / "presets";
    if (options.contexts.empty()) options.contexts = reference / "contexts";
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    for (std::string line; std::getline(file, line);) {
        if (line.empty()) continue;
        const Json test = Json::parse(line);
        if (!unprovided(test).empty()) {
            ++tally.skipped;
            continue;
        }
        const auto differs = difference(test, runCase(test, options));
        if (!differs) {
            ++tally.passed;
            continue;
        }
        if (tally.failed++ < options.listed)
            std::cout << test["name"].get<std::string>() << "  expected " << differs->first << "  got " << differs->second
                      << '\n';
    }
}

std::optional<Options> parseArguments(int count, char **values)
{
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string argument = values[i];
        const bool hasValue = argument == "--list-failures" || argument == "--presets" || argument == "--contexts";
        if (hasValue && i + 1 >= count) return std::nullopt;
        if (argument == "--list-failures")
            options.listed = std::stoul(values[++i]);
        else if (argument == "--presets")
            options.presets = values[++i];
        else if (argument == "--contexts")
            options.contexts = values[++i];
        else if (argument.starts_with("--"))
            return std::nullopt;
        else
            options.files.emplace_back(argument);
    }
    return options.files.empty() ? std::nullopt : std::optional(options);
}

} // namespace

int main(int count, char **values)
{
    try {
        const auto options = parseArguments(count, values);
        if (!options) {
            std::cerr << "usage: twig_conformance [--list-failures N] [--presets DIR] [--contexts DIR] FILE…\n";
            return 2;
        }
        Tally tally;
        for (const fs::path &file : options->files)
            runFile(file, *options, tally);
        std::cout << tally.passed << " passed, " << tally.failed << " failed, " << tally.skipped << " skipped\n";
        return tally.failed ? 1 : 0;
    } catch (const std::exception &error) {
        std::cerr << "twig_conformance: " << error.what() << '\n';
        return 2;
    }
}
