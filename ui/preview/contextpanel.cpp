// SPDX-License-Identifier: MIT
#include "ui/preview/contextpanel.h"

#include "payload/nastysample.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/documenttext.h"
#include "ui/editor/syntax.h"
#include "ui/preview/nastynames.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

ContextPanel::ContextPanel(const Theme &theme, const Syntax &syntax, QWidget *parent)
    : QWidget(parent)
    , m_model(theme)
    , m_search(new QLineEdit)
    , m_insert(makeToolButton(u"contextInsert"_s, tr("Insert"), tr("Insert the path at the template’s cursor (Insert)")))
    , m_nasty(makeToolButton(u"contextNasty"_s, tr("Make it nasty"),
                             tr("Try the template with this value missing, empty, odd or huge")))
    , m_asText(makeToolButton(u"contextAsText"_s, tr("Text"), tr("Show and edit the context as text; the sample itself stays")))
    , m_nastyMenu(new QMenu(this))
    , m_tree(new QTreeView)
    , m_text(new CodeEditor(theme))
    , m_pages(new QStackedWidget)
    , m_copyBar(nullptr)
    , m_copyState(new StateLabel(theme))
    , m_discard(makeToolButton(u"contextDiscardCopy"_s, tr("Discard"), tr("Go back to the sample")))
    , m_copyName(new QLineEdit)
    , m_count(new QLabel)
{
    setBackground(*this, QPalette::Base);
    m_proxy.setSourceModel(&m_model);
    m_proxy.setRecursiveFilteringEnabled(true);
    m_proxy.setFilterRole(ContextModel::SearchRole);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_tree->setObjectName(u"contextTree"_s);
    m_tree->setAccessibleName(tr("Context"));
    m_tree->setModel(&m_proxy);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setDragDropMode(QAbstractItemView::DragOnly);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setColumnWidth(ContextModel::NameColumn, 140);
    m_tree->setColumnWidth(ContextModel::ValueColumn, 160);
    m_text->setObjectName(u"contextText"_s);
    m_text->setAccessibleName(tr("Context as text"));
    new CodeHighlighter(m_text->document(), syntax.json(), theme);
    m_count->setObjectName(u"contextCount"_s);
    m_count->setContentsMargins(12, 3, 12, 4);
    setMuted(*m_count);
    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_text);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_copyBar = makeCopyBar());
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_count);

    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        const std::string path = chosenPath();
        m_insert->setEnabled(!path.empty());
        m_nasty->setEnabled(!path.empty());
        if (!m_isSelecting && !path.empty()) Q_EMIT pathChosen(path);
    });
    connect(m_tree, &QTreeView::activated, this, [this] { Q_EMIT pathActivated(chosenPath()); });
    connect(m_text->document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (!m_isFilling && removed + added > 0) setCopy(sourceOf(*m_text->document(), lineEndingOf(m_sample.text)));
    });
}

QWidget *ContextPanel::makeHead()
{
    m_search->setObjectName(u"contextSearch"_s);
    m_search->setPlaceholderText(tr("Search names and values"));
    m_search->setAccessibleName(tr("Search the context"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_insert->setEnabled(false);
    auto *key = new QShortcut(QKeySequence(Qt::Key_Insert), m_tree);
    key->setContext(Qt::WidgetShortcut); // in an editor the key is the editor's
    connect(key, &QShortcut::activated, m_insert, &QToolButton::click);
    m_nasty->setEnabled(false);
    m_nasty->setPopupMode(QToolButton::InstantPopup);
    m_nasty->setMenu(m_nastyMenu);
    m_nastyMenu->setObjectName(u"nastyMenu"_s);
    m_asText->setCheckable(true);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy.setFilterFixedString(text);
        if (!text.isEmpty()) m_tree->expandAll();
    });
    connect(m_insert, &QToolButton::clicked, this, [this] { Q_EMIT insertWanted(chosenPath()); });
    connect(m_asText, &QToolButton::toggled, this, &ContextPanel::showText);
    connect(m_nastyMenu, &QMenu::aboutToShow, this, &ContextPanel::fillNastyMenu);

    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(4);
    row->addWidget(m_search, 1);
    row->addWidget(m_insert);
    row->addWidget(m_nasty);
    row->addWidget(m_asText);
    return head;
}

