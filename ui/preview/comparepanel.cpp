// SPDX-License-Identifier: MIT
#include "ui/preview/comparepanel.h"

#include "history/textdiff.h"
#include "payload/prettyjson.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/syntax.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTextBlock>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr int LinesAround = 3;
constexpr std::size_t MostLines = 5000;

std::string forLines(const ComparedPayload &payload)
{
    return payload.isJson ? prettyJson(payload.text) : payload.text;
}

/// Only the lines around a difference, a line of dots where some are left out.
QStringList hunksOf(const std::vector<DiffLine> &lines)
{
    QStringList texts;
    for (const DiffLine &line : withoutLongSame(lines, LinesAround)) {
        if (texts.size() >= static_cast<qsizetype>(MostLines)) break;
        const QString sign = line.kind == DiffLine::Kind::Added     ? u"+ "_s
                             : line.kind == DiffLine::Kind::Removed ? u"- "_s
                                                                    : u"  "_s;
        const bool isGap = line.before == 0 && line.after == 0;
        texts.append(isGap ? u"  ⋯"_s : sign + QString::fromStdString(line.text).left(CodeHighlighter::maximumLineLength - 2));
    }
    return texts;
}

} // namespace

ComparePanel::ComparePanel(const Theme &theme, const Syntax &syntax, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_with(new QComboBox)
    , m_earlier(makeToolButton(u"compareEarlier"_s, u"‹"_s, tr("The delivery before")))
    , m_later(makeToolButton(u"compareLater"_s, u"›"_s, tr("The next delivery")))
    , m_byLine(makeToolButton(u"compareByLine"_s, tr("By line"), tr("Compare the text line by line instead of field by field")))
    , m_result(new StateLabel(theme))
    , m_fields(new QTreeWidget)
    , m_lines(new CodeEditor(theme))
    , m_pages(new QStackedWidget)
    , m_whyNot(tr("There is no payload to compare."))
{
    setBackground(*this, QPalette::Base);
    buildLists();
    new CodeHighlighter(m_lines->document(), syntax.json(), theme);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(makeHead());
    layout->addWidget(m_result);
    layout->addWidget(m_pages, 1);
    setSamples({});
    updateSteps();
    connect(m_with, &QComboBox::currentIndexChanged, this, [this] {
        if (with() != With::Delivery) setDeliveries({});
        Q_EMIT withChanged();
    });
    connect(m_earlier, &QToolButton::clicked, this, [this] { stepDelivery(-1); });
    connect(m_later, &QToolButton::clicked, this, [this] { stepDelivery(1); });
    connect(m_byLine, &QToolButton::toggled, this, [this](bool on) {
        m_pages->setCurrentIndex(on ? 1 : 0);
        refresh();
    });
    connect(m_fields, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *item) {
        if (item && with() != With::Delivery) Q_EMIT pathChosen(item->data(0, Qt::UserRole).toString());
    });
}

void ComparePanel::buildLists()
{
    m_fields->setObjectName(u"compareFields"_s);
    m_fields->setAccessibleName(tr("Differences by field"));
    m_fields->setHeaderLabels({tr("Field"), tr("What"), tr("Before"), tr("Now")});
    m_fields->setRootIsDecorated(false);
    m_fields->setIndentation(0);
    m_fields->setUniformRowHeights(true);
    m_fields->setAllColumnsShowFocus(true);
    m_fields->setFrameShape(QFrame::NoFrame);
    m_lines->setObjectName(u"compareLines"_s);
    m_lines->setAccessibleName(tr("Differences by line"));
    m_lines->setReadOnly(true);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_pages->addWidget(m_fields);
    m_pages->addWidget(m_lines);
}

