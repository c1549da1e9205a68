// SPDX-License-Identifier: MIT
#pragma once

#include "payload/fixcheck.h"
#include "workspace/sample.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>

namespace targetdesk {

/// What the editor has rendered on all samples before it dares to change a template; off the user interface thread. A new order
/// cancels the one before. Results come on the thread of this object, none after a cancel.
class TemplateWorker : public QObject
{
    Q_OBJECT
public:
    struct FixOrder
    {
        Target target; ///< with the source that the problems are of
        std::vector<Sample> samples;
        std::filesystem::path workspace; ///< the folder with the schemas that the target names; empty: none is looked at
        std::vector<std::pair<Problem, QuickFix>> fixes;
    };
    struct Formatted
    {
        std::string source; ///< empty: it cannot be laid out
        std::string reason; ///< why it is not proven; empty: it is
        std::size_t samples = 0;
    };

    explicit TemplateWorker(QObject *parent = nullptr);
    ~TemplateWorker() override;

    /// Tells the verdict on each fix by its index, one after the other.
    void check(FixOrder order, std::function<void(std::size_t, const FixVerdict &)> done);
    /// Every safe fix; `fixes` of the order is not looked at.
    void fixAll(FixOrder order, std::function<void(const FixAllResult &)> done);
    /// Whether fixAll() would find any; `fixes` of the order is not looked at.
    void findSafe(FixOrder order, std::function<void(bool)> done);
    void format(Target target, std::vector<Sample> samples, std::function<void(const Formatted &)> done);
    void cancel();

private:
    using Cancelled = std::shared_ptr<std::atomic<bool>>;

    void run(std::function<void(const Cancelled &)> work);
    void tell(const Cancelled &cancelled, std::function<void()> what);

    QThreadPool m_pool;
    Cancelled m_cancelled; ///< of the running order
};

} // namespace targetdesk
