// SPDX-License-Identifier: MIT
#include "ui/matrix/matrixpanel.h"

#include "ui/theme/parts.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

bool canAccept(const CheckResult &result)
{
    const CheckMark mark = result.marks.expected;
    return !result.what.nastiness && (mark == CheckMark::New || mark == CheckMark::Bad);
}

} // namespace

MatrixPanel::MatrixPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(theme)
    , m_run(makeToolButton(u"matrixRun"_s, tr("Run all"), tr("Check the template with every sample of its events (F7)")))
    , m_cancel(makeToolButton(u"matrixCancel"_s, tr("Cancel"), tr("Stop the checks")))
    , m_accept(makeToolButton(u"matrixAccept"_s, tr("Accept"), tr("Keep the payload of the chosen row as the expected one")))
    , m_acceptAll(makeToolButton(u"matrixAcceptAll"_s, tr("Accept all new"), tr("Keep every new payload as the expected one")))
    , m_nasty(new QCheckBox(tr("nasty samples too")))
    , m_progress(new QProgressBar)
    , m_summary(new StateLabel(theme))
    , m_coverage(new QLabel)
    , m_view(new QTreeView)
    , m_nothing(new QLabel(tr("F7 checks this template with every sample of the events that reach it.")))
    , m_pages(new QStackedWidget)
{
    setBackground(*this, QPalette::Base);
    m_view->setObjectName(u"matrixView"_s);
    m_view->setAccessibleName(tr("Coverage matrix"));
    m_view->setModel(&m_model);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_view->setExpandsOnDoubleClick(false);
    m_view->header()->setStretchLastSection(true);
    m_coverage->setObjectName(u"matrixCoverage"_s);
    m_coverage->setWordWrap(true);
    setMuted(*m_coverage);
    m_coverage->hide();
    m_nothing->setObjectName(u"matrixNothing"_s);
    m_nothing->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_nothing->setContentsMargins(24, 32, 24, 24);
    m_nothing->setWordWrap(true);
    setMuted(*m_nothing);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_view);
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(16, 4, 16, 6);
    bottom->setSpacing(16);
    bottom->addWidget(m_summary);
    bottom->addWidget(m_coverage, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_pages, 1);
    layout->addLayout(bottom);

    connect(m_run, &QToolButton::clicked, this, &MatrixPanel::runWanted);
    connect(m_cancel, &QToolButton::clicked, &m_runner, &MatrixRunner::cancel);
    connect(m_accept, &QToolButton::clicked, this, [this] { accept(false); });
    connect(m_acceptAll, &QToolButton::clicked, this, [this] { accept(true); });
    connect(&m_runner, &MatrixRunner::result, this, &MatrixPanel::add);
    connect(&m_runner, &MatrixRunner::advanced, this, &MatrixPanel::showProgress);
    connect(&m_runner, &MatrixRunner::finished, this,
            [this](const auto &run, bool cancelled, const QString &error) { finish(*run, cancelled, error); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &MatrixPanel::updateButtons);
    for (const auto signal : {&QTreeView::activated, &QTreeView::clicked}) {
        connect(m_view, signal, this, [this](const QModelIndex &index) {
            const auto result = m_model.result(index);
            // Choosing a row by its name is for "Accept"; a cell leads to its cause.
            if (result && index.column() != MatrixModel::SampleColumn) Q_EMIT causeWanted(result, index.column());
        });
    }
    updateButtons();
}

QWidget *MatrixPanel::makeHead()
{
    m_nasty->setObjectName(u"matrixNasty"_s);
    m_nasty->setToolTip(tr("Also with each value that the template reads missing, empty, quoted, huge, …"));
    m_nasty->setChecked(true);
    m_progress->setObjectName(u"matrixProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the checks"));
    m_progress->setMaximumWidth(90);
    m_progress->setMaximumHeight(8);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_cancel->hide();
    m_summary->setObjectName(u"matrixSummary"_s);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(6);
    row->addWidget(m_run);
    row->addWidget(m_cancel);
    row->addWidget(m_nasty);
    row->addWidget(m_progress);
    row->addStretch(1);
    row->addWidget(m_accept);
    row->addWidget(m_acceptAll);
    return head;
}

bool MatrixPanel::wantsNasty() const
{
    return m_nasty->isChecked();
}

void MatrixPanel::run(const Workspace &workspace, const Target &target, std::vector<Sample> drafts)
{
    m_isOutdated = false;
    m_model.clear();
    m_coverage->hide();
    m_progress->setRange(0, 0); // until the run has counted its samples
    m_pages->setCurrentIndex(1);
    m_runner.run({workspace, target, wantsNasty(), std::move(drafts)});
    summarise();
    updateButtons();
}

void MatrixPanel::markOutdated()
{
    if (m_isOutdated || (m_model.rowCount() == 0 && !isRunning())) return;
    m_isOutdated = true;
    m_runner.cancel();
    summarise();
    updateButtons();
}

void MatrixPanel::clear()
{
    m_isOutdated = false;
    m_runner.cancel();
    m_model.clear();
    m_coverage->hide();
    m_pages->setCurrentIndex(0);
    summarise();
    updateButtons();
}

