// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace twig::php {

/// PHP's hash('xxh128', $text): XXH3 with 128 bits, no seed, as 32 hexadecimal digits. Twig names templates made of text by it.
std::string xxh128(std::string_view text);

} // namespace twig::php