QWidget *ContextPanel::makeCopyBar()
{
    m_copyState->setObjectName(u"contextCopyState"_s);
    m_copyState->setWordWrap(true);
    m_copyName->setObjectName(u"contextCopyName"_s);
    m_copyName->setAccessibleName(tr("Name of the new sample"));
    m_copyName->setPlaceholderText(tr("name, then Return"));
    m_copyName->hide();
    auto *cancel = new QShortcut(QKeySequence(Qt::Key_Escape), m_copyName);
    cancel->setContext(Qt::WidgetShortcut);
    connect(cancel, &QShortcut::activated, this, [this] {
        m_copyName->hide();
        m_copyState->show();
        m_tree->setFocus(Qt::OtherFocusReason);
    });
    auto *save = makeToolButton(u"contextSaveCopy"_s, tr("Save as sample"), tr("Keep this context as a sample of the event"));
    connect(save, &QToolButton::clicked, this, &ContextPanel::askForName);
    connect(m_discard, &QToolButton::clicked, this, &ContextPanel::discardCopy);
    connect(m_copyName, &QLineEdit::returnPressed, this, &ContextPanel::saveCopy);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 0, 8, 4);
    row->setSpacing(4);
    row->addWidget(m_copyState, 1);
    row->addWidget(m_copyName, 1);
    row->addWidget(save);
    row->addWidget(m_discard);
    bar->hide();
    return bar;
}

Sample ContextPanel::effective(const Sample &sample) const
{
    const auto copy = m_copies.find({sample.event, sample.name});
    if (copy == m_copies.end()) return sample;
    Sample edited = sample;
    edited.text = copy->second;
    edited.file.clear();
    return edited;
}

std::vector<Sample> ContextPanel::copies() const
{
    auto kept = m_copies;
    for (const auto &[place, text] : m_setAside)
        kept[place] = text; // what is only tried is not a person's work
    std::vector<Sample> all;
    for (const auto &[place, text] : kept)
        all.push_back({place.first, place.second, text, {}});
    return all;
}

void ContextPanel::setCopies(const std::vector<Sample> &copies)
{
    m_copies.clear();
    m_setAside.clear();
    for (const Sample &copy : copies)
        m_copies[{copy.event, copy.name}] = copy.text;
    if (!m_sample.name.empty()) showContext();
}

void ContextPanel::setSample(const Sample &sample)
{
    const std::string before = effective(m_sample).text;
    const bool isOther = sample.event != m_sample.event || sample.name != m_sample.name;
    m_sample = sample;
    if (isOther || effective(sample).text != before || m_model.context().empty()) showContext();
}

void ContextPanel::showContext()
{
    const std::string text = effective(m_sample).text;
    const std::string path = chosenPath();
    m_model.setContext(text);
    if (m_proxy.rowCount() <= 12) m_tree->expandToDepth(0);
    select(path);
    m_isFilling = true;
    if (sourceOf(*m_text->document(), lineEndingOf(text)) != text) m_text->setPlainText(QString::fromStdString(text));
    m_isFilling = false;
    describe();
}

void ContextPanel::describe()
{
    const bool isCopy = m_copies.contains(key());
    const bool isTried = m_setAside.contains(key());
    m_copyBar->setVisible(isCopy || isTried);
    if (!isCopy) m_copyName->hide();
    m_copyState->setVisible(m_copyName->isHidden()); // there is no room for both
    const QString name = QString::fromStdString(m_sample.name);
    m_copyState->setState(StateLabel::State::Warning, isTried ? tr("Tried on “%1”; your edited copy is set aside").arg(name)
                                                              : tr("Edited copy of “%1”, not saved").arg(name));
    m_discard->setText(isTried ? tr("Back to my copy") : tr("Discard"));
    m_discard->setToolTip(isTried ? tr("Go back to the copy that you edited") : tr("Go back to the sample"));
    if (m_model.rowCount() == 0) {
        m_count->setText(tr("This context is not JSON, so there is no tree; the text shows it."));
        return;
    }
    const int all = m_model.leaves();
    m_count->setText(tr("%1 of %2 values are read by the template").arg(all - m_model.unusedLeaves()).arg(all));
}

