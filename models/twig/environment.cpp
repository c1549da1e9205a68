// SPDX-License-Identifier: MIT
#include "twig/environment.h"

#include "twig/compiler.h"
#include "twig/lexer.h"
#include "twig/parser.h"
#include "twig/runtime.h"

#include <map>
#include <mutex>
#include <utility>

namespace twig {

struct Environment::Private : TemplateSource
{
    Settings settings;
    std::shared_ptr<const Loader> loader;
    /// What load() compiled. A template whose source has changed is compiled again.
    mutable std::mutex mutex;
    mutable std::map<std::string, std::shared_ptr<const CompiledTemplate>, std::less<>> loaded;

    std::shared_ptr<const CompiledTemplate> compile(std::string_view text, std::string name) const override;
    std::shared_ptr<const CompiledTemplate> load(const std::string &name) const override;
};

std::shared_ptr<const CompiledTemplate> Environment::Private::compile(std::string_view text, std::string name) const
{
    for (const Extension extension : allExtensions())
        if (settings.extensions.has(extension) && !isBuiltIn(extension))
            throw Error(ErrorKind::Syntax, "The extension \"" + std::string(extensionName(extension)) +
                                               "\" is not part of this build, which was made without ICU.");
    if (text.size() >= 0x7FFFFFFF) throw Error(ErrorKind::Limit, "The template is larger than 2 GB.");
    auto source = std::make_shared<const Source>(std::move(name), text);
    auto lasting = std::make_shared<Arena>();
    Arena passing;
    std::vector<std::string> deprecations;
    std::vector<Token> tokens = Lexer(*source, *lasting, deprecations).tokenize();
    Parser parser(*source, passing, std::move(tokens), deprecations, settings.extensions, settings.library.get());
    const ModuleNode *module = parser.parse();
    std::unique_ptr<Unit> unit = Compiler(source, *lasting, settings, deprecations).compile(*module);
    std::vector<Message> messages;
    for (std::string &deprecation : deprecations) {
        // "… at line 3." is how all of them end
        const std::size_t line = deprecation.rfind(" at line ");
        const int number = line == std::string::npos ? 0 : std::atoi(deprecation.c_str() + line + 9);
        messages.push_back({Message::Level::Deprecation, std::move(deprecation), source->name(), number});
    }
    return std::make_shared<const CompiledTemplate>(std::move(source), std::move(lasting), std::move(unit), std::move(messages));
}

std::shared_ptr<const CompiledTemplate> Environment::Private::load(const std::string &name) const
{
    const std::optional<std::string> text = loader ? loader->source(name) : std::nullopt;
    if (!text) return nullptr;
    {
        const std::scoped_lock lock(mutex);
        const auto known = loaded.find(name);
        if (known != loaded.end() && known->second->source() == *text) return known->second;
    }
    auto compiled = compile(*text, name);
    const std::scoped_lock lock(mutex);
    loaded.insert_or_assign(name, compiled);
    return compiled;
}

Environment::Environment(Settings settings, std::shared_ptr<const Loader> loader)
    : d(std::make_unique<Private>())
{
    d->settings = std::move(settings);
    if (d->settings.sandboxed) d->settings.extensions.add(Extension::Sandbox);
    d->loader = std::move(loader);
}

Environment::~Environment() = default;

const Settings &Environment::settings() const
{
    return d->settings;
}

std::shared_ptr<const Template> Environment::compile(std::string_view source, std::string name) const
{
    return d->compile(source, std::move(name));
}

std::shared_ptr<const Template> Environment::load(const std::string &name) const
{
    auto compiled = d->load(name);
    if (!compiled) throw Error(ErrorKind::Loader, "Template \"" + name + "\" is not defined.");
    return compiled;
}

RenderResult Environment::render(const Template &compiled, const Context &context, const RenderOptions &options) const
{
    // The caller keeps the template alive while it is rendered.
    const auto &own = dynamic_cast<const CompiledTemplate &>(compiled);
    const std::shared_ptr<const CompiledTemplate> borrowed(std::shared_ptr<const CompiledTemplate>(), &own);
    Runtime runtime(d->settings, options, *d, d->loader.get());
    return runtime.render(borrowed, context.root());
}

} // namespace twig
