// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include "payload/payload.h"
#include "workspace/sample.h"

#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// `targetdeskctl render`: a payload's bytes on standard output, and nothing else there.
class RenderCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    struct Job
    {
        std::string source;
        std::string templateFile; ///< as errors name it
        twig::Settings settings;
        Json config = Json::object();
        bool wantsJson = true;
        Sample sample;
        std::shared_ptr<const PayloadSchema> schema; ///< the target's; null: none
    };

    Job jobOfTarget() const;
    Job jobOfTemplate() const;
    void applyOptions(Job &job) const;
    Json readConfig() const;
    void explain(const Payload &payload, const Job &job) const;

    std::string m_target;
    std::string m_template;
    std::string m_context;
    std::string m_workspace = ".";
    std::string m_autoescape;
    std::string m_now;
    std::string m_timezone;
    std::string m_config;
    std::vector<std::string> m_extensions;
    std::string m_locale;
    std::optional<std::uint32_t> m_seed;
    bool m_strict = false;
    bool m_text = false;
    bool m_json = false;
    bool m_blanks = false;
    CLI::Option *m_autoescapeOption = nullptr;
};

} // namespace targetdesk
