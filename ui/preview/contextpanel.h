// SPDX-License-Identifier: MIT
#pragma once

#include "ui/preview/contextmodel.h"
#include "ui/theme/statelabel.h"
#include "workspace/sample.h"

#include <QSortFilterProxyModel>
#include <QWidget>

#include <map>
#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace targetdesk {

class CodeEditor;
class Syntax;

/// The sample's context as a tree and as text. Typing in the text, or making a value nasty, edits a copy that the preview
/// renders with and that is kept beside the sample until it is saved under a name or discarded.
class ContextPanel : public QWidget
{
    Q_OBJECT
public:
    ContextPanel(const Theme &theme, const Syntax &syntax, QWidget *parent = nullptr);

    /// The chosen sample; its copy is shown when there is one.
    void setSample(const Sample &sample);
    /// An IANA name, in which the target shows dates; empty: UTC. What is nasty for a time depends on it.
    void setDisplayZone(const std::string &zone) { m_displayZone = zone; }
    /// The copy of a sample, when there is one, else the sample itself.
    Sample effective(const Sample &sample) const;
    /// All copies there are, under the names of their samples.
    std::vector<Sample> copies() const;
    void setProvenance(std::shared_ptr<const Provenance> provenance);
    void light(const std::vector<std::string> &paths);
    void select(const std::string &path);
    void focusTree();
    CodeEditor &textEditor() const { return *m_text; }
    /// The copies there were before: of another workspace, or of an earlier run.
    void setCopies(const std::vector<Sample> &copies);
    /// Edits the copy of the shown sample to be this.
    void setCopy(const std::string &text);
    /// The same to look at something: a copy that was edited by hand is set aside, and Discard goes back to it.
    void tryText(const std::string &text);
    /// The copy was saved as a sample of this name: it is none any more.
    void forgetCopy();

Q_SIGNALS:
    void pathChosen(const std::string &path);
    void pathActivated(const std::string &path); ///< twice clicked, or Return
    void insertWanted(const std::string &path);
    void edited(); ///< the copy is another one
    void saveWanted(const Sample &sample);

private:
    QWidget *makeHead();
    QWidget *makeCopyBar();
    void showText(bool asText);
    void showContext();
    void fillNastyMenu();
    void describe();
    void discardCopy();
    void askForName();
    void saveCopy();
    std::string chosenPath() const;

    std::pair<std::string, std::string> key() const { return {m_sample.event, m_sample.name}; }

    ContextModel m_model;
    QSortFilterProxyModel m_proxy;
    Sample m_sample;
    std::string m_displayZone;
    std::map<std::pair<std::string, std::string>, std::string> m_copies;   ///< by event and name of the sample
    std::map<std::pair<std::string, std::string>, std::string> m_setAside; ///< copies while something else is tried
    QLineEdit *m_search;
    QToolButton *m_insert;
    QToolButton *m_nasty;
    QToolButton *m_asText;
    QMenu *m_nastyMenu;
    QTreeView *m_tree;
    CodeEditor *m_text;
    QStackedWidget *m_pages;
    QWidget *m_copyBar;
    StateLabel *m_copyState;
    QToolButton *m_discard;
    QLineEdit *m_copyName;
    QLabel *m_count;
    bool m_isFilling = false;
    bool m_isSelecting = false;
};

} // namespace targetdesk
