// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

namespace targetdesk {

/// The stable codes of problems. T: the engine's errors, C: the context, J: the payload is not JSON, B: silent blanks,
/// M: what the engine says on the side, X: the accepted payload, S: the schema, L: what will hurt. A code never changes its
/// meaning.
namespace code {
inline constexpr std::string_view Syntax = "T001";
inline constexpr std::string_view Runtime = "T002";
inline constexpr std::string_view MissingTemplate = "T003";
inline constexpr std::string_view Forbidden = "T004";
inline constexpr std::string_view Limit = "T005";
inline constexpr std::string_view Cancelled = "T006";
inline constexpr std::string_view Engine = "T007";
inline constexpr std::string_view ContextNotJson = "C101";
inline constexpr std::string_view ContextNoObject = "C102";
inline constexpr std::string_view QuoteInValue = "J101";
inline constexpr std::string_view ControlInValue = "J102";
inline constexpr std::string_view BackslashInValue = "J103";
inline constexpr std::string_view NotUtf8 = "J104";
inline constexpr std::string_view PrintedNothing = "J105";
inline constexpr std::string_view BareText = "J106";
inline constexpr std::string_view PrintedArray = "J107";
inline constexpr std::string_view GroupedNumber = "J108";
inline constexpr std::string_view BadNumber = "J109";
inline constexpr std::string_view HtmlEntities = "J110";
inline constexpr std::string_view TrailingComma = "J111";
inline constexpr std::string_view MissingComma = "J112";
inline constexpr std::string_view MissingValue = "J113";
inline constexpr std::string_view MissingColon = "J114";
inline constexpr std::string_view BadKey = "J115";
inline constexpr std::string_view SingleQuotes = "J116";
inline constexpr std::string_view UnclosedText = "J117";
inline constexpr std::string_view BadEscape = "J118";
inline constexpr std::string_view UnclosedBracket = "J119";
inline constexpr std::string_view WrongBracket = "J120";
inline constexpr std::string_view TextAfterEnd = "J121";
inline constexpr std::string_view EmptyPayload = "J122";
inline constexpr std::string_view TooDeep = "J123";
inline constexpr std::string_view BadWord = "J124";
inline constexpr std::string_view BrokenJsonPrinted = "J125";
inline constexpr std::string_view Unexpected = "J199";
inline constexpr std::string_view SilentBlank = "B201";
inline constexpr std::string_view EngineWarning = "M301";
inline constexpr std::string_view Deprecation = "M302";
inline constexpr std::string_view NotAsAccepted = "X401";
inline constexpr std::string_view SchemaUnusable = "S501";
inline constexpr std::string_view SchemaType = "S502";
inline constexpr std::string_view SchemaMissing = "S503";
inline constexpr std::string_view SchemaUnknown = "S504";
inline constexpr std::string_view SchemaValue = "S505";
inline constexpr std::string_view SchemaForm = "S506";
inline constexpr std::string_view SchemaBounds = "S507";
inline constexpr std::string_view SchemaAlternatives = "S508";
inline constexpr std::string_view DateWithoutZone = "L601";
inline constexpr std::string_view NumberAsText = "L602";
inline constexpr std::string_view Unbounded = "L603";
inline constexpr std::string_view NowForNothing = "L604";
inline constexpr std::string_view DayWordInZone = "L605";
inline constexpr std::string_view FilterOnOperand = "L606";
inline constexpr std::string_view ListAsObject = "L607";
inline constexpr std::string_view ConditionalComma = "L608";
inline constexpr std::string_view ZonelessDateSent = "L609";
inline constexpr std::string_view TruthPrinted = "L610";
inline constexpr std::string_view ObjectAsList = "L611";
} // namespace code

/// A code with what it means, for documentation and for the window's help.
struct ProblemCode
{
    std::string_view code;
    std::string_view title;
    std::string_view explanation;
};

/// All codes, in order.
const std::vector<ProblemCode> &problemCodes();
/// Null when there is no such code.
const ProblemCode *problemCode(std::string_view code);

} // namespace targetdesk
