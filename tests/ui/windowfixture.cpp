// SPDX-License-Identifier: MIT
#include "windowfixture.h"

#include "ui/editor/codeeditor.h"
#include "ui/shell/sampleworkspace.h"
#include "ui/theme/statelabel.h"
#include "workspace/json.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QSignalSpy>
#include <QTreeView>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace targetdesk {

WindowFixture::WindowFixture(const QString &place)
    : m_place(place.isEmpty() ? m_temporary.path() : place)
    , m_settings(std::make_unique<QSettings>(m_place + u"/settings.ini"_s, QSettings::IniFormat))
    , m_theme(std::make_unique<Theme>(*qApp))
{
    QString error;
    m_folder = sampleWorkspaceFolder(m_place, error);
    if (m_folder.empty()) qFatal("%s", qPrintable(error));
    restart();
}

WindowFixture::~WindowFixture() = default;

void WindowFixture::restart()
{
    m_window.reset();
    m_window =
        std::make_unique<MainWindow>(Workspace::open(m_folder), MainWindow::Services{*m_theme, m_prompts, *m_settings, m_secrets,
                                                                                     stateFolder(), storeSpec(), m_keys});
    m_window->show();
    m_window->activateWindow(); // a display without a window manager gives the focus to nobody by itself
    if (!QTest::qWaitForWindowActive(m_window.get())) qFatal("the window does not become active");
}

void WindowFixture::restart(std::shared_ptr<const SecretSource> secrets, std::optional<KeySources> keys)
{
    m_secrets = std::move(secrets);
    m_keys = std::move(keys);
    restart();
}

void WindowFixture::trigger(const char *id)
{
    auto *action = m_window->findChild<QAction *>(QString::fromLatin1(id));
    if (!action) qFatal("no action is called %s", id);
    action->trigger();
}

CodeEditor *WindowFixture::editor() const
{
    return find<CodeEditor>("templateEditor");
}

QString WindowFixture::payload() const
{
    return find<CodeEditor>("payloadView")->toPlainText();
}

void WindowFixture::typeTemplate(const QString &text)
{
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(editor(), text);
}

QString WindowFixture::labelText(const char *name) const
{
    return find<StateLabel>(name)->text();
}

QStringList WindowFixture::problems() const
{
    const QAbstractItemModel *model = find<QTreeView>("problemList")->model();
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model->columnCount(); ++column)
            cells.append(model->index(row, column).data().toString());
        rows.append(cells.join(u" | "_s));
    }
    return rows;
}

void WindowFixture::chooseSample(const QString &event, const QString &sample)
{
    const auto choose = [](QComboBox *box, const QString &text) {
        const int index = box->findText(text);
        if (index < 0) qFatal("no choice %s", qPrintable(text));
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    };
    choose(find<QComboBox>("sampleEvent"), event);
    choose(find<QComboBox>("sampleName"), sample);
}

void WindowFixture::nameSchema(const std::string &schema)
{
    QFile target(QString::fromStdString((m_folder / "targets" / "klaviyo-reward-issued.json").string()));
    QVERIFY(target.open(QIODevice::ReadOnly));
    Json settings = Json::parse(target.readAll().toStdString());
    target.close();
    settings["delivery"]["schema"] = schema;
    QVERIFY(target.open(QIODevice::WriteOnly | QIODevice::Truncate));
    target.write(QByteArray::fromStdString(settings.dump(2)));
    target.close();
    trigger("workspace.reload");
}

void WindowFixture::prepare(const QString &source)
{
    nameSchema("");
    QVERIFY(m_window->showTarget("klaviyo-reward-issued"));
    chooseSample(u"reward.issued"_s, u"awkward"_s);
    const QSignalSpy previewed(m_window.get(), &MainWindow::previewed);
    editor()->selectAll();
    editor()->insertPlainText(source);
    QTRY_VERIFY(!previewed.isEmpty());
    QCOMPARE(labelText("payloadValidity"), u"valid JSON"_s);
    const auto *view = find<CodeEditor>("payloadView");
    QTRY_VERIFY(!view->isStale() && !view->dimmed().empty());
}

} // namespace targetdesk
