// SPDX-License-Identifier: MIT
#pragma once

#include "payload/payload.h"
#include "payload/problem.h"
#include "payload/quickfix.h"
#include "workspace/target.h"

#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A context that fixes are tried on.
struct FixSample
{
    std::string name;    ///< for people: `reward.issued/default`
    std::string context; ///< JSON text
};

/// What trying a fix on every sample says. A value.
struct FixVerdict
{
    bool isSafe = false; ///< mended on every sample, nothing new is wrong, and what was right stayed what it was
    std::string reason;  ///< why not, for people; empty when safe or cancelled
    std::string source;  ///< the template with the fix
};

/// What "fix all" did. A value.
struct FixAllResult
{
    std::string source;              ///< the template with every safe fix
    std::vector<std::string> titles; ///< of the fixes, in the order they were made
    std::vector<Problem> remaining;  ///< of the last source, over all samples, each once
    bool wasCancelled = false;
};

/// Tries quick fixes of one target on samples before anybody applies them. Renders on the caller's thread; any thread, one at a
/// time. `options.cancelled` stops it between renders and within: a verdict is then not safe.
class FixCheck
{
public:
    /// `options.now` and `options.seed` are set to something fixed when absent; the trace is always on.
    FixCheck(Target target, std::vector<FixSample> samples, PayloadOptions options = {});

    /// `problem` and its fix are of a render of `source`.
    FixVerdict check(std::string_view source, const Problem &problem, const QuickFix &fix);
    /// Makes one safe fix after the other until none is left, at most `most`.
    FixAllResult fixAll(std::string_view source, int most = 200);

private:
    using Payloads = std::vector<Payload>;

    Payloads render(std::string_view source) const;
    const Payloads &before(std::string_view source);
    FixVerdict compare(const Payloads &before, const Payloads &after, const Problem &problem, const QuickFix &fix) const;
    bool isCancelled() const { return m_options.cancelled != nullptr && m_options.cancelled->load(); }

    Target m_target;
    std::vector<FixSample> m_samples;
    PayloadOptions m_options;
    std::string m_beforeSource;
    Payloads m_before; ///< of m_beforeSource; empty: not rendered yet
};

} // namespace targetdesk
