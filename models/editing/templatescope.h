// SPDX-License-Identifier: MIT
#pragma once

#include "editing/sampleset.h"
#include "editing/templatescan.h"

#include <cstddef>
#include <string>
#include <vector>

namespace targetdesk {

/// A name that the template itself makes.
struct LocalName
{
    enum class Kind {
        LoopItem,  ///< of `for`
        LoopKey,   ///< of `for key, item in …`
        Loop,      ///< `loop`
        Set,       ///< of `set`
        Argument,  ///< of a macro
        Parameter, ///< of an arrow function
        Import,    ///< a template with macros
        Macro      ///< imported by `from`
    };
    Kind kind = Kind::Set;
    std::string name;
    Shape shape;                     ///< its values, as far as they come from the context
    std::vector<std::string> macros; ///< of an Import of this template
};

/// Which names count at a place.
struct TemplateScope
{
    std::vector<LocalName> names;      ///< the innermost last
    std::vector<std::string> openTags; ///< the innermost last; `else` of an `if` leaves it open
    bool seesContext = true;           ///< false inside a macro

    const LocalName *find(std::string_view name) const; ///< the innermost; null when there is none
};

/// The scope at an offset. Reads all tags before it.
TemplateScope scopeAt(const TemplateScan &scan, const SampleSet &samples, std::size_t offset);

} // namespace targetdesk
