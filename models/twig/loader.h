// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace twig {

/// Where `include`, `extends`, `import` and the like find other templates. Called while compiling and while rendering,
/// possibly from several threads at once. Nothing else in the engine reaches outside.
class Loader
{
public:
    virtual ~Loader() = default;
    /// The source of the template of that name, or nothing when there is none.
    virtual std::optional<std::string> source(std::string_view name) const = 0;
};

/// Templates held in memory.
class ArrayLoader : public Loader
{
public:
    ArrayLoader() = default;
    explicit ArrayLoader(std::map<std::string, std::string, std::less<>> templates);

    void set(std::string name, std::string source);
    std::optional<std::string> source(std::string_view name) const override;

private:
    std::map<std::string, std::string, std::less<>> m_templates;
};

} // namespace twig
