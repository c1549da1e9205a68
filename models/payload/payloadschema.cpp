// SPDX-License-Identifier: MIT
// The only file that includes valijson: it costs many seconds to compile.
#include "payload/payloadschema.h"

#include "payload/expressiontext.h"
#include "payload/schemabundle.h"
#include "payload/schemaevaluation.h"
#include "payload/schemarewrite.h"
#include "payload/schemarules.h"
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
constexpr int MostWrappings = 20;

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

std::string typeNameOf(const Value &value)
{
    if (value.is_number_integer()) return "integer";
    return value.is_number() ? "number" : value.type_name();
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

// The schema of an element that has one of its own.
const Value *indexIn(const Value &list, const std::string &name)
{
    if (!list.is_array() || name.empty() || name.find_first_not_of("0123456789") != std::string::npos) return nullptr;
    const std::size_t index = static_cast<std::size_t>(std::strtoull(name.c_str(), nullptr, 10));
    return index < list.size() ? &list[index] : nullptr;
}

} // namespace

struct PayloadSchema::Private
{
    Value source; ///< as it is written
    valijson::Schema schema;
    bool isLate = false; ///< it has keywords that the validator does not know

    void addLate(std::vector<SchemaViolation> &violations, const Value &payload) const;
    const Value *partFor(const std::vector<std::string> &context) const;
    const Value *withoutWrapping(const Value *part) const;
    const Value *childOf(const Value &part, const std::string &name, int depth) const;
    SchemaViolation violation(const valijson::ValidationResults::Error &error, const Value &payload) const;
    void describeType(SchemaViolation &violation, const Spot &spot, const Value *part, const std::string &who) const;
    void describeAlternatives(SchemaViolation &violation, const Spot &spot, const SchemaRules &rules,
                              const std::string &who) const;
    void describeValue(SchemaViolation &violation, const Spot &spot, const Value *part, const std::string &who) const;
};

// Through properties and items, also of what must be fitted as well; what anyOf and the like hide is not found.
const Value *PayloadSchema::Private::partFor(const std::vector<std::string> &context) const
{
    const Value *part = withoutWrapping(&source);
    for (std::size_t i = 1; i < context.size() && part != nullptr; ++i)
        part = withoutWrapping(childOf(*part, context[i].substr(1, context[i].size() - 2), 0));
    return part != nullptr && part->is_object() ? part : nullptr;
}

// `{"allOf": [{"$ref": …}]}`, as tools write it, says what is referred to.
const Value *PayloadSchema::Private::withoutWrapping(const Value *part) const
{
    for (int depth = 0; part != nullptr && depth < MostWrappings; ++depth) {
        part = referredTo(source, *part);
        if (part == nullptr || !part->is_object() || part->contains("type") || part->contains("properties")) return part;
        const auto all = part->find("allOf");
        if (all == part->end() || !all->is_array() || all->size() != 1) return part;
        part = &all->front();
    }
    return part;
}

const Value *PayloadSchema::Private::childOf(const Value &part, const std::string &name, int depth) const
{
    if (!part.is_object() || depth > MostWrappings) return nullptr;
    if (const auto properties = part.find("properties");
        properties != part.end() && properties->is_object() && properties->contains(name))
        return &(*properties)[name];
    if (const auto first = part.find("prefixItems"); first != part.end() && indexIn(*first, name) != nullptr)
        return indexIn(*first, name);
    const auto items = part.find("items");
    if (items != part.end() && items->is_object()) return &*items;
    if (items != part.end() && indexIn(*items, name) != nullptr) return indexIn(*items, name);
    const auto search = [&](const Value &others) -> const Value * {
        for (const Value &one : others)
            if (const Value *other = referredTo(source, one); other != nullptr)
                if (const Value *found = childOf(*other, name, depth + 1)) return found;
        return nullptr;
    };
    for (const char *keyword : {"allOf", "dependentSchemas"})
        if (const auto others = part.find(keyword); others != part.end() && others->is_structured())
            if (const Value *found = search(*others)) return found;
    const auto more = part.find("additionalProperties");
    return more != part.end() && more->is_object() ? &*more : nullptr;
}

void PayloadSchema::Private::describeType(SchemaViolation &violation, const Spot &spot, const Value *part,
                                          const std::string &who) const
{
    violation.kind = Kind::Type;
    violation.wantedTypes = SchemaRules(part).types();
    std::vector<std::string> words;
    std::transform(violation.wantedTypes.begin(), violation.wantedTypes.end(), std::back_inserter(words), wordFor);
    violation.what = who + " is " + (spot.value == nullptr ? "something else" : kindOf(*spot.value)) + ", and the schema wants " +
                     (words.empty() ? "another type" : listed(words));
}

// Where each form is of another type than the value, the types say it all.
void PayloadSchema::Private::describeAlternatives(SchemaViolation &violation, const Spot &spot, const SchemaRules &rules,
                                                  const std::string &who) const
{
    violation.what = who + " fits none of the forms that the schema allows";
    if (spot.value == nullptr) return;
    std::vector<std::string> types;
    for (const char *keyword : {"anyOf", "oneOf"}) {
        const Value *forms = rules.find(keyword);
        for (const Value &form : forms != nullptr && forms->is_array() ? *forms : Value::array()) {
            const Value *resolved = referredTo(source, form);
            const SchemaRules one(resolved);
            if (one.types().empty() || one.permits(typeNameOf(*spot.value))) return;
            for (const std::string &type : one.types())
                types.push_back(type);
        }
    }
    violation.wantedTypes = types;
    std::transform(types.begin(), types.end(), types.begin(), wordFor);
    if (!types.empty()) violation.what = who + " is " + kindOf(*spot.value) + ", and the schema wants " + listed(types);
}

