// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// One difference between two JSON texts, by path.
struct JsonChange
{
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    std::string path;   ///< `data.attributes.value`, `items[2]`; of what is removed, in the old text; empty: the whole
    std::string before; ///< JSON text as it stands there; empty for what was added
    std::string after;

    bool operator==(const JsonChange &) const = default;
};

/// What a receiver would see differently: the order of keys and white space do not count, nor how a number is spelt (2, 2.0 and
/// 2e0 are one value) or a text is escaped. Elements of lists that stayed the same are found again when others come or go
/// before them. Both texts must be JSON; the changes come in the order of the new text, what was removed after its neighbours.
/// Pure; any thread.
std::vector<JsonChange> jsonChanges(std::string_view before, std::string_view after);

/// A path with the indexes of lists left out, the same for all elements: `items[].name`.
std::string withoutIndexes(const std::string &path);

/// `value: 20 → "20"`, one line, long values shortened.
std::string describe(const JsonChange &change);

} // namespace targetdesk
