// SPDX-License-Identifier: MIT
#pragma once

#include "twig/error.h"

#include <cstddef>
#include <string>
#include <vector>

namespace twig {

/// One context path that an expression read, as it would be written in Twig: `reward.amount`, `items[0].name`.
struct PathRead
{
    std::string path;
    bool exists = true; ///< false: nothing there, so it gave null (the silent blank)
};

/// One contiguous piece of output and the place in a template that printed it.
struct OutputPiece
{
    std::size_t begin = 0; ///< in the output, bytes
    std::size_t end = 0;
    std::string templateName;
    SourceSpan span; ///< the literal text, or the expression between `{{` and `}}`
    int line = 0;    ///< of the span's start, 1-based
    int column = 0;  ///< 1-based, in code points
    bool literal = false;
    std::vector<PathRead> paths; ///< read by this expression, also through variables that `set` made from them
};

/// What a traced render records beside the text. Empty when tracing was off.
struct Trace
{
    std::vector<OutputPiece> pieces; ///< in order of output, without gaps
    std::vector<PathRead> paths;     ///< every path read anywhere, each once
};

} // namespace twig
