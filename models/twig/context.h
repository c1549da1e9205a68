// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace twig {

class Value;

/// The data that a template sees, built once from JSON text and then immutable: it may be shared by any number of
/// renders on any threads. Objects keep the order of their keys, integers stay integers, numbers beyond 64 bits keep
/// their digits, `{}` and `[]` stay apart for json_encode (Profile::Payload); else the values are what PHP's
/// `json_decode($text, true)` makes of the text.
class Context
{
public:
    /// An empty context.
    Context();
    ~Context();
    Context(const Context &);
    Context(Context &&) noexcept;
    Context &operator=(const Context &);
    Context &operator=(Context &&) noexcept;

    /// Copies `json`. Throws ContextError with line and column when it is not JSON.
    static Context parse(std::string_view json);

    /// The root value; owned by this context.
    const Value &root() const;

private:
    friend class ContextBuilder;
    Context(std::shared_ptr<const void> owner, const Value *root);
    std::shared_ptr<const void> m_owner;
    const Value *m_root;
};

} // namespace twig
