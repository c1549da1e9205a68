// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/jsonoutline.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A context by its name, as JSON text.
struct NamedContext
{
    std::string name;
    std::string text;
};

/// A value in one of the documents of a SampleSet.
struct SamplePlace
{
    int document = 0;
    int node = 0;
    bool operator==(const SamplePlace &) const = default;
};

/// What a name or an expression can stand for: its values in all samples, several ones in a sample for the elements of a list.
using Shape = std::vector<SamplePlace>;

/// One key that something of a shape has.
struct ShapeKey
{
    std::string name;
    std::string value; ///< in the chosen sample, short; empty when it is not there
    std::string type;  ///< "text", "number", "true or false", "null", "object", "list"
    int samples = 0;   ///< in how many it is
};

/// The chosen sample and the others that a template may meet, read once, so that one can ask for paths in all of them. What is
/// not JSON counts as empty. A value.
class SampleSet
{
public:
    SampleSet() = default;
    /// `globals`: what a template sees beside the context, such as `config`; a context's own key of that name comes first.
    SampleSet(const std::vector<NamedContext> &samples, std::size_t chosen, const std::vector<NamedContext> &globals = {});

    int size() const { return m_samples; }
    bool isEmpty() const { return m_samples == 0; }

    Shape roots() const;
    /// A variable of the context, or a global.
    Shape variable(std::string_view name) const;
    Shape child(const Shape &shape, std::string_view name) const;
    Shape elements(const Shape &shape) const;
    /// In the order of the chosen sample, then of the others.
    std::vector<ShapeKey> keys(const Shape &shape) const;
    /// Keys of the contexts, then globals.
    std::vector<ShapeKey> variables() const;

    /// In how many samples a shape has a value.
    int samplesWith(const Shape &shape) const;
    std::vector<std::string> namesWithout(const Shape &shape) const;
    /// The first value in the chosen sample, as JSON text, cut to some 60 characters; objects and lists by their size.
    std::string value(const Shape &shape) const;
    std::string type(const Shape &shape) const;

private:
    struct Document
    {
        std::string name;
        std::string text;
        JsonOutline outline;
    };
    const JsonNode &node(const SamplePlace &place) const { return document(place).outline.node(place.node); }
    const Document &document(const SamplePlace &place) const { return m_documents[static_cast<std::size_t>(place.document)]; }
    bool isGlobal(const SamplePlace &place) const { return place.document >= m_samples; }
    std::string textOf(const SamplePlace &place) const;
    void countKey(std::vector<ShapeKey> &keys, std::vector<int> &last, const SamplePlace &place, const std::string &name) const;

    std::vector<Document> m_documents; ///< the chosen sample, the others, the globals
    int m_samples = 0;
};

} // namespace targetdesk
