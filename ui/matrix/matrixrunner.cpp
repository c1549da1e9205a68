// SPDX-License-Identifier: MIT
#include "ui/matrix/matrixrunner.h"

using namespace Qt::StringLiterals;

namespace targetdesk {

MatrixRunner::MatrixRunner(QObject *parent)
    : WorkerThread(u"matrix"_s, QThread::LowPriority, parent)
{}

MatrixRunner::~MatrixRunner()
{
    stop();
}

void MatrixRunner::run(MatrixRequest request)
{
    m_isRunning = true;
    post([this, request = std::move(request), cancelled = beginRun()] {
        CheckOptions options;
        options.edited = &request.target;
        options.target = request.target.handle;
        options.nasty = request.nasty;
        options.drafts = request.drafts;
        options.cancelled = cancelled.get();
        options.progress = [this, &cancelled](const CheckResult &one) {
            if (cancelled->load()) return;
            QMetaObject::invokeMethod(this, [this, cancelled, one = std::make_shared<const CheckResult>(one)] {
                if (isNewest(cancelled) && !cancelled->load()) Q_EMIT result(one);
            });
        };
        options.advanced = [this, &cancelled](const CheckProgress &progress) {
            if (cancelled->load()) return;
            QMetaObject::invokeMethod(this, [this, cancelled, progress] {
                if (isNewest(cancelled) && !cancelled->load()) Q_EMIT advanced(progress);
            });
        };
        auto run = std::make_shared<CheckRun>();
        QString error;
        try {
            *run = runCheck(request.workspace, options);
        } catch (const std::exception &failure) {
            error = QString::fromUtf8(failure.what());
        }
        QMetaObject::invokeMethod(this, [this, cancelled, run = std::shared_ptr<const CheckRun>(run), error] {
            if (!isNewest(cancelled)) return; // another run began since
            m_isRunning = false;
            Q_EMIT finished(run, cancelled->load(), error);
        });
    });
}

} // namespace targetdesk
