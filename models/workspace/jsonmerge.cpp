// SPDX-License-Identifier: MIT
#include "workspace/jsonmerge.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace targetdesk {

namespace {

bool isWhole(std::string_view key)
{
    constexpr std::array<std::string_view, 5> whole = {"headers", "config", "condition", "value", "variables"};
    return std::find(whole.begin(), whole.end(), key) != whole.end();
}

void mergeList(Json &onDisk, const Json &before, const Json &after)
{
    Json merged = Json::array();
    std::vector<bool> used(before.size(), false);
    std::vector<std::size_t> origin(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        for (std::size_t j = 0; j < before.size() && origin[i] == before.size(); ++j) {
            if (!used[j] && before[j] == after[i]) origin[i] = j;
        }
        if (origin[i] < before.size()) used[origin[i]] = true;
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (origin[i] == before.size() && i < before.size() && !used[i]) { // changed in its place
            origin[i] = i;
            used[i] = true;
        }
        if (origin[i] == before.size()) {
            merged.push_back(after[i]);
            continue;
        }
        Json element = onDisk[origin[i]];
        mergeJson(element, before[origin[i]], after[i]);
        merged.push_back(std::move(element));
    }
    onDisk = std::move(merged);
}

void mergeObject(Json &onDisk, const Json &before, const Json &after)
{
    for (const auto &[key, value] : after.items()) {
        const auto old = before.find(key);
        if (old != before.end() && *old == value && onDisk.contains(key)) continue;
        if (old == before.end() || !onDisk.contains(key) || isWhole(key)) {
            if (old == before.end() || *old != value) onDisk[key] = value;
            continue;
        }
        mergeJson(onDisk[key], *old, value);
    }
    for (const auto &[key, value] : before.items()) {
        if (!after.contains(key)) onDisk.erase(key);
    }
}

} // namespace

void mergeJson(Json &onDisk, const Json &before, const Json &after)
{
    if (before == after) return;
    if (onDisk.is_object() && before.is_object() && after.is_object()) {
        mergeObject(onDisk, before, after);
    } else if (onDisk.is_array() && before.is_array() && after.is_array() && onDisk.size() == before.size()) {
        mergeList(onDisk, before, after);
    } else {
        onDisk = after;
    }
}

} // namespace targetdesk
