// SPDX-License-Identifier: MIT
// The only file that includes valijson: it costs many seconds to compile.
#include "payload/payloadschema.h"

#include "payload/expressiontext.h"
#include "payload/schemarewrite.h"
#include "twig/regex.h"
#include "workspace/jsonfile.h"
#include "workspace/jsonoutline.h"
#include "workspace/jsonscanner.h"

// Else it ends the process where it would throw.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <algorithm>
#include <utility>

namespace targetdesk {

namespace {

using Value = nlohmann::json;
using Kind = SchemaViolation::Kind;

constexpr std::size_t MostViolations = 50;

/// PCRE2 with a limit, rather than std::regex, which overflows the stack on long texts.
struct Pattern
{
    explicit Pattern(const std::string &pattern)
        : regex("\x01" + pattern + "\x01uD")
    {}
    static bool search(const std::string &text, const Pattern &pattern)
    {
        return pattern.regex.match(text) != twig::Regex::Result::NoMatch;
    }
    twig::Regex regex;
};

/// Where an error is: `<root>`, `[data]`, `[0]`, … as a path and as the value there.
struct Spot
{
    std::string path;
    const Value *value = nullptr;
};

Spot spotOf(const std::vector<std::string> &context, const Value &payload)
{
    Spot spot{{}, &payload};
    for (std::size_t i = 1; i < context.size() && spot.value != nullptr; ++i) {
        const std::string name = context[i].size() > 1 ? context[i].substr(1, context[i].size() - 2) : context[i];
        const bool isIndex = spot.value->is_array();
        spot.path = withStep(spot.path, name, isIndex);
        const Value *next = nullptr;
        if (isIndex) {
            const std::size_t index = static_cast<std::size_t>(std::strtoull(name.c_str(), nullptr, 10));
            if (index < spot.value->size()) next = &(*spot.value)[index];
        } else if (const auto found = spot.value->find(name); found != spot.value->end()) {
            next = &*found;
        }
        spot.value = next;
    }
    return spot;
}

std::string kindOf(const Value &value)
{
    if (value.is_null()) return "null";
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_object()) return "an object";
    if (value.is_array()) return "a list";
    const std::string text = value.dump(-1, ' ', false, Value::error_handler_t::replace);
    return (value.is_string() ? "the text " : "the number ") + shortened(text);
}

std::string wordFor(const std::string &type)
{
    if (type == "string") return "a text";
    if (type == "integer") return "a whole number";
    if (type == "number") return "a number";
    if (type == "boolean") return "true or false";
    if (type == "object") return "an object";
    if (type == "array") return "a list";
    return type;
}

std::string listed(const std::vector<std::string> &words)
{
    std::string all;
    for (std::size_t i = 0; i < words.size(); ++i)
        all += (i == 0 ? "" : (i + 1 == words.size() ? " or " : ", ")) + words[i];
    return all;
}

std::string quotedIn(const std::string &text)
{
    const std::size_t begin = text.find_last_of('\'', text.size() - 3), end = text.rfind('\'');
    return begin == std::string::npos || end <= begin ? std::string() : text.substr(begin + 1, end - begin - 1);
}

/// What holds other errors together and says nothing by itself.
bool isFrame(const std::string &description)
{
    return description.starts_with("Failed to validate") && description.find("allowed by anyOf") == std::string::npos &&
           description.find("exactly one child") == std::string::npos && description.find("oneOf") == std::string::npos;
}

} // namespace

struct PayloadSchema::Private
{
    Value source; ///< as rewritten
    valijson::Schema schema;

    const Value *partFor(const std::vector<std::string> &context) const;
    SchemaViolation violation(const valijson::ValidationResults::Error &error, const Value &payload) const;
    void describeType(SchemaViolation &violation, const Spot &spot, const Value *part, const std::string &who) const;
    void describeValue(SchemaViolation &violation, const Spot &spot, const Value *part, const std::string &who) const;
};

