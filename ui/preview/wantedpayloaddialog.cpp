// SPDX-License-Identifier: MIT
#include "ui/preview/wantedpayloaddialog.h"

#include "payload/expressiontext.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/documenttext.h"
#include "ui/editor/syntax.h"
#include "ui/preview/wantedfields.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

enum Column { FieldColumn, ExampleColumn, FromColumn };

QWidget *titled(const QString &title, QWidget *content)
{
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(makeHeading(title));
    layout->addWidget(content, 1);
    return widget;
}

} // namespace

WantedPayloadDialog::WantedPayloadDialog(const Theme &theme, const Syntax &syntax, std::string context, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_wanted({}, {})
    , m_example(new CodeEditor(theme))
    , m_fields(new WantedFields)
    , m_leaves(new QListWidget)
    , m_template(new CodeEditor(theme))
    , m_state(new StateLabel(theme))
    , m_buttons(new QDialogButtonBox)
{
    setWindowTitle(tr("Start from a payload"));
    resize(1040, 640);
    m_example->setObjectName(u"wantedExample"_s);
    m_example->setAccessibleName(tr("Example of the wanted payload"));
    m_example->setPlaceholderText(tr("Paste what the receiver wants, as JSON"));
    m_example->setTabChangesFocus(true); // what is pasted needs no indenting, and in a dialog F6 leads nowhere
    new CodeHighlighter(m_example->document(), syntax.json(), theme);
    m_fields->setObjectName(u"wantedFields"_s);
    m_fields->setAccessibleName(tr("Fields and what fills them"));
    m_fields->setHeaderLabels({tr("Field"), tr("Example"), tr("Filled from")});
    m_fields->setRootIsDecorated(false);
    m_fields->setIndentation(0);
    m_fields->header()->setStretchLastSection(true);
    connect(m_fields, &WantedFields::pathDropped, this, &WantedPayloadDialog::fill);
    m_leaves->setObjectName(u"wantedLeaves"_s);
    m_leaves->setAccessibleName(tr("Values of the context, to be dragged to a field"));
    m_leaves->setDragEnabled(true);
    m_template->setObjectName(u"wantedTemplate"_s);
    m_template->setAccessibleName(tr("Template made of it"));
    m_template->setReadOnly(true);
    m_template->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    new CodeHighlighter(m_template->document(), syntax.jsonTwig(), theme);
    m_state->setObjectName(u"wantedState"_s);
    QPushButton *take = m_buttons->addButton(tr("Use this template"), QDialogButtonBox::AcceptRole);
    take->setObjectName(u"wantedTake"_s);
    take->setProperty("primary", true);
    m_buttons->addButton(QDialogButtonBox::Cancel);

    auto *right = new QSplitter(Qt::Vertical);
    auto *fields = new QSplitter(Qt::Horizontal);
    fields->setChildrenCollapsible(false);
    fields->addWidget(titled(tr("Fields"), m_fields));
    fields->addWidget(titled(tr("Context (drag to a field)"), m_leaves));
    fields->setSizes({430, 190});
    right->addWidget(fields);
    right->addWidget(titled(tr("Template"), m_template));
    auto *all = new QSplitter(Qt::Horizontal);
    all->setChildrenCollapsible(false);
    all->addWidget(titled(tr("Wanted payload"), m_example));
    all->addWidget(right);
    all->setSizes({380, 660});
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_state, 1);
    bottom->addWidget(m_buttons);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(all, 1);
    layout->addLayout(bottom);
    connect(m_example->document(), &QTextDocument::contentsChanged, this, &WantedPayloadDialog::match);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT templateTaken(QString::fromStdString(m_wanted.templateText()));
        accept();
    });
    match();
    const auto addLeaf = [this](const std::string &path) { m_leaves->addItem(QString::fromStdString(path)); };
    for (const std::vector<std::string> &paths : {m_wanted.contextPaths(), m_wanted.contextLists()})
        std::for_each(paths.begin(), paths.end(), addLeaf);
    m_example->setFocus();
}

void WantedPayloadDialog::fill(int row, const QString &path)
{
    auto *from = qobject_cast<QComboBox *>(m_fields->itemWidget(m_fields->topLevelItem(row), FromColumn));
    const int index = from ? from->findData(path) : -1;
    if (index >= 0)
        from->setCurrentIndex(index);
    else
        m_state->setState(StateLabel::State::Warning,
                          tr("%1 cannot fill this field: a list needs a list, a value a value").arg(path));
}

void WantedPayloadDialog::match()
{
    const std::string text = sourceOf(*m_example->document(), LineEnding::Lf);
    m_wanted = WantedPayload(text, m_context);
    m_buttons->button(QDialogButtonBox::Cancel)->setDefault(m_wanted.isEmpty());
    findChild<QPushButton *>(u"wantedTake"_s)->setEnabled(!m_wanted.isEmpty());
    showValues();
    showTemplate();
}

void WantedPayloadDialog::showValues()
{
    m_fields->clear();
    const std::vector<std::string> leaves = m_wanted.contextPaths();
    const std::vector<std::string> lists = m_wanted.contextLists();
    QWidget *before = m_fields;
    for (std::size_t i = 0; i < m_wanted.values().size(); ++i) {
        const WantedValue &value = m_wanted.values()[i];
        const QString field = QString::fromStdString(value.path);
        auto *item = new QTreeWidgetItem({field, QString::fromStdString(shortened(value.text, 60))});
        m_fields->addTopLevelItem(item);
        auto *from = new QComboBox;
        from->setObjectName(u"wantedFrom."_s + field);
        from->setAccessibleName(tr("What fills %1").arg(field));
        from->addItem(tr("(stays as it is)"), QString());
        const auto add = [from, &value](const std::string &path) {
            const QString text = QString::fromStdString(path);
            if (from->findData(text) < 0) from->addItem(value.isList ? tr("each of %1").arg(text) : text, text);
        };
        for (const Filling &filling : value.fillings)
            add(filling.path);
        for (const std::string &path : value.isList ? lists : leaves)
            add(path);
        from->setCurrentIndex(std::max(0, from->findData(QString::fromStdString(value.chosen))));
        const auto chosen = [this, from, i, isList = value.isList] {
            m_wanted.choose(i, from->currentData().toString().toStdString());
            if (isList) showValues();
            showTemplate();
        };
        // Queued: a list's choice makes all rows anew, this box among them.
        connect(from, &QComboBox::currentIndexChanged, this, chosen, value.isList ? Qt::QueuedConnection : Qt::AutoConnection);
        m_fields->setItemWidget(item, FromColumn, from);
        setTabOrder(std::exchange(before, from), from);
    }
    m_fields->resizeColumnToContents(FieldColumn);
    m_fields->setColumnWidth(ExampleColumn, 130);
}

void WantedPayloadDialog::showTemplate()
{
    m_template->setPlainText(m_wanted.isEmpty() ? QString() : QString::fromStdString(m_wanted.templateText()));
    const auto filled = std::count_if(m_wanted.values().begin(), m_wanted.values().end(),
                                      [](const WantedValue &value) { return !value.chosen.empty(); });
    const bool isEmpty = m_example->document()->isEmpty();
    if (m_wanted.isEmpty())
        m_state->setState(StateLabel::State::Error, isEmpty ? QString() : tr("This is not JSON, or has no values."));
    else
        m_state->setState(StateLabel::State::Info, tr("%1 of %2 fields are filled from the context")
                                                       .arg(static_cast<qlonglong>(filled))
                                                       .arg(static_cast<qlonglong>(m_wanted.values().size())));
}

} // namespace targetdesk
