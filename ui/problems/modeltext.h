// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace targetdesk {

/// What models/ says to people is English, there and on the command line. This is the same in the window's language: the text is
/// found again among the patterns that models/ writes it by, and their translation is filled with what stood there. Twig's own
/// messages, and whatever has no pattern, stay English. User interface thread.
QString inWindowsLanguage(const std::string &english);

/// True when the text is written by one of the patterns.
bool hasModelPattern(const std::string &english);

/// Whole sentences, remedies and titles of fixes; and what stands inside of them. `%1`, `%2`, … are what differs.
const std::vector<const char *> &modelSentences();
const std::vector<const char *> &modelWords();

} // namespace targetdesk
