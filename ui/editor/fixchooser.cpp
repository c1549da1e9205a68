// SPDX-License-Identifier: MIT
#include "ui/editor/fixchooser.h"

#include "history/textdiff.h"
#include "ui/problems/modeltext.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {
constexpr int chooserWidth = 560;
constexpr int rowHeight = 30;
constexpr int shownLines = 14;
constexpr int iconSize = 14;
} // namespace

QString diffHtml(const std::string &before, const std::string &after, const Colours &colours)
{
    QString html;
    int count = 0;
    for (const DiffLine &line : withoutLongSame(textDiff(before, after), 1)) {
        if (++count > shownLines) return html + u"<div>…</div>"_s;
        const bool removed = line.kind == DiffLine::Kind::Removed;
        const bool added = line.kind == DiffLine::Kind::Added;
        const QColor colour = removed ? colours.danger : added ? colours.success : colours.muted;
        const QString sign = removed ? u"−"_s : added ? u"+"_s : u" "_s;
        const bool isGap = line.before == 0 && line.after == 0;
        const QString text = isGap ? u"…"_s : QString::fromStdString(line.text);
        html += u"<div style=\"color:%1\"><code>%2 %3</code></div>"_s.arg(colour.name(), sign,
                                                                          text.toHtmlEscaped().replace(u' ', u"&nbsp;"_s));
    }
    return html;
}

FixChooser::FixChooser(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_list(new QListWidget)
    , m_preview(new QLabel)
{
    setObjectName(u"fixChooser"_s);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_list->setObjectName(u"fixList"_s);
    m_list->setAccessibleName(tr("Quick fixes"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize({iconSize, iconSize});
    m_list->installEventFilter(this);
    m_preview->setObjectName(u"fixPreview"_s);
    m_preview->setTextFormat(Qt::RichText);
    m_preview->setMargin(8);
    m_preview->setFixedWidth(chooserWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(m_preview);
    connect(m_list, &QListWidget::currentRowChanged, this, &FixChooser::showPreview);
    connect(m_list, &QListWidget::itemClicked, this, [this] { Q_EMIT chosen(m_list->currentRow()); });
    hide();
}

void FixChooser::setOffers(std::vector<Offer> offers)
{
    m_offers = std::move(offers);
    m_list->clear();
    for (const Offer &offer : m_offers) {
        auto *item =
            new QListWidgetItem(inWindowsLanguage(offer.title) + u" – "_s + tr("is being tried on all samples …"), m_list);
        item->setSizeHint({chooserWidth, rowHeight});
        item->setIcon(iconPixmap(u"ring"_s, m_theme.colours().muted, iconSize, devicePixelRatioF()));
    }
    m_list->setCurrentRow(0);
}

void FixChooser::setVerdict(std::size_t offer, const FixVerdict &verdict)
{
    if (offer >= m_offers.size()) return;
    const Colours &colours = m_theme.colours();
    QListWidgetItem *item = m_list->item(static_cast<int>(offer));
    const bool isGuess = m_offers[offer].isGuess;
    const QString said = !verdict.isSafe ? tr("look at it first: %1").arg(inWindowsLanguage(verdict.reason))
                         : isGuess       ? tr("is that what you mean?")
                                         : tr("safe on all samples");
    item->setText(inWindowsLanguage(m_offers[offer].title) + u" – "_s + said);
    item->setToolTip(item->text());
    const bool isSafe = verdict.isSafe && !isGuess;
    item->setIcon(
        iconPixmap(isSafe ? u"good"_s : u"warning"_s, isSafe ? colours.success : colours.warning, iconSize, devicePixelRatioF()));
}

void FixChooser::showPreview()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= static_cast<int>(m_offers.size())) return;
    const Offer &offer = m_offers[static_cast<std::size_t>(row)];
    m_preview->setText(diffHtml(offer.before, offer.after, m_theme.colours()));
    if (isVisible()) adjustSize();
}

void FixChooser::showAt(const QRect &place)
{
    m_list->setFixedHeight(rowHeight * std::min(6, m_list->count()) + 2);
    adjustSize();
    const bool isBelow = place.bottom() + 4 + height() <= parentWidget()->height() || place.top() < height();
    move(std::clamp(place.left(), 4, std::max(4, parentWidget()->width() - QFrame::width() - 4)),
         isBelow ? place.bottom() + 4 : place.top() - 4 - height());
    if (isHidden()) m_focusBefore = QApplication::focusWidget();
    raise();
    show();
    m_list->setFocus(Qt::PopupFocusReason);
}

void FixChooser::leave()
{
    hide();
    if (m_focusBefore) m_focusBefore->setFocus(Qt::PopupFocusReason);
}

bool FixChooser::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || isHidden()) return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        // Another program: whoever comes back goes on where he was.
        if (static_cast<QFocusEvent *>(event)->reason() == Qt::ActiveWindowFocusReason)
            leave();
        else
            hide();
        Q_EMIT closed();
    } else if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) event->accept();
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            leave();
            Q_EMIT closed();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT chosen(m_list->currentRow());
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace targetdesk
