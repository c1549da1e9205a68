// SPDX-License-Identifier: MIT
#include "ui/editor/templateworker.h"

#include "editing/templateformat.h"

namespace targetdesk {

namespace {

std::vector<FixSample> fixSamples(const std::vector<Sample> &samples)
{
    std::vector<FixSample> all;
    for (const Sample &sample : samples)
        all.push_back({sample.event + "/" + sample.name, sample.text});
    return all;
}

PayloadOptions optionsOf(const TemplateWorker::FixOrder &order, const std::atomic<bool> *cancelled)
{
    PayloadOptions options;
    options.wantsJson = expectsJson(order.target);
    options.cancelled = cancelled;
    if (!order.workspace.empty()) options.schema = PayloadSchema::of(order.target, order.workspace);
    return options;
}

} // namespace

TemplateWorker::TemplateWorker(QObject *parent)
    : QObject(parent)
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
    m_pool.setMaxThreadCount(1);
}

TemplateWorker::~TemplateWorker()
{
    cancel();
    m_pool.waitForDone();
}

void TemplateWorker::cancel()
{
    m_cancelled->store(true);
}

void TemplateWorker::run(std::function<void(const Cancelled &)> work)
{
    cancel();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([work = std::move(work), cancelled = m_cancelled] {
        if (!cancelled->load()) work(cancelled);
    });
}

void TemplateWorker::tell(const Cancelled &cancelled, std::function<void()> what)
{
    QMetaObject::invokeMethod(this, [cancelled, what = std::move(what)] {
        if (!cancelled->load()) what();
    });
}

void TemplateWorker::check(FixOrder order, std::function<void(std::size_t, const FixVerdict &)> done)
{
    run([this, order = std::move(order), done = std::move(done)](const Cancelled &cancelled) {
        FixCheck check(order.target, fixSamples(order.samples), optionsOf(order, cancelled.get()));
        for (std::size_t i = 0; i < order.fixes.size() && !cancelled->load(); ++i) {
            const auto &[problem, fix] = order.fixes[i];
            const FixVerdict verdict = check.check(order.target.templateSource, problem, fix);
            tell(cancelled, [done, i, verdict] { done(i, verdict); });
        }
    });
}

void TemplateWorker::fixAll(FixOrder order, std::function<void(const FixAllResult &)> done)
{
    run([this, order = std::move(order), done = std::move(done)](const Cancelled &cancelled) {
        FixCheck check(order.target, fixSamples(order.samples), optionsOf(order, cancelled.get()));
        const FixAllResult result = check.fixAll(order.target.templateSource);
        tell(cancelled, [done, result] { done(result); });
    });
}

void TemplateWorker::findSafe(FixOrder order, std::function<void(bool)> done)
{
    run([this, order = std::move(order), done = std::move(done)](const Cancelled &cancelled) {
        FixCheck check(order.target, fixSamples(order.samples), optionsOf(order, cancelled.get()));
        const bool any = !check.fixAll(order.target.templateSource, 1).titles.empty();
        tell(cancelled, [done, any] { done(any); });
    });
}

void TemplateWorker::format(Target target, std::vector<Sample> samples, std::function<void(const Formatted &)> done)
{
    run([this, target = std::move(target), samples = std::move(samples), done = std::move(done)](const Cancelled &cancelled) {
        Formatted result;
        if (const auto source = formattedTemplate(target.templateSource)) {
            result.source = *source;
            const SameOutput same = provenSame(target, *source, samples, cancelled.get());
            result.samples = same.samples;
            result.reason = same.reason;
        }
        tell(cancelled, [done, result] { done(result); });
    });
}

} // namespace targetdesk
