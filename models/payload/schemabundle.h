// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace targetdesk {

/// A schema with all that it refers to in one text, or why that cannot be had.
struct SchemaBundle
{
    nlohmann::json schema;
    std::string problem; ///< for people; empty: none
    std::string remedy;
};

/// Puts the files that references lead to (`item.json#/$defs/line`, from the schema's own folder) into the schema's `$defs`, and
/// the references with them; those to anchors (`item.json#line`) become ways to what has that name. `$dynamicRef` and
/// `$recursiveRef` become `$ref` where only one anchor can be meant, and are refused where several can. Only files below the
/// workspace's folder are read, nothing from the network. `file` and `folder` empty: a schema that is no file, whose references
/// stay inside. Reads files; any thread; throws nothing.
SchemaBundle bundledSchema(nlohmann::json schema, const std::filesystem::path &file, const std::filesystem::path &folder);

} // namespace targetdesk