void ContextPanel::setProvenance(std::shared_ptr<const Provenance> provenance)
{
    m_model.setProvenance(std::move(provenance));
    describe();
}

void ContextPanel::light(const std::vector<std::string> &paths)
{
    m_model.setLit(paths);
    if (paths.empty() || m_tree->hasFocus()) return;
    const QModelIndex index = m_proxy.mapFromSource(m_model.indexOf(paths.front()));
    if (index.isValid()) m_tree->scrollTo(index);
}

void ContextPanel::select(const std::string &path)
{
    const QModelIndex index = m_proxy.mapFromSource(m_model.indexOf(path));
    m_isSelecting = true;
    if (index.isValid()) {
        m_tree->setCurrentIndex(index);
        m_tree->scrollTo(index);
    }
    m_isSelecting = false;
}

void ContextPanel::focusTree()
{
    m_asText->setChecked(false);
    m_tree->setFocus(Qt::ShortcutFocusReason);
    if (!m_tree->currentIndex().isValid()) m_tree->setCurrentIndex(m_proxy.index(0, 0));
}

void ContextPanel::showText(bool asText)
{
    m_pages->setCurrentIndex(asText ? 1 : 0);
    m_search->setEnabled(!asText);
    for (QToolButton *button : {m_insert, m_nasty})
        button->setEnabled(!asText && !chosenPath().empty());
}

std::string ContextPanel::chosenPath() const
{
    return m_model.path(m_proxy.mapToSource(m_tree->currentIndex()));
}

void ContextPanel::setCopy(const std::string &text)
{
    if (text == m_sample.text)
        m_copies.erase(key());
    else
        m_copies[key()] = text;
    showContext();
    Q_EMIT edited();
}

void ContextPanel::tryText(const std::string &text)
{
    if (const auto copy = m_copies.find(key()); copy != m_copies.end() && copy->second != text)
        m_setAside.try_emplace(key(), copy->second);
    setCopy(text);
}

void ContextPanel::discardCopy()
{
    const auto mine = m_setAside.find(key());
    const std::string text = mine == m_setAside.end() ? m_sample.text : mine->second;
    if (mine != m_setAside.end()) m_setAside.erase(mine);
    setCopy(text);
}

void ContextPanel::forgetCopy()
{
    m_copies.erase(key());
    m_setAside.erase(key());
    showContext();
}

void ContextPanel::fillNastyMenu()
{
    m_nastyMenu->clear();
    const std::string path = chosenPath();
    for (const NastySample &sample : nastySamples(effective(m_sample).text, {path}, m_displayZone)) {
        if (sample.path != path) continue;
        QAction *action = m_nastyMenu->addAction(wordsOf(sample.nastiness));
        action->setObjectName(u"nasty."_s + QString::fromUtf8(nameOf(sample.nastiness)));
        connect(action, &QAction::triggered, this, [this, text = sample.text] { setCopy(text); });
    }
    if (m_nastyMenu->isEmpty()) m_nastyMenu->addAction(tr("Nothing fits this value"))->setEnabled(false);
}

void ContextPanel::askForName()
{
    m_copyState->hide();
    m_copyName->show();
    m_copyName->setText(QString::fromStdString(m_sample.name) + u"-2"_s);
    m_copyName->selectAll();
    m_copyName->setFocus(Qt::OtherFocusReason);
}

void ContextPanel::saveCopy()
{
    Sample sample = effective(m_sample);
    sample.name = m_copyName->text().trimmed().toStdString();
    if (!sample.name.empty()) Q_EMIT saveWanted(sample);
}

} // namespace targetdesk
