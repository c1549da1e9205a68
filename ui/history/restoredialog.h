// SPDX-License-Identifier: MIT
#pragma once

#include "ui/history/draftoffer.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <vector>

class QListWidget;
class QPushButton;

namespace targetdesk {

class DiffView;
class StateLabel;

/// After a crash: the edits that were not saved, each beside what is saved, to take back or to drop.
class RestoreDialog : public QDialog
{
    Q_OBJECT
public:
    RestoreDialog(const Theme &theme, std::vector<DraftOffer> offers, QWidget *parent = nullptr);

    /// One for each offer.
    const std::vector<DraftChoice> &choices() const { return m_choices; }

private:
    void showOffer();
    void choose(DraftChoice choice);
    void label(int row);

    std::vector<DraftOffer> m_offers;
    std::vector<DraftChoice> m_choices;
    QListWidget *m_list;
    StateLabel *m_note;
    DiffView *m_diff;
    QPushButton *m_restore;
    QPushButton *m_discard;
};

} // namespace targetdesk
