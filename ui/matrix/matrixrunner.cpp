// SPDX-License-Identifier: MIT
#include "ui/matrix/matrixrunner.h"

using namespace Qt::StringLiterals;

namespace targetdesk {

MatrixRunner::MatrixRunner(QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
    m_thread.setObjectName(u"matrix"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
}

MatrixRunner::~MatrixRunner()
{
    m_cancelled->store(true);
    m_thread.quit();
    m_thread.wait();
}

void MatrixRunner::cancel()
{
    m_cancelled->store(true);
}

void MatrixRunner::run(MatrixRequest request)
{
    m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_isRunning = true;
    QMetaObject::invokeMethod(m_worker, [this, request = std::move(request), cancelled = m_cancelled] {
        CheckOptions options;
        options.edited = &request.target;
        options.target = request.target.handle;
        options.nasty = request.nasty;
        options.cancelled = cancelled.get();
        options.progress = [this, &cancelled](const CheckResult &one) {
            if (cancelled->load()) return;
            QMetaObject::invokeMethod(this, [this, cancelled, one = std::make_shared<const CheckResult>(one)] {
                if (cancelled == m_cancelled) Q_EMIT result(one);
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
            if (cancelled != m_cancelled) return; // another run began since
            m_isRunning = false;
            Q_EMIT finished(run, cancelled->load(), error);
        });
    });
}

} // namespace targetdesk
