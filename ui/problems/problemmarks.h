// SPDX-License-Identifier: MIT
#pragma once

#include "payload/problem.h"
#include "ui/editor/codeeditor.h"

#include <functional>
#include <string>
#include <vector>

namespace targetdesk {

/// The wavy lines of problems in a template. `source` is the text that the problems are about (their lengths are in its
/// bytes); problems of other files than the template's are left out.
std::vector<EditorMark> marksOf(const std::vector<Problem> &problems, const QTextDocument &document, const std::string &source);

/// The mark in the payload of a problem that says where the text stops being JSON; `positionOf` tells where a byte of the payload
/// is shown.
std::vector<EditorMark> payloadMarksOf(const std::vector<Problem> &problems,
                                       const std::function<int(std::size_t byte)> &positionOf);

} // namespace targetdesk