QHBoxLayout *ComparePanel::makeHead()
{
    m_with->setObjectName(u"compareWith"_s);
    m_with->setAccessibleName(tr("Compare with"));
    m_with->setToolTip(tr("What the payload is compared with"));
    m_with->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_with->setMinimumContentsLength(19);
    m_earlier->setAccessibleName(m_earlier->toolTip());
    m_later->setAccessibleName(m_later->toolTip());
    m_byLine->setCheckable(true);
    m_result->setObjectName(u"compareResult"_s);
    m_result->setWordWrap(true);
    m_result->setContentsMargins(8, 0, 8, 6);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 6, 8, 6);
    head->addWidget(m_with);
    head->addWidget(m_earlier);
    head->addWidget(m_later);
    head->addStretch(1);
    head->addWidget(m_byLine);
    return head;
}

void ComparePanel::setSamples(const std::vector<Sample> &samples)
{
    if (samples == m_samples && m_with->count() > 0) return;
    const QString before = m_with->currentText();
    const QSignalBlocker blocker(m_with);
    m_samples = samples;
    m_with->clear();
    m_with->addItem(tr("With the saved version"), static_cast<int>(With::Saved));
    m_with->addItem(tr("With the last sent"), static_cast<int>(With::LastSent));
    for (const Sample &sample : samples) {
        m_with->addItem(tr("With sample %1 of %2").arg(QString::fromStdString(sample.name), QString::fromStdString(sample.event)),
                        static_cast<int>(With::Sample));
    }
    if (!m_deliveries.empty()) m_with->addItem(tr("Of a real delivery"), static_cast<int>(With::Delivery));
    m_with->setCurrentIndex(std::max(0, m_with->findText(before)));
}

void ComparePanel::setDeliveries(std::vector<std::string> ids)
{
    if (ids.empty() && m_deliveries.empty()) return;
    m_deliveries = std::move(ids);
    m_delivery = 0;
    const QSignalBlocker blocker(m_with);
    const int known = m_with->findData(static_cast<int>(With::Delivery));
    if (m_deliveries.empty()) {
        if (m_with->currentIndex() == known) m_with->setCurrentIndex(0);
        m_with->removeItem(known);
    } else {
        if (known < 0) m_with->addItem(tr("Of a real delivery"), static_cast<int>(With::Delivery));
        m_with->setCurrentIndex(m_with->count() - 1);
    }
    m_payload.reset();
    m_other.reset();
    m_whyNot.clear(); // until it is rendered
    m_origin.clear();
    updateSteps();
}

std::string ComparePanel::delivery() const
{
    return with() == With::Delivery ? m_deliveries[m_delivery] : std::string();
}

void ComparePanel::stepDelivery(int by)
{
    const int to = static_cast<int>(m_delivery) + by;
    if (to < 0 || to >= static_cast<int>(m_deliveries.size())) return;
    m_delivery = static_cast<std::size_t>(to);
    updateSteps();
    Q_EMIT withChanged();
}

void ComparePanel::updateSteps()
{
    const bool several = with() == With::Delivery && m_deliveries.size() > 1;
    m_earlier->setVisible(several);
    m_later->setVisible(several);
    m_earlier->setEnabled(m_delivery > 0);
    m_later->setEnabled(m_delivery + 1 < m_deliveries.size());
}

ComparePanel::With ComparePanel::with() const
{
    return static_cast<With>(m_with->currentData().toInt());
}

std::optional<Sample> ComparePanel::sample() const
{
    const int index = m_with->currentIndex() - 2;
    if (index < 0 || index >= static_cast<int>(m_samples.size())) return std::nullopt;
    return m_samples[static_cast<std::size_t>(index)];
}

void ComparePanel::setPayload(const std::optional<ComparedPayload> &payload)
{
    if (with() == With::Delivery || payload == m_payload) return;
    m_payload = payload;
    refresh();
}

void ComparePanel::setOther(const std::optional<ComparedPayload> &other, const QString &whyNot, const QString &origin)
{
    m_other = other;
    m_whyNot = whyNot;
    m_origin = origin;
    refresh();
}

void ComparePanel::setDelivery(const ComparedPayload &before, const std::optional<ComparedPayload> &after, const QString &whyNot,
                               const QString &origin)
{
    m_payload = after;
    m_other = before;
    m_whyNot = whyNot;
    m_origin = m_deliveries.size() < 2 ? origin : tr("%1 (%2 of %3)").arg(origin).arg(m_delivery + 1).arg(m_deliveries.size());
    refresh();
}

