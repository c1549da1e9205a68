// SPDX-License-Identifier: MIT
#include "ui/preview/wantedpayloaddialog.h"

#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/documenttext.h"
#include "ui/editor/syntax.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

enum Column { FieldColumn, ExampleColumn, FromColumn };

QWidget *titled(const QString &title, QWidget *content)
{
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
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
    , m_fields(new QTreeWidget)
    , m_template(new CodeEditor(theme))
    , m_state(new StateLabel(theme))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Start from a payload"));
    resize(900, 620);
    m_example->setObjectName(u"wantedExample"_s);
    m_example->setAccessibleName(tr("Example of the wanted payload"));
    m_example->setPlaceholderText(tr("Paste what the receiver wants, as JSON"));
    new CodeHighlighter(m_example->document(), syntax.json(), theme);
    m_fields->setObjectName(u"wantedFields"_s);
    m_fields->setAccessibleName(tr("Fields and what fills them"));
    m_fields->setHeaderLabels({tr("Field"), tr("Example"), tr("Filled from")});
    m_fields->setRootIsDecorated(false);
    m_fields->setIndentation(0);
    m_fields->header()->setStretchLastSection(true);
    m_template->setObjectName(u"wantedTemplate"_s);
    m_template->setAccessibleName(tr("Template made of it"));
    m_template->setReadOnly(true);
    m_template->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    new CodeHighlighter(m_template->document(), syntax.jsonTwig(), theme);
    m_state->setObjectName(u"wantedState"_s);
    QPushButton *take = m_buttons->addButton(tr("Use this template"), QDialogButtonBox::AcceptRole);
    take->setObjectName(u"wantedTake"_s);

    auto *right = new QSplitter(Qt::Vertical);
    right->addWidget(titled(tr("Fields"), m_fields));
    right->addWidget(titled(tr("Template"), m_template));
    auto *all = new QSplitter(Qt::Horizontal);
    all->setChildrenCollapsible(false);
    all->addWidget(titled(tr("Wanted payload"), m_example));
    all->addWidget(right);
    all->setSizes({380, 520});
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
    m_example->setFocus();
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
    const std::vector<std::string> paths = m_wanted.contextPaths();
    for (std::size_t i = 0; i < m_wanted.values().size(); ++i) {
        const WantedValue &value = m_wanted.values()[i];
        const QString field = QString::fromStdString(value.path);
        auto *item = new QTreeWidgetItem({field, QString::fromStdString(value.text).simplified()});
        m_fields->addTopLevelItem(item);
        auto *from = new QComboBox;
        from->setObjectName(u"wantedFrom."_s + field);
        from->setAccessibleName(tr("What fills %1").arg(field));
        from->addItem(tr("(stays as it is)"), QString());
        const auto add = [from](const std::string &path) {
            const QString text = QString::fromStdString(path);
            if (from->findData(text) < 0) from->addItem(text, text);
        };
        for (const Filling &filling : value.fillings)
            add(filling.path);
        for (const std::string &path : paths)
            add(path);
        from->setCurrentIndex(std::max(0, from->findData(QString::fromStdString(value.chosen))));
        connect(from, &QComboBox::currentIndexChanged, this, [this, from, i] {
            m_wanted.choose(i, from->currentData().toString().toStdString());
            showTemplate();
        });
        m_fields->setItemWidget(item, FromColumn, from);
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