void PayloadSchema::Private::describeValue(SchemaViolation &violation, const Spot &spot, const Value *part,
                                           const std::string &who) const
{
    violation.kind = Kind::Value;
    std::vector<std::string> allowed = SchemaRules(part).allowedValues();
    if (allowed.size() > 8) allowed.resize(8);
    for (std::string &one : allowed)
        one = shortened(one);
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
    violation.rules = part;
    if (said.find("'type' constraint") != std::string::npos) {
        describeType(violation, spot, part, who);
    } else if (said.starts_with("Missing required property") || said.starts_with("Missing dependency")) {
        violation.kind = Kind::Missing;
        violation.name = quotedIn(said);
        std::vector<std::string> context = error.context;
        context.push_back("[" + violation.name + "]");
        violation.rulesOfKey = partFor(context);
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
        const SchemaRules rules(part);
        const bool isPattern =
            spot.value != nullptr && spot.value->is_string() && !rules.fitsPattern(spot.value->get<std::string>());
        const std::string wanted = isPattern ? shortened(rules.pattern()) : wordsForFormat(rules.format());
        if (!wanted.empty()) violation.what += ": " + wanted;
    } else if (said.find("anyOf") != std::string::npos || said.find("oneOf") != std::string::npos ||
               said.find("exactly one") != std::string::npos) {
        if (said.find("exactly one child") == std::string::npos)
            describeAlternatives(violation, spot, SchemaRules(part), who);
        else
            violation.what = who + " fits more than one of the forms that the schema keeps apart";
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

// What the validator of draft 7 does not see.
void PayloadSchema::Private::addLate(std::vector<SchemaViolation> &violations, const Value &payload) const
{
    SchemaEvaluation evaluation(source);
    const bool isGood = evaluation.run(payload);
    for (const LateViolation &late : evaluation.violations()) {
        SchemaViolation violation;
        const std::string who = late.path.empty() ? "the payload" : late.path;
        violation.path = late.path;
        violation.name = late.name;
        violation.kind = Kind::Bounds;
        switch (late.kind) {
        case LateViolation::Kind::UnevaluatedKey:
            violation.kind = Kind::Unknown;
            violation.what = who + " has the key " + late.name + ", which the schema does not know";
            break;
        case LateViolation::Kind::UnevaluatedItem:
            violation.path = withStep(late.path, late.name, true);
            violation.what = violation.path + " is an element more than the schema knows";
            break;
        case LateViolation::Kind::TooFewMatches:
        case LateViolation::Kind::TooManyMatches:
            violation.what = who + " has " + std::to_string(late.count) +
                             " elements of the kind that the schema counts, and it wants at " +
                             (late.kind == LateViolation::Kind::TooFewMatches ? "least " : "most ") + std::to_string(late.limit);
        }
        violations.push_back(std::move(violation));
    }
    if (isGood || !violations.empty()) return;
    SchemaViolation violation;
    violation.what = "the payload fits none of the forms that the schema allows";
    violations.push_back(std::move(violation));
}

PayloadSchema::PayloadSchema(std::string name)
    : m_name(std::move(name))
{}

PayloadSchema::PayloadSchema(std::string_view text, std::string name)
    : m_name(std::move(name))
{
    read(text, {}, {});
}

PayloadSchema::~PayloadSchema() = default;
PayloadSchema::PayloadSchema(PayloadSchema &&) noexcept = default;
PayloadSchema &PayloadSchema::operator=(PayloadSchema &&) noexcept = default;

void PayloadSchema::fail(std::string problem, std::string remedy)
{
    m_problem = std::move(problem);
    m_remedy = std::move(remedy);
}

void PayloadSchema::read(std::string_view text, const std::filesystem::path &file, const std::filesystem::path &folder)
{
    if (const auto fault = JsonScanner(text).scan())
        return fail("the schema " + m_name + " is not JSON: " + describe(*fault, text), remedyFor(fault->fault));
    try {
        Value source = Value::parse(text);
        if (!source.is_object())
            return fail("the file " + m_name + " is no JSON Schema: it holds no object", "write { \"type\": \"object\", … }");
        SchemaBundle bundle = bundledSchema(std::move(source), file, folder);
        if (!bundle.problem.empty()) return fail("the schema " + m_name + " cannot be used: " + bundle.problem, bundle.remedy);
        source = std::move(bundle.schema);
        if (std::string problem = schemaProblem(source); !problem.empty())
            return fail("the schema " + m_name + " cannot be used: " + problem, "correct it in the file");
        auto made = std::make_unique<Private>();
        const Value inDraft7 = rewrittenSchema(source);
        made->isLate = SchemaEvaluation::isNeededFor(source);
        made->source = std::move(source);
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(valijson::adapters::NlohmannJsonAdapter(inDraft7), made->schema);
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
        schema->read(withoutByteOrderMark(readFile(workspaceFolder / file)), file, workspaceFolder);
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
        if (validator.validate(d->schema, valijson::adapters::NlohmannJsonAdapter(value), &results) && !d->isLate)
            return violations;
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
        if (!reasons.empty() && violation.wantedTypes.empty()) violation.what += ": " + shortened(reasons, 200);
        violations.push_back(std::move(violation));
    }
    if (d->isLate) d->addLate(violations, value);
    if (violations.size() > MostViolations) violations.resize(MostViolations);
    return violations;
}

} // namespace targetdesk
