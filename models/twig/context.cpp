// SPDX-License-Identifier: MIT
#include "twig/context.h"

#include "twig/contextbuilder.h"
#include "twig/jsonreader.h"
#include "twig/thoroughjsonreader.h"

#include <optional>
#include <utility>

namespace twig {

Context::Context()
{
    *this = ContextBuilder().finish(Value::null());
}

Context::Context(std::shared_ptr<const void> owner, const Value *root)
    : m_owner(std::move(owner))
    , m_root(root)
{}

Context::~Context() = default;
Context::Context(const Context &) = default;
Context::Context(Context &&other) noexcept = default;
Context &Context::operator=(const Context &) = default;
Context &Context::operator=(Context &&other) noexcept = default;

const Value &Context::root() const
{
    return *m_root;
}

Context Context::parse(std::string_view json)
{
    if (std::optional<Context> context = JsonReader::read(json)) return *std::move(context);
    return ThoroughJsonReader::read(json);
}

} // namespace twig
