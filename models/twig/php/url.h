// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace twig::php {

/// rawurlencode: all but letters, digits, "-_.~" as %XX.
void appendRawUrlEncoded(std::string &out, std::string_view text);

/// urlencode: all but letters, digits, "-_." as %XX, space as "+".
void appendUrlEncoded(std::string &out, std::string_view text);

/// One "key[sub][sub]=value" of http_build_query with PHP_QUERY_RFC3986 (as Twig's url_encode uses): "&" before it when `out` is
/// not at `begin`. `prefix` is the encoded path so far ("a%5Bb%5D"); build it with appendQueryKey(). Values: null is left out,
/// false is "0", true "1", floats print by their shortest digits; the caller turns them into text.
void appendQueryKey(std::string &prefix, std::string_view key, bool first);
void appendQueryPair(std::string &out, std::string_view prefix, std::string_view value);

} // namespace twig::php
