// SPDX-License-Identifier: MIT
#include "payload/templateproblem.h"

#include "payload/problemcodes.h"
#include "twig/registry.h"
#include "workspace/jsonscanner.h"
#include "workspace/textposition.h"

namespace targetdesk {

namespace {

std::string_view codeOf(twig::ErrorKind kind)
{
    switch (kind) {
    case twig::ErrorKind::Syntax: return code::Syntax;
    case twig::ErrorKind::Runtime:
    case twig::ErrorKind::Php: return code::Runtime;
    case twig::ErrorKind::Loader: return code::MissingTemplate;
    case twig::ErrorKind::Security: return code::Forbidden;
    case twig::ErrorKind::Limit: return code::Limit;
    case twig::ErrorKind::Cancelled: return code::Cancelled;
    }
    return code::Engine;
}

/// What to do about `Unknown "slug" filter.` when an extension has it; empty for any other message.
std::string extensionRemedy(std::string_view message)
{
    static constexpr std::string_view Start = "Unknown \"";
    if (!message.starts_with(Start)) return {};
    const std::string_view rest = message.substr(Start.size());
    const std::string_view name = rest.substr(0, rest.find('"'));
    for (const twig::SymbolInfo &symbol : twig::symbols()) {
        if (symbol.name != name || symbol.extension == twig::Extension::Core) continue;
        return "add \"" + std::string(twig::extensionName(symbol.extension)) +
               "\" to \"extensions\" under \"twig\" in targetdesk.json, if the platform that renders for real has it, too";
    }
    return {};
}

std::string remedyOf(const twig::Error &error)
{
    const std::string &message = error.rawMessage();
    if (std::string remedy = extensionRemedy(message); !remedy.empty()) return remedy;
    if (message.find("Did you mean") != std::string::npos) return {};
    if (message.starts_with("Unexpected end of template")) return "an end tag is missing: {% endif %}, {% endfor %} or the like";
    switch (error.kind()) {
    case twig::ErrorKind::Syntax: return "correct the template here";
    case twig::ErrorKind::Loader: return "a target's template stands alone: put the text into it";
    case twig::ErrorKind::Security: return "do without it";
    case twig::ErrorKind::Limit: return "make the loop or the text smaller";
    case twig::ErrorKind::Cancelled: return {};
    case twig::ErrorKind::Php: return "print a part of it, or format it with |date";
    case twig::ErrorKind::Runtime: break;
    }
    if (message.find("does not exist") != std::string::npos)
        return "check the name, or say what to use instead with ?? or |default";
    return "check the value that this expression gets";
}

} // namespace

Problem templateProblem(const twig::Error &error)
{
    Problem problem;
    problem.kind = Problem::Kind::Template;
    problem.code = codeOf(error.kind());
    problem.templateName = error.templateName();
    problem.line = error.line();
    problem.column = error.column();
    problem.offset = error.span().offset;
    problem.length = error.span().length;
    problem.what = error.rawMessage();
    problem.remedy = remedyOf(error);
    return problem;
}

Problem messageProblem(const twig::Message &message)
{
    const bool isWarning = message.level == twig::Message::Level::Warning;
    Problem problem;
    problem.severity = isWarning ? Problem::Severity::Warning : Problem::Severity::Hint;
    problem.kind = Problem::Kind::Message;
    problem.code = isWarning ? code::EngineWarning : code::Deprecation;
    problem.templateName = message.templateName;
    problem.line = message.line;
    problem.what = message.text;
    if (isWarning && message.text.find("Array to string") != std::string::npos)
        problem.remedy = "print a list or object with |json_encode|raw";
    return problem;
}

Problem contextProblem(const twig::ContextError &error, std::string_view contextText)
{
    Problem problem;
    problem.kind = Problem::Kind::Context;
    problem.code = code::ContextNotJson;
    problem.templateName = "context";
    problem.line = error.line();
    problem.column = error.column();
    problem.what = "the context is not JSON: " + error.message();
    problem.remedy = "correct the context";
    // Our scanner has better words than the engine's parser, and columns in code points.
    if (const auto fault = JsonScanner(contextText).scan()) {
        const TextPosition place = positionAt(contextText, fault->offset);
        problem.line = place.line;
        problem.column = place.column;
        problem.offset = fault->offset;
        problem.what = "the context is not JSON: " + describe(*fault, contextText);
        problem.remedy = remedyFor(fault->fault);
    }
    return problem;
}

} // namespace targetdesk