void MatrixPanel::add(const std::shared_ptr<const CheckResult> &result)
{
    const bool isFirst = m_model.rowCount() == 0;
    m_model.add(result);
    m_view->expandAll();
    if (isFirst) {
        m_view->setColumnWidth(MatrixModel::SampleColumn, 190);
        for (int column = MatrixModel::RendersColumn; column < MatrixModel::NoteColumn; ++column)
            m_view->setColumnWidth(
                column, std::max(76, 26 + m_view->fontMetrics().horizontalAdvance(
                                              m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString())));
    }
    summarise();
}

// A sample's own renders move the bar on, for one with many takes its time.
void MatrixPanel::showProgress(const CheckProgress &progress)
{
    constexpr std::size_t partsOfSample = 100;
    const std::size_t part = progress.allRenders == 0 ? 0 : partsOfSample * progress.renders / progress.allRenders;
    m_coverage->setText(tr("%1 of %n sample(s) checked", nullptr, static_cast<int>(progress.allSamples)).arg(progress.samples));
    m_coverage->show();
    m_progress->setToolTip(m_coverage->text());
    m_progress->setMaximum(static_cast<int>(partsOfSample * progress.allSamples));
    m_progress->setValue(static_cast<int>(partsOfSample * progress.samples + part));
}

void MatrixPanel::finish(const CheckRun &run, bool cancelled, const QString &error)
{
    summarise();
    updateButtons();
    const QString coverage = error.isEmpty() ? coverageText(run) : error;
    m_coverage->setText(cancelled ? tr("Cancelled: the rest was not checked.") : coverage);
    // Nothing is said of a target that is shown no more.
    m_coverage->setVisible(m_pages->currentIndex() == 1 && !m_coverage->text().isEmpty());
    for (int column = MatrixModel::SampleColumn; column < MatrixModel::NoteColumn; ++column) {
        const int before = m_view->columnWidth(column);
        m_view->resizeColumnToContents(column);
        m_view->setColumnWidth(column, std::clamp(m_view->columnWidth(column) + 8, before, 260));
    }
}

// "9 of 11 branches ran; lines 12, 15 did not go both ways"
QString MatrixPanel::coverageText(const CheckRun &run)
{
    if (run.coverage.empty() || run.coverage.front().branches.total() == 0) return {};
    const BranchCoverage &branches = run.coverage.front().branches;
    const QString all = tr("%1 of %2 branches ran").arg(branches.taken()).arg(branches.total());
    QStringList lines;
    for (const int line : branches.lines())
        lines.append(QString::number(line));
    if (lines.isEmpty()) return all;
    return all + u"; "_s + tr("not both ways in line(s) %1").arg(lines.join(u", "_s));
}

void MatrixPanel::summarise()
{
    const int good = m_model.count(CheckState::Good);
    const int bad = m_model.count(CheckState::Failed);
    const int fresh = m_model.countNew();
    if (m_isOutdated) {
        m_summary->setState(StateLabel::State::Neutral, tr("of an earlier text: run it again (F7)"));
        Q_EMIT summaryChanged({});
        return;
    }
    if (good + bad == 0) {
        m_summary->setState(StateLabel::State::Neutral, {});
        Q_EMIT summaryChanged({});
        return;
    }
    QStringList parts = {tr("%n pass", nullptr, good), tr("%n fail", nullptr, bad)};
    if (fresh > 0) parts.append(tr("%n new", nullptr, fresh));
    m_summary->setState(bad > 0 ? StateLabel::State::Error : StateLabel::State::Good, parts.join(u" · "_s));
    Q_EMIT summaryChanged(u"%1/%2"_s.arg(good).arg(good + bad));
}

void MatrixPanel::updateButtons()
{
    const bool running = m_runner.isRunning();
    const auto current = m_model.result(m_view->currentIndex());
    const std::vector<QModelIndex> rows = m_model.rows();
    m_run->setVisible(!running);
    m_cancel->setVisible(running);
    m_progress->setVisible(running);
    m_accept->setEnabled(!running && !m_isOutdated && current && canAccept(*current));
    m_acceptAll->setEnabled(!running && !m_isOutdated && m_model.countNew() > 0);
}

void MatrixPanel::accept(bool all)
{
    std::vector<std::shared_ptr<const CheckResult>> results;
    if (all) {
        for (const QModelIndex &row : m_model.rows()) {
            const auto result = m_model.result(row);
            if (canAccept(*result) && result->marks.expected == CheckMark::New) results.push_back(result);
        }
    } else if (const auto current = m_model.result(m_view->currentIndex()); current && canAccept(*current)) {
        results.push_back(current);
    }
    if (!results.empty()) Q_EMIT acceptWanted(results);
}

void MatrixPanel::setAccepted(const CheckResult &result)
{
    for (const QModelIndex &row : m_model.rows()) {
        const auto one = m_model.result(row);
        if (one->what.sample == result.what.sample && one->what.sampleEvent == result.what.sampleEvent && !one->what.nastiness &&
            !one->what.isDraft)
            m_model.setAccepted(row);
    }
    summarise();
    updateButtons();
}

} // namespace targetdesk
