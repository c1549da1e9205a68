// SPDX-License-Identifier: MIT
#include "payload/schemaanchors.h"

#include "payload/schemarewrite.h"

namespace targetdesk {

namespace {

using Schema = nlohmann::json;

std::string keywordText(const Schema &part, const char *keyword)
{
    const auto found = part.find(keyword);
    return found != part.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

void SchemaAnchors::gather(Schema &schema, const std::string &place)
{
    visit(schema, place, {});
}

void SchemaAnchors::visit(Schema &part, const std::string &place, const std::string &way)
{
    if (part.is_array())
        for (std::size_t i = 0; i < part.size(); ++i)
            visit(part[i], place, way + '/' + std::to_string(i));
    if (!part.is_object()) return;
    const std::string anchor = keywordText(part, "$anchor"), dynamic = keywordText(part, "$dynamicAnchor"),
                      id = keywordText(part, "$id");
    if (!anchor.empty()) m_ways[{place, anchor}].push_back(way);
    if (!dynamic.empty()) {
        ++m_dynamic[dynamic];
        if (dynamic != anchor) m_ways[{place, dynamic}].push_back(way);
    }
    if (id.size() > 1 && id.starts_with('#')) {
        m_ways[{place, id.substr(1)}].push_back(way);
        part.erase("$id");
    }
    if (part.contains("$recursiveAnchor") && part["$recursiveAnchor"] == true) ++m_dynamic[{}];
    for (auto &[key, value] : part.items())
        if (!holdsData(key)) visit(value, place, (Schema::json_pointer(way) / key).to_string());
}

const std::vector<std::string> &SchemaAnchors::find(const std::string &place, const std::string &name) const
{
    static const std::vector<std::string> none;
    const auto found = m_ways.find({place, name});
    return found == m_ways.end() ? none : found->second;
}

int SchemaAnchors::dynamicCount(const std::string &name) const
{
    const auto found = m_dynamic.find(name);
    return found == m_dynamic.end() ? 0 : found->second;
}

} // namespace targetdesk
