// SPDX-License-Identifier: MIT
#include "delivery/internationalhost.h"

#ifdef TARGETDESK_ICU
#include <curl/curl.h>
#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <memory>
#endif

namespace targetdesk {

#ifdef TARGETDESK_ICU

namespace {

bool isAscii(const std::string &text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Empty when there is none.
std::string asciiOf(const std::string &host)
{
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(
        UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, code));
    if (U_FAILURE(code)) return {};
    std::string ascii;
    icu::StringByteSink<std::string> sink(&ascii);
    icu::IDNAInfo info;
    idna->nameToASCII_UTF8(host, sink, info, code);
    return U_FAILURE(code) || info.hasErrors() ? std::string() : ascii;
}

} // namespace

std::string writeHostInAscii(std::string &url)
{
    // Per cent signs may stand for any byte, in a host too.
    if (isAscii(url) && url.find('%') == std::string::npos) return {};
    const auto free = [](char *text) { curl_free(text); };
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
    char *part = nullptr;
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
        curl_url_get(parsed.get(), CURLUPART_HOST, &part, 0) != CURLUE_OK)
        return {};
    const std::unique_ptr<char, decltype(free)> host(part, free);
    if (isAscii(host.get())) return {};
    const std::string ascii = asciiOf(host.get());
    if (ascii.empty() || curl_url_set(parsed.get(), CURLUPART_HOST, ascii.c_str(), 0) != CURLUE_OK ||
        curl_url_get(parsed.get(), CURLUPART_URL, &part, 0) != CURLUE_OK)
        return std::string("the host '") + host.get() + "' is no name that can be looked up – mend the target's URL";
    const std::unique_ptr<char, decltype(free)> whole(part, free);
    url = whole.get();
    return {};
}

#else

std::string writeHostInAscii(std::string &)
{
    return {}; // libcurl's way, then
}

#endif

} // namespace targetdesk