void ComparePanel::focusChanges()
{
    m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void ComparePanel::showResult(StateLabel::State state, const QString &text)
{
    m_result->setState(state, m_origin.isEmpty() ? text : text + u" · "_s + m_origin);
}

void ComparePanel::refresh()
{
    if (!m_payload || !m_other) {
        const bool isDelivery = with() == With::Delivery;
        if (isDelivery && m_other)
            showResult(StateLabel::State::Error, m_whyNot);
        else
            m_result->setState(StateLabel::State::Neutral,
                               m_payload || isDelivery ? m_whyNot : tr("There is no payload to compare."));
        m_fields->clear();
        m_lines->clear();
        return;
    }
    if (m_pages->currentIndex() == 0)
        showFields();
    else
        showLines();
}

QString ComparePanel::wordOf(JsonChange::Kind kind)
{
    switch (kind) {
    case JsonChange::Kind::Added: return tr("added");
    case JsonChange::Kind::Removed: return tr("removed");
    case JsonChange::Kind::Changed: break;
    }
    return tr("changed");
}

void ComparePanel::addRow(const JsonChange &change)
{
    const QString path = change.path.empty() ? tr("(all)") : QString::fromStdString(change.path);
    const QString before = QString::fromStdString(change.before).simplified();
    const QString after = QString::fromStdString(change.after).simplified();
    auto *item = new QTreeWidgetItem({path, wordOf(change.kind), before, after});
    const StateLabel::State state = change.kind == JsonChange::Kind::Added     ? StateLabel::State::Good
                                    : change.kind == JsonChange::Kind::Removed ? StateLabel::State::Error
                                                                               : StateLabel::State::Warning;
    item->setData(0, Qt::UserRole, QString::fromStdString(change.path));
    item->setForeground(1, colourOf(state, m_theme.colours()));
    for (int column = 0; column < 4; ++column)
        item->setToolTip(column, item->text(column));
    m_fields->addTopLevelItem(item);
}

void ComparePanel::showFields()
{
    m_fields->clear();
    if (!m_payload->isJson || !m_other->isJson) {
        const bool same = m_payload->text == m_other->text;
        showResult(same ? StateLabel::State::Good : StateLabel::State::Warning,
                   same ? tr("the same bytes") : tr("not both are JSON: compare by line"));
        return;
    }
    const std::vector<JsonChange> changes = jsonChanges(m_other->text, m_payload->text);
    for (std::size_t i = 0; i < changes.size() && i < MostLines; ++i)
        addRow(changes[i]);
    showResult(changes.empty() ? StateLabel::State::Good : StateLabel::State::Info,
               changes.empty() ? tr("no difference to a receiver")
                               : tr("%n difference(s)", nullptr, static_cast<int>(changes.size())));
    fitColumns(*m_fields);
}

void ComparePanel::showLines()
{
    const std::vector<DiffLine> lines = textDiff(forLines(*m_other), forLines(*m_payload));
    const auto changed =
        std::count_if(lines.begin(), lines.end(), [](const DiffLine &line) { return line.kind != DiffLine::Kind::Same; });
    m_lines->setPlainText(changed == 0 ? QString() : hunksOf(lines).join(u'\n'));
    std::vector<EditorSpan> lit;
    for (QTextBlock block = m_lines->document()->begin(); block.isValid(); block = block.next()) {
        const bool isChange = block.text().startsWith(u'+') || block.text().startsWith(u'-');
        if (isChange) lit.push_back({block.position(), std::max(1, block.length() - 1)});
    }
    m_lines->setLights(std::move(lit));
    showResult(changed == 0 ? StateLabel::State::Good : StateLabel::State::Info,
               changed == 0 ? tr("the same text") : tr("%n line(s) differ", nullptr, static_cast<int>(changed)));
}

} // namespace targetdesk