// Through properties and items; what anyOf and the like hide is not found.
const Value *PayloadSchema::Private::partFor(const std::vector<std::string> &context) const
{
    const Value *part = referredTo(source, source);
    for (std::size_t i = 1; i < context.size() && part != nullptr; ++i) {
        const std::string name = context[i].substr(1, context[i].size() - 2);
        const Value *next = nullptr;
        if (part->is_object()) {
            if (const auto properties = part->find("properties");
                properties != part->end() && properties->is_object() && properties->contains(name))
                next = &(*properties)[name];
            else if (const auto items = part->find("items"); items != part->end() && items->is_object())
                next = &*items;
            else if (const auto more = part->find("additionalProperties"); more != part->end() && more->is_object())
                next = &*more;
        }
        part = next == nullptr ? nullptr : referredTo(source, *next);
    }
    return part != nullptr && part->is_object() ? part : nullptr;
}

void PayloadSchema::Private::describeType(SchemaViolation &violation, const Spot &spot, const Value *part,
                                          const std::string &who) const
{
    violation.kind = Kind::Type;
    if (part != nullptr && part->contains("type")) {
        const Value &type = (*part)["type"];
        for (const Value &one : type.is_array() ? type : Value::array({type}))
            if (one.is_string()) violation.wantedTypes.push_back(one.get<std::string>());
    }
    std::vector<std::string> words;
    std::transform(violation.wantedTypes.begin(), violation.wantedTypes.end(), std::back_inserter(words), wordFor);
    violation.what = who + " is " + (spot.value == nullptr ? "something else" : kindOf(*spot.value)) + ", and the schema wants " +
                     (words.empty() ? "another type" : listed(words));
}

void PayloadSchema::Private::describeValue(SchemaViolation &violation, const Spot &spot, const Value *part,
                                           const std::string &who) const
{
    violation.kind = Kind::Value;
    std::vector<std::string> allowed;
    if (part != nullptr && part->contains("const")) allowed.push_back(shortened((*part)["const"].dump()));
    if (part != nullptr && part->contains("enum") && (*part)["enum"].is_array())
        for (const Value &one : (*part)["enum"])
            if (allowed.size() < 8) allowed.push_back(shortened(one.dump()));
    violation.what = who + " is " + (spot.value == nullptr ? "something else" : kindOf(*spot.value)) +
                     ", and the schema allows " + (allowed.empty() ? "other values" : listed(allowed));
}

SchemaViolation PayloadSchema::Private::violation(const valijson::ValidationResults::Error &error, const Value &payload) const
{
    const std::string &said = error.description;
    const Spot spot = spotOf(error.context, payload);
    const Value *part = partFor(error.context);
    const std::string who = spot.path.empty() ? "the payload" : spot.path;
    SchemaViolation violation;
    violation.path = spot.path;
    if (said.find("'type' constraint") != std::string::npos) {
        describeType(violation, spot, part, who);
    } else if (said.starts_with("Missing required property") || said.starts_with("Missing dependency")) {
        violation.kind = Kind::Missing;
        violation.name = quotedIn(said);
        violation.what = who + " has no " + violation.name + ", and the schema requires it";
    } else if (said.find("additionalProperties") != std::string::npos) {
        violation.kind = Kind::Unknown;
        violation.name = quotedIn(said);
        violation.what = who + " has the key " + violation.name + ", which the schema does not know";
    } else if (said.find("enum values") != std::string::npos || said.find("'const' constraint") != std::string::npos) {
        describeValue(violation, spot, part, who);
    } else if (said.find("'pattern' constraint") != std::string::npos || said.starts_with("String should be a valid")) {
        violation.kind = Kind::Form;
        violation.what = who + " is " + (spot.value == nullptr ? "something else" : kindOf(*spot.value)) +
                         ", which has not the form that the schema wants";
        if (part != nullptr && part->contains("pattern") && (*part)["pattern"].is_string())
            violation.what += ": " + shortened((*part)["pattern"].get<std::string>());
    } else if (said.find("anyOf") != std::string::npos || said.find("oneOf") != std::string::npos ||
               said.find("exactly one") != std::string::npos) {
        violation.what =
            who + (said.find("exactly one") != std::string::npos ? " fits more than one of the forms that the schema keeps apart"
                                                                 : " fits none of the forms that the schema allows");
    } else if (said.find("'not' constraint") != std::string::npos) {
        violation.what = who + " is what the schema forbids";
    } else {
        violation.kind = Kind::Bounds;
        std::string words = said;
        if (!words.empty()) words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
        while (words.ends_with('.'))
            words.pop_back();
        if (const std::size_t zeros = words.rfind(".000000"); zeros != std::string::npos) words.erase(zeros, 7);
        violation.what = who + " is out of the schema's bounds: " + words;
    }
    return violation;
}

