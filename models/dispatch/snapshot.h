// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/matcher.h"
#include "dispatch/templateversion.h"
#include "payload/payload.h"
#include "workspace/deliveryenvironment.h"
#include "workspace/workspace.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace targetdesk {

/// What renders a payload, and the version of the template that it renders with.
struct VersionRenderer
{
    const PayloadRenderer *renderer = nullptr;
    std::string version;
};

/// One state of a workspace, ready to work with: reactions by event, templates compiled when first used. Immutable to its
/// users, shared between threads; a changed workspace is another snapshot.
class Snapshot
{
public:
    Snapshot(const Workspace &workspace, const DeliveryEnvironment &environment);

    const Matcher &matcher() const { return m_matcher; }
    const DeliveryEnvironment &environment() const { return m_environment; }
    /// Null when the workspace has no such target.
    const Target *target(const std::string &handle) const;
    /// Of a target that exists; compiles it the first time.
    const PayloadRenderer &renderer(const std::string &handle) const;
    /// What its payloads are made with; null when the workspace has no such target. Named once per snapshot.
    std::shared_ptr<const TemplateVersion> version(const std::string &handle) const;
    /// The same of a target that exists, as it was in `version`; as it is now where that is empty or known to nobody. `load` is
    /// asked once for each version.
    VersionRenderer renderer(const std::string &handle, const std::string &version, const LoadTemplate &load) const;
    /// Targets that may get a request twice.
    std::set<std::string> repeatable() const;
    /// The targets whose deliveries flow in a way of their own.
    const std::map<std::string, FlowSettings> &flows() const { return m_flows; }

private:
    struct Entry
    {
        Target target;
        std::once_flag compiled;
        std::optional<PayloadRenderer> renderer;
        std::shared_ptr<const TemplateVersion> version;
        std::mutex mutex;
        std::map<std::string, std::unique_ptr<PayloadRenderer>> earlier; ///< by version, null: not known; guarded by mutex
    };

    Matcher m_matcher;
    DeliveryEnvironment m_environment;
    std::map<std::string, std::unique_ptr<Entry>> m_targets;
    std::map<std::string, FlowSettings> m_flows;
};

} // namespace targetdesk
