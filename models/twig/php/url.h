// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace twig::php {

/// rawurlencode: all but letters, digits, "-_.~" as %XX.
void appendRawUrlEncoded(std::string &out, std::string_view text);

/// urlencode: all but letters, digits, "-_." as %XX, space as "+".
void appendUrlEncoded(std::string &out, std::string_view text);

/// The pieces of http_build_query with PHP_QUERY_RFC3986, as Twig's url_encode uses it on a mapping. `prefix` is the encoded path
/// so far
/// ("a%5Bb%5D"), to which appendQueryKey() adds one key. Only the pairs' values are the caller's: null is left out, false is "0",
/// true "1", a float prints by its shortest digits. appendQueryPair() writes "&" before all but the first pair of `out`.
void appendQueryKey(std::string &prefix, std::string_view key, bool first);
void appendQueryPair(std::string &out, std::string_view prefix, std::string_view value);

} // namespace twig::php
