// SPDX-License-Identifier: MIT
#include "twig/icu/characters.h"

#include "twig/php/unicode.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <map>
#include <memory>

namespace twig::icu {

namespace {

/// Shared and immutable, ICU's own.
const ::icu::Normalizer2 *normalizer(Form form)
{
    UErrorCode status = U_ZERO_ERROR;
    switch (form) {
    case Form::Nfc: return ::icu::Normalizer2::getNFCInstance(status);
    case Form::Nfd: return ::icu::Normalizer2::getNFDInstance(status);
    case Form::Nfkc: return ::icu::Normalizer2::getNFKCInstance(status);
    case Form::Nfkd: return ::icu::Normalizer2::getNFKDInstance(status);
    case Form::NfkcFold: return ::icu::Normalizer2::getNFKCCasefoldInstance(status);
    }
    return nullptr;
}

::icu::StringPiece piece(std::string_view text)
{
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

UChar32 point(char32_t character)
{
    return static_cast<UChar32>(character);
}

::icu::Transliterator *transliterator(std::string_view name)
{
    constexpr std::size_t Kept = 64; // names may come from templates
    // They keep state while they work, so each thread has its own.
    thread_local std::map<std::string, std::unique_ptr<::icu::Transliterator>, std::less<>> known;
    const auto found = known.find(name);
    if (found != known.end()) return found->second.get();
    if (known.size() >= Kept) known.clear();
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<::icu::Transliterator> made(
        ::icu::Transliterator::createInstance(::icu::UnicodeString::fromUTF8(piece(name)), UTRANS_FORWARD, status));
    if (U_FAILURE(status)) made.reset();
    return known.emplace(name, std::move(made)).first->second.get();
}

} // namespace

bool isNormalized(std::string_view text, Form form)
{
    if (php::isAscii(text) && form != Form::NfkcFold) return true;
    const ::icu::Normalizer2 *with = normalizer(form);
    UErrorCode status = U_ZERO_ERROR;
    return with && php::isValidUtf8(text) && with->isNormalizedUTF8(piece(text), status);
}

std::optional<std::string> normalized(std::string_view text, Form form)
{
    const ::icu::Normalizer2 *with = normalizer(form);
    if (!with || !php::isValidUtf8(text)) return std::nullopt;
    std::string out;
    ::icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
    UErrorCode status = U_ZERO_ERROR;
    with->normalizeUTF8(0, piece(text), sink, nullptr, status);
    if (U_FAILURE(status)) return std::nullopt;
    return out;
}

bool isLetter(char32_t character)
{
    return U_GET_GC_MASK(point(character)) & U_GC_L_MASK;
}

bool isUpperCase(char32_t character)
{
    return U_GET_GC_MASK(point(character)) & U_GC_LU_MASK;
}

bool isLowerCase(char32_t character)
{
    return U_GET_GC_MASK(point(character)) & U_GC_LL_MASK;
}

bool isMark(char32_t character)
{
    return U_GET_GC_MASK(point(character)) & U_GC_MN_MASK;
}

bool isWord(char32_t character)
{
    return U_GET_GC_MASK(point(character)) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_MN_MASK | U_GC_PC_MASK);
}

bool isEmoji(char32_t character)
{
    if (character < 0x80) return character == '#' || character == '*' || (character >= '0' && character <= '9');
    return u_hasBinaryProperty(point(character), UCHAR_EXTENDED_PICTOGRAPHIC) || (character >= 0x1F1E6 && character <= 0x1F1FF);
}

int cells(char32_t character)
{
    if (U_GET_GC_MASK(point(character)) & (U_GC_MN_MASK | U_GC_ME_MASK)) return 0;
    const int width = u_getIntPropertyValue(point(character), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::string folded(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t character = php::nextCharacter(text, at);
        if (character == php::InvalidCharacter)
            out += text.substr(begin, at - begin);
        else
            php::appendUtf8(out, static_cast<char32_t>(u_foldCase(point(character), U_FOLD_CASE_DEFAULT)));
    }
    return out;
}

std::string fullyFolded(std::string_view text)
{
    std::string out;
    ::icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
    UErrorCode status = U_ZERO_ERROR;
    ::icu::CaseMap::utf8Fold(0, piece(text), sink, nullptr, status);
    return out;
}

std::optional<std::string> transliterated(std::string_view name, std::string_view text)
{
    const ::icu::Transliterator *with = transliterator(name);
    if (!with) return std::nullopt;
    ::icu::UnicodeString changed = ::icu::UnicodeString::fromUTF8(piece(text));
    with->transliterate(changed);
    std::string out;
    changed.toUTF8String(out);
    return out;
}

} // namespace twig::icu
