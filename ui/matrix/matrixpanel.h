// SPDX-License-Identifier: MIT
#pragma once

#include "ui/matrix/matrixmodel.h"
#include "ui/matrix/matrixrunner.h"
#include "ui/theme/statelabel.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QProgressBar;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace targetdesk {

/// The coverage matrix of a target: its samples and what each check says, run in the background. A cell leads to its cause.
class MatrixPanel : public QWidget
{
    Q_OBJECT
public:
    explicit MatrixPanel(const Theme &theme, QWidget *parent = nullptr);

    /// `drafts` are edited copies of samples: they get rows of their own.
    void run(const Workspace &workspace, const Target &target, std::vector<Sample> drafts);
    bool isRunning() const { return m_runner.isRunning(); }
    bool wantsNasty() const;
    /// Forgets the results: another target is shown.
    void clear();
    /// The template was changed: what is shown is of the earlier text, and cannot be accepted.
    void markOutdated();
    /// This result's payload was stored as the accepted one.
    void setAccepted(const CheckResult &result);

Q_SIGNALS:
    void runWanted();
    /// Show the cause: with this sample, at the first problem that this column of MatrixModel tells of.
    void causeWanted(const std::shared_ptr<const CheckResult> &result, int column);
    void acceptWanted(const std::vector<std::shared_ptr<const CheckResult>> &results);
    void summaryChanged(const QString &summary); ///< for the tab: "14/17"

private:
    QWidget *makeHead();
    void add(const std::shared_ptr<const CheckResult> &result);
    void showProgress(const CheckProgress &progress);
    void finish(const CheckRun &run, bool cancelled, const QString &error);
    void summarise();
    void updateButtons();
    void accept(bool all);
    static QString coverageText(const CheckRun &run);

    MatrixModel m_model;
    MatrixRunner m_runner;
    QToolButton *m_run;
    QToolButton *m_cancel;
    QToolButton *m_accept;
    QToolButton *m_acceptAll;
    QCheckBox *m_nasty;
    QProgressBar *m_progress;
    StateLabel *m_summary;
    QLabel *m_coverage;
    QTreeView *m_view;
    QLabel *m_nothing;
    QStackedWidget *m_pages;
    bool m_isOutdated = false;
};

} // namespace targetdesk
