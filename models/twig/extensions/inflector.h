// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twig {

/// The plural and singular forms of an English or French noun, the likeliest first; several where the spelling leaves it open.
/// Words are changed by rules of their endings, as Symfony's inflectors change them: with the same guesses, right and wrong.
std::vector<std::string> englishPlurals(std::string_view singular);
std::vector<std::string> englishSingulars(std::string_view plural);
std::string frenchPlural(std::string_view singular);
std::string frenchSingular(std::string_view plural);

} // namespace twig