PayloadSchema::PayloadSchema(std::string name)
    : m_name(std::move(name))
{}

PayloadSchema::PayloadSchema(std::string_view text, std::string name)
    : m_name(std::move(name))
{
    read(text);
}

PayloadSchema::~PayloadSchema() = default;
PayloadSchema::PayloadSchema(PayloadSchema &&) noexcept = default;
PayloadSchema &PayloadSchema::operator=(PayloadSchema &&) noexcept = default;

void PayloadSchema::fail(std::string problem, std::string remedy)
{
    m_problem = std::move(problem);
    m_remedy = std::move(remedy);
}

void PayloadSchema::read(std::string_view text)
{
    if (const auto fault = JsonScanner(text).scan())
        return fail("the schema " + m_name + " is not JSON: " + describe(*fault, text), remedyFor(fault->fault));
    try {
        const Value source = Value::parse(text);
        if (!source.is_object())
            return fail("the file " + m_name + " is no JSON Schema: it holds no object", "write { \"type\": \"object\", … }");
        if (std::string problem = schemaProblem(source); !problem.empty())
            return fail("the schema " + m_name + " cannot be used: " + problem, "correct it in the file");
        auto made = std::make_unique<Private>();
        made->source = rewrittenSchema(source);
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(valijson::adapters::NlohmannJsonAdapter(made->source), made->schema);
        d = std::move(made);
    } catch (const std::exception &error) {
        fail("the schema " + m_name + " cannot be used: " + error.what(), "correct it in the file");
    }
}

std::shared_ptr<const PayloadSchema> PayloadSchema::of(const Target &target, const std::filesystem::path &workspaceFolder)
{
    const std::string &name = target.delivery.schema;
    if (name.empty()) return nullptr;
    std::shared_ptr<PayloadSchema> schema(new PayloadSchema(name));
    const std::filesystem::path file = std::filesystem::path(name).lexically_normal();
    if (file.is_absolute() || (!file.empty() && *file.begin() == "..")) {
        schema->fail("the schema " + name + " is outside the workspace",
                     "put it into the workspace's folder and name it from there: schemas/…");
        return schema;
    }
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(workspaceFolder / file, ignored)) {
        schema->fail("there is no schema " + name + " in the workspace",
                     "correct \"schema\" under \"delivery\" in the target's settings, or add the file");
        return schema;
    }
    try {
        schema->read(withoutByteOrderMark(readFile(workspaceFolder / file)));
    } catch (const std::exception &error) {
        schema->fail(error.what(), "make the file readable");
    }
    return schema;
}

std::vector<SchemaViolation> PayloadSchema::check(std::string_view payload) const
{
    std::vector<SchemaViolation> violations;
    if (!d) return violations;
    const Value value = Value::parse(payload, nullptr, false);
    if (value.is_discarded()) return violations;
    valijson::ValidationResults results;
    try {
        valijson::ValidatorT<Pattern> validator;
        if (validator.validate(d->schema, valijson::adapters::NlohmannJsonAdapter(value), &results)) return violations;
    } catch (const std::exception &error) {
        SchemaViolation violation;
        violation.what = std::string("the payload could not be compared with the schema: ") + error.what();
        return {violation};
    }
    for (const auto &error : results) {
        if (isFrame(error.description)) continue;
        SchemaViolation violation = d->violation(error, value);
        // What was said of each alternative comes right before that none fits.
        std::string reasons;
        while (violation.kind == Kind::Alternatives && error.description.find("Of constraint") != std::string::npos &&
               !violations.empty() && violations.back().path.starts_with(violation.path)) {
            reasons = violations.back().what + (reasons.empty() ? "" : "; or ") + reasons;
            violations.pop_back();
        }
        if (!reasons.empty()) violation.what += ": " + shortened(reasons, 200);
        violations.push_back(std::move(violation));
    }
    if (violations.size() > MostViolations) violations.resize(MostViolations);
    return violations;
}

} // namespace targetdesk
