// SPDX-License-Identifier: MIT
#pragma once

#include "ui/targets/starttemplates.h"
#include "ui/theme/statelabel.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace targetdesk {

/// Where a target is made, in place of the editor: name, handle (proposed from the name), URL, what to start from.
/// Return creates, Escape leaves.
class NewTargetPanel : public QWidget
{
    Q_OBJECT
public:
    explicit NewTargetPanel(const Theme &theme, QWidget *parent = nullptr);

    /// Clears the fields and takes the focus. The workspace is copied.
    void begin(const Workspace &workspace);
    /// Puts a kept draft into the fields; its template is what to start from.
    void fill(const Target &draft);
    /// What was filled in so far.
    Target draft() const;
    /// Shows why the target could not be made.
    void showProblem(const QString &text);

Q_SIGNALS:
    void created(const Target &target);
    void cancelled();
    void edited(); ///< by a person

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void check();
    void create();
    void startChosen();
    QString freeHandle(const QString &wanted) const;
    QString handleProblem() const;

    Workspace m_workspace;
    std::vector<StartTemplate> m_starts;
    QLineEdit *m_name;
    QLineEdit *m_handle;
    QLineEdit *m_url;
    QComboBox *m_start;
    StateLabel *m_problem;
    QPushButton *m_create;
    bool m_handleIsOwn = false; ///< the person wrote it; the name no longer proposes one
    QString m_proposedName;     ///< by the chosen start; empty: by none
    QString m_proposedUrl;
};

} // namespace targetdesk
