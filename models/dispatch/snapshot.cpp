// SPDX-License-Identifier: MIT
#include "dispatch/snapshot.h"

namespace targetdesk {

Snapshot::Snapshot(const Workspace &workspace, const DeliveryEnvironment &environment)
    : m_matcher(workspace)
    , m_environment(environment)
{
    for (const Target &target : workspace.targets()) {
        auto entry = std::make_unique<Entry>();
        entry->target = target;
        entry->version = std::make_shared<const TemplateVersion>(target);
        m_targets.emplace(target.handle, std::move(entry));
        if (!(target.delivery.flow == FlowSettings())) m_flows.emplace(target.handle, target.delivery.flow);
    }
}

const Target *Snapshot::target(const std::string &handle) const
{
    const auto found = m_targets.find(handle);
    return found == m_targets.end() ? nullptr : &found->second->target;
}

const PayloadRenderer &Snapshot::renderer(const std::string &handle) const
{
    Entry &entry = *m_targets.at(handle);
    std::call_once(entry.compiled, [&entry] { entry.renderer.emplace(entry.target); });
    return *entry.renderer;
}

std::shared_ptr<const TemplateVersion> Snapshot::version(const std::string &handle) const
{
    const auto found = m_targets.find(handle);
    return found == m_targets.end() ? nullptr : found->second->version;
}

VersionRenderer Snapshot::renderer(const std::string &handle, const std::string &version, const LoadTemplate &load) const
{
    Entry &entry = *m_targets.at(handle);
    if (!version.empty() && version != entry.version->id()) {
        const std::lock_guard lock(entry.mutex);
        auto found = entry.earlier.find(version);
        if (found == entry.earlier.end()) {
            const std::optional<std::string> text = load(version);
            const std::optional<Target> earlier = text ? TemplateVersion::restored(entry.target, *text) : std::nullopt;
            found = entry.earlier.emplace(version, earlier ? std::make_unique<PayloadRenderer>(*earlier) : nullptr).first;
        }
        if (found->second) return {found->second.get(), version};
    }
    return {&renderer(handle), entry.version->id()};
}

std::set<std::string> Snapshot::repeatable() const
{
    std::set<std::string> handles;
    for (const auto &[handle, entry] : m_targets) {
        if (entry->target.delivery.lostAnswer == LostAnswer::Retry) handles.insert(handle);
    }
    return handles;
}

} // namespace targetdesk
