// SPDX-License-Identifier: MIT
#include "payload/problemcodes.h"

#include <algorithm>

namespace targetdesk {

const std::vector<ProblemCode> &problemCodes()
{
    static const std::vector<ProblemCode> codes = {
        {code::Syntax, "Template syntax", "Twig cannot read the template."},
        {code::Runtime, "Template error",
         "Twig stopped while rendering, for example on an unknown variable with strict variables on."},
        {code::MissingTemplate, "No such template", "include, extends or import name a template that does not exist."},
        {code::Forbidden, "Not allowed", "The template uses what a target's template may not use."},
        {code::Limit, "Limit reached", "The template ran too long, nested too deeply or printed too much."},
        {code::Cancelled, "Cancelled", "The render was stopped from outside."},
        {code::Engine, "Engine failure", "The engine failed in a way that it does not name, for example for want of memory."},
        {code::ContextNotJson, "Context is not JSON", "The event's context cannot be read."},
        {code::ContextNoObject, "Context is no object", "A context is a JSON object; its keys are the template's variables."},
        {code::QuoteInValue, "Quote in a value", "A value between quotes holds a double quote, which ends the text early."},
        {code::ControlInValue, "Line break in a value",
         "A value between quotes holds a line break, tab or control character, which JSON forbids there."},
        {code::BackslashInValue, "Backslash in a value",
         "A value between quotes holds a backslash, which JSON takes for the start of an escape."},
        {code::NotUtf8, "Not UTF-8", "The payload holds bytes that are not UTF-8."},
        {code::PrintedNothing, "Nothing printed", "null, false and what is missing print nothing; JSON needs a value there."},
        {code::BareText, "Text without quotes", "An expression outside quotes printed text."},
        {code::PrintedArray, "Array printed", "Printing a list or object gives the word Array, as in PHP."},
        {code::GroupedNumber, "Number with thousands separators",
         "number_format separates thousands by commas unless told otherwise."},
        {code::BadNumber, "Not a JSON number",
         "JSON numbers have no leading zeros, no plus, and digits on both sides of the point."},
        {code::HtmlEntities, "HTML escaping",
         "Escaping for HTML turned quotes and other characters into entities, as &quot;, which JSON does not know."},
        {code::TrailingComma, "Comma before a bracket", "A comma stands right before } or ]."},
        {code::MissingComma, "Comma missing", "Two elements stand without a comma between them."},
        {code::MissingValue, "Value missing", "A comma or bracket stands where JSON needs a value."},
        {code::MissingColon, "Colon missing", "A key is not followed by a colon."},
        {code::BadKey, "Key without quotes", "Keys are texts in double quotes."},
        {code::SingleQuotes, "Single quotes", "JSON knows double quotes only."},
        {code::UnclosedText, "Text not closed", "A text's closing quote is missing, or a line break stands inside it."},
        {code::BadEscape, "Bad escape", "A backslash of the template starts no escape that JSON knows."},
        {code::UnclosedBracket, "Bracket not closed", "The payload ends before every { and [ is closed."},
        {code::WrongBracket, "Wrong bracket", "} closes [ or ] closes {, or nothing is open."},
        {code::TextAfterEnd, "Text after the end", "The JSON is complete and more text follows."},
        {code::EmptyPayload, "Empty payload", "The template printed nothing but white space."},
        {code::TooDeep, "Nested too deeply", "More than 512 brackets are open at once."},
        {code::BadWord, "Unknown word", "Outside quotes JSON knows the words true, false and null only."},
        {code::BrokenJsonPrinted, "Broken JSON printed", "One expression printed something like JSON that is broken in itself."},
        {code::Unexpected, "Unexpected character", "A character that JSON does not allow there."},
        {code::SilentBlank, "Silent blank", "The context has no such path, so the expression printed nothing."},
        {code::EngineWarning, "Warning", "PHP's Twig would warn here."},
        {code::Deprecation, "Deprecation", "Twig will drop this in its next major version."},
        {code::NotAsAccepted, "Not as accepted", "The payload differs from the one that somebody accepted for this sample."},
        {code::SchemaUnusable, "Schema cannot be used", "The target names a schema that is missing, no JSON, or no JSON Schema."},
        {code::SchemaType, "Wrong type", "The schema wants another type there, for example a number and not a text."},
        {code::SchemaMissing, "Key missing", "The schema requires a key that the payload does not have."},
        {code::SchemaUnknown, "Unknown key", "The payload has a key that the schema does not allow."},
        {code::SchemaValue, "Value not allowed", "The schema lists the values that are allowed there, and this is none of them."},
        {code::SchemaForm, "Wrong form", "The text is not of the form that the schema wants: a date, an address, a pattern."},
        {code::SchemaBounds, "Out of bounds",
         "Too long, too short, too large, too small, too many or too few, or twice the same."},
        {code::SchemaAlternatives, "No form fits", "The schema offers several forms, and the value has none of them."},
        {code::DateWithoutZone, "Date without a zone",
         "A date that names no zone is read as UTC; printed in another zone, or with an offset, it is hours off if it was "
         "local."},
        {code::NumberAsText, "Number as text", "The context has a number, and quotes in the template make a text of it."},
        {code::Unbounded, "Loop without bound",
         "A range ends at a value of the context, or very far: one odd event makes it run for long."},
        {code::NowForNothing, "Now for nothing", "date prints the present for null and for what is missing."},
        {code::DayWordInZone, "Day of another zone",
         "Words such as today are worked out in UTC before they are shown in a zone."},
        {code::FilterOnOperand, "Filter on the last operand",
         "A filter binds tighter than a calculation: it takes only what is right before it."},
        {code::ListAsObject, "List became an object",
         "filter, sort and slice keep the keys, and a list with holes is an object in JSON."},
        {code::ConditionalComma, "Comma on a condition",
         "loop.last is that of the whole list, also when its last element is not printed."},
        {code::ZonelessDateSent, "Date sent without a zone",
         "A time of the context is printed as it stands. It names no zone, and the receiver takes it for one of its own."},
        {code::TruthPrinted, "True or false printed",
         "Twig prints 1 for true and nothing for false; JSON's words for them come with json_encode."},
        {code::ObjectAsList, "Empty object became a list",
         "A template's {}, and an object that lost all its keys, are PHP's empty array, which is [] in JSON."},
    };
    return codes;
}

const ProblemCode *problemCode(std::string_view wanted)
{
    const auto &codes = problemCodes();
    const auto found = std::find_if(codes.begin(), codes.end(), [&](const ProblemCode &one) { return one.code == wanted; });
    return found == codes.end() ? nullptr : &*found;
}

} // namespace targetdesk
