// SPDX-License-Identifier: MIT
#pragma once

#include "payload/fixcheck.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QListWidget;

namespace targetdesk {

/// The quick fixes at a place: each with a preview of what it changes, and whether it is safe on every sample. A child of the
/// window; has the focus while it is open.
class FixChooser : public QFrame
{
    Q_OBJECT
public:
    struct Offer
    {
        std::string title;
        std::string before; ///< the template's source
        std::string after;
        bool isGuess = false; ///< only a person knows whether it is what is meant
    };

    FixChooser(const Theme &theme, QWidget *parent);

    void setOffers(std::vector<Offer> offers);
    /// What trying it on all samples said.
    void setVerdict(std::size_t offer, const FixVerdict &verdict);
    /// Below `place`, above it where there is no room; in the parent's coordinates.
    void showAt(const QRect &place);
    /// Closes it without a signal; the focus goes back to where it was.
    void leave();

Q_SIGNALS:
    void chosen(int offer);
    /// By Esc, or the focus went elsewhere.
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showPreview();

    const Theme &m_theme;
    std::vector<Offer> m_offers;
    QListWidget *m_list;
    QLabel *m_preview;
    QPointer<QWidget> m_focusBefore;
};

/// A comparison of two sources as rich text: changed lines with their sign and colour, and a line around them.
QString diffHtml(const std::string &before, const std::string &after, const Colours &colours);

} // namespace targetdesk
