// SPDX-License-Identifier: MIT
#include "ui/history/restoredialog.h"

#include "ui/history/diffview.h"
#include "ui/history/targettext.h"
#include "ui/theme/parts.h"
#include "ui/theme/statelabel.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

RestoreDialog::RestoreDialog(const Theme &theme, std::vector<DraftOffer> offers, QWidget *parent)
    : QDialog(parent)
    , m_offers(std::move(offers))
    , m_choices(m_offers.size(), DraftChoice::Later)
    , m_list(new QListWidget)
    , m_note(new StateLabel(theme))
    , m_diff(new DiffView(theme))
    , m_restore(new QPushButton(tr("&Restore")))
    , m_discard(new QPushButton(tr("&Discard")))
{
    setWindowTitle(tr("Unsaved edits were found"));
    resize(860, 520);
    auto *title = makeTitle(tr("Unsaved edits were found"));
    auto *what =
        new QLabel(tr("Target Desk ended before they were saved. What you decide later is asked again at the next start."));
    what->setWordWrap(true);
    setMuted(*what);
    m_list->setObjectName(u"restoreList"_s);
    m_list->setAccessibleName(tr("Targets with unsaved edits"));
    m_diff->setObjectName(u"restoreDiff"_s);
    m_diff->setAccessibleName(tr("What the edits change"));
    m_list->setSpacing(2);
    m_note->setWordWrap(true);
    m_restore->setProperty("primary", true);
    m_discard->setObjectName(u"restoreDiscard"_s);
    m_restore->setObjectName(u"restoreRestore"_s);
    for (std::size_t i = 0; i < m_offers.size(); ++i) {
        m_list->addItem(QString());
        label(static_cast<int>(i));
    }

    auto *right = new QWidget;
    auto *rows = new QVBoxLayout(right);
    rows->setContentsMargins(12, 0, 0, 0);
    rows->addWidget(m_note);
    rows->addWidget(m_diff, 1);
    auto *columns = new QSplitter;
    columns->addWidget(m_list);
    columns->addWidget(right);
    columns->setStretchFactor(1, 1);
    columns->setSizes({260, 600});
    auto *done = new QPushButton(tr("Done"));
    done->setAutoDefault(false);
    auto *buttons = new QHBoxLayout; // a button box would part what is done with the chosen one by the platform's rules
    buttons->addWidget(done);
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_restore);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(what);
    layout->addWidget(columns, 1);
    layout->addLayout(buttons);

    connect(m_list, &QListWidget::currentRowChanged, this, &RestoreDialog::showOffer);
    connect(m_restore, &QPushButton::clicked, this, [this] { choose(DraftChoice::Restore); });
    connect(m_discard, &QPushButton::clicked, this, [this] { choose(DraftChoice::Discard); });
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
    m_list->setCurrentRow(0);
    m_restore->setDefault(true);
    m_list->setFocus();
}

void RestoreDialog::label(int row)
{
    const auto at = static_cast<std::size_t>(row);
    const DraftOffer &offer = m_offers[at];
    const QString name =
        QString::fromStdString(offer.draft.target.name.empty() ? offer.draft.target.handle : offer.draft.target.name);
    const QString when = locale().toString(QDateTime::fromMSecsSinceEpoch(offer.draft.at), QLocale::ShortFormat);
    const QString state = m_choices[at] == DraftChoice::Restore   ? tr("will be restored")
                          : m_choices[at] == DraftChoice::Discard ? tr("will be discarded")
                                                                  : tr("not decided");
    m_list->item(row)->setText((name.isEmpty() ? tr("New target") : name) + u'\n' + when + u" · "_s + state);
}

void RestoreDialog::showOffer()
{
    const int row = m_list->currentRow();
    if (row < 0) return;
    const DraftOffer &offer = m_offers[static_cast<std::size_t>(row)];
    m_diff->compare(offer.saved ? textOf(*offer.saved) : std::string(), textOf(offer.draft.target));
    if (offer.savedIsOther)
        m_note->setState(StateLabel::State::Warning,
                         tr("The target was changed by something else after these edits: restoring brings back the older text."));
    else if (!offer.saved)
        m_note->setState(StateLabel::State::Info, tr("No target of this handle is saved: restoring makes a new one."));
    else
        m_note->setState(StateLabel::State::Neutral, QString());
}

void RestoreDialog::choose(DraftChoice choice)
{
    const int row = m_list->currentRow();
    if (row < 0) return;
    m_choices[static_cast<std::size_t>(row)] = choice;
    label(row);
    const auto undecided = std::find(m_choices.begin(), m_choices.end(), DraftChoice::Later);
    if (undecided == m_choices.end())
        accept();
    else
        m_list->setCurrentRow(static_cast<int>(undecided - m_choices.begin()));
}

} // namespace targetdesk
