// SPDX-License-Identifier: MIT
#include "workspace/contextpath.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace targetdesk {

namespace {

const Json *element(const Json &list, std::string_view step)
{
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
    const bool isIndex = error == std::errc() && end == step.data() + step.size();
    return isIndex && index < list.size() ? &list[index] : nullptr;
}

const Json *member(const Json &object, std::string_view step)
{
    const auto found = object.find(std::string(step));
    return found == object.end() ? nullptr : &*found;
}

} // namespace

const Json *valueAt(const Json &context, std::string_view path)
{
    const Json *value = &context;
    while (value && !path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        const std::string_view step = path.substr(0, dot);
        value = value->is_object() ? member(*value, step) : value->is_array() ? element(*value, step) : nullptr;
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value;
}

} // namespace targetdesk
