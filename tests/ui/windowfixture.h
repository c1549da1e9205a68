// SPDX-License-Identifier: MIT
#pragma once

#include "fakeprompts.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace targetdesk {

class CodeEditor;

/// A window on a fresh copy of the sample workspace, driven as a person would: by keys, actions and object names.
class WindowFixture
{
public:
    /// In a folder of its own, or in one that stays: a second fixture there is a second start of the program.
    explicit WindowFixture(const QString &place = {});
    ~WindowFixture();

    MainWindow &window() { return *m_window; }
    FakePrompts &prompts() { return m_prompts; }
    Theme &theme() { return *m_theme; }
    std::filesystem::path folder() const { return m_folder; }
    /// The delivery log that the window looks at; nobody makes it.
    std::string storeSpec() const { return "sqlite:" + m_place.toStdString() + "/queue.db"; }
    /// Drafts and versions.
    std::filesystem::path stateFolder() const { return m_place.toStdString() + "/state"; }

    /// Opens the window again, as a restart does.
    void restart();
    /// The same with other secrets, and a key that the window may make.
    void restart(std::shared_ptr<const SecretSource> secrets, std::optional<KeySources> keys = {});
    void trigger(const char *id);
    template <typename Widget>
    Widget *find(const char *name) const
    {
        auto *widget = m_window->findChild<Widget *>(QString::fromLatin1(name));
        if (!widget) qFatal("no widget is called %s", name);
        return widget;
    }
    CodeEditor *editor() const;
    QString payload() const;
    /// Replaces the template by typing over it.
    void typeTemplate(const QString &text);
    QString labelText(const char *name) const; ///< of a StateLabel
    /// Every row of the problem list as one text.
    QStringList problems() const;
    void chooseSample(const QString &event, const QString &sample);
    /// Names a schema in the file of the target klaviyo-reward-issued, or none.
    void nameSchema(const std::string &schema);
    /// Shows that target with this template and the awkward sample of reward.issued, until its payload is explained.
    void prepare(const QString &source);

private:
    QTemporaryDir m_temporary;
    QString m_place;
    std::filesystem::path m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    FakePrompts m_prompts;
    std::shared_ptr<const SecretSource> m_secrets = std::make_shared<MemorySecrets>();
    std::optional<KeySources> m_keys;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace targetdesk
